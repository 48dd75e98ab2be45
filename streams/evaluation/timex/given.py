"""The dates that extraction reads, as time expressions with TIMEX3 values."""

from datetime import date
from functools import lru_cache

from schemas import Article
from streams.evaluation.timex.gold import Timex
from streams.extract.cleaning import Cleaner
from streams.extract.dates import Clock, DateReader, When
from streams.extract.scene import SceneReader
from streams.extract.sentences import Splitter

DAY, DAYS, WEEK, MONTH = 1, 2, 3, 4
"""Codes of ``When.precision``; what is coarser is a year."""


class GivenDates:
    """Reads the dates of articles with the parts that extraction reads them with."""

    def __init__(self) -> None:
        self._cleaner = Cleaner()
        self._splitter = Splitter()
        self._scenes = SceneReader()
        self._dates = DateReader()

    def read(self, article: Article) -> list[Timex]:
        """Return the dates of an article in text order."""
        today = Clock(article).today
        sentences = self._splitter.split(self._cleaner.clean(article.text, article.title))
        found = []
        for context in self._scenes.read(article.text, sentences).contexts:
            s = context.sentence
            for when in self._dates.find(s, today):
                span = s.starts[when.start], s.ends[when.end - 1]
                found.append(Timex(span, value_of(when, today)))
        return found


@lru_cache(maxsize=1)
def given_dates() -> GivenDates:
    """Return the reader of this process."""
    return GivenDates()


def value_of(when: When, today: date) -> str:
    """Return the TIMEX3 value of a date: a day, an ISO week, a month or a year.

    A span of a few days has no value of its own in TIMEX3; its last day stands for it. A span
    about a day ("a month ago") has the value of its middle, one up to today that of today.
    """
    first = when.first or when.last
    if when.precision <= DAYS:
        return when.last.isoformat()
    middle = first + (when.last - first) / 2
    told = today if when.last == today and when.basis == "relative" else middle
    if when.precision == WEEK:
        year, week, _ = told.isocalendar()
        return f"{year:04}-W{week:02}"
    if when.precision == MONTH:
        return f"{told:%Y-%m}"
    return f"{told:%Y}"
