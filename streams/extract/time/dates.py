"""Dates of a sentence as days, from the time expressions that the tagger finds in it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from schemas.article import Article
from streams.extract.document.mentions import DateMention, Offset
from streams.extract.document.sentence import Sentence
from streams.extract.time.date_spans import merged_spans
from streams.extract.time.timex.expression import Expression, Memory
from streams.extract.time.timex.periods import day_of
from streams.extract.time.timex.tagger import Tagger
from streams.extract.vocabulary.phrases import Phrases, rows

FILED = timedelta(days=3)
"""How long before publication an agency's dateline may lie for its day to be the one of "today"."""
OLD = timedelta(days=31)
"""A dated happening further back is told as history."""

_SINCE = frozenset({"since"})
_BEFORE_HOUR = 3
_BEHIND_HOUR = 2
"""Words around a date in which the part of the day may stand."""
_DAYS = 2
"""Precision up to which an hour means something."""


class PublicationClock:
    """The article's own time: its publication moment in the outlet's zone."""

    def __init__(self, article: Article) -> None:
        zone = ZoneInfo(article.timezone) if article.timezone else article.published_at.tzinfo
        self.zone: tzinfo = zone or UTC
        self.moment = article.published_at.astimezone(self.zone)
        self.today = self.moment.date()

    def hour_utc(self, day: date, hour: int) -> datetime:
        """Return an hour of a local day in UTC."""
        return datetime(day.year, day.month, day.day, hour, tzinfo=self.zone).astimezone(UTC)


class DateReader:
    """Reads the dates of a sentence."""

    def __init__(self) -> None:
        self._tagger = Tagger()
        months = {"MONTH", "MAYBE_MONTH"}
        self._months = {
            r[0]: int(r[2]) for r in rows("vocabulary/time_words.tsv") if r[1] in months
        }
        self._dayparts = Phrases((row[0], int(row[1])) for row in rows("time/dayparts.tsv"))

    def read(self, s: Sentence, memory: Memory) -> tuple[list[DateMention], list[Offset]]:
        """Return the dates of a sentence and the distances from what was told, both in order.

        ``memory`` holds the publication day and is brought up to what the sentence tells.
        """
        expressions = self._tagger.find(s, memory)
        dates = [self._with_hour(s, when) for one in expressions if (when := _when(s, one))]
        offsets = [
            Offset(one.start, one.end + one.told.tail, *one.told.distance)
            for one in expressions
            if one.told.distance is not None
        ]
        return merged_spans(s, dates), offsets

    def filed(self, sentences: Iterable[Sentence], today: date) -> date:
        """Return the day of the dateline ("ADEN, July 3 -"), else that of publication.

        "Today" and "Monday" are said on that day; an older or later one is not believed.
        """
        told = next((s.dateline.day for s in sentences if s.dateline and s.dateline.day), "")
        words = told.replace(".", "").lower().split()
        month = next((self._months[word] for word in words if word in self._months), 0)
        number = next((int(word) for word in words if word.isdigit()), 0)
        for year in (today.year, today.year - 1):
            day = day_of(year, month, number)
            if day and today - FILED <= day <= today:
                return day
        return today

    def _with_hour(self, s: Sentence, when: DateMention) -> DateMention:
        """Add the hour when the part of the day is told beside the date."""
        if when.precision > _DAYS or when.hour is not None:
            return when
        window = (max(0, when.start - _BEFORE_HOUR), min(len(s), when.end + _BEHIND_HOUR))
        parts = self._dayparts.find(s.lower, *window)
        told = next((p.value for p in parts if not s.capital[p.start]), None)
        return when if told is None else replace(when, hour=told)


def _when(s: Sentence, one: Expression) -> DateMention | None:
    """Return the days of an expression; a length, a set or "now" names none."""
    told = one.told
    if told.days is None or told.distance is not None:
        return None
    days = told.days
    since = not _SINCE.isdisjoint(s.lower[max(0, one.start - 1) : one.start + 1])
    return DateMention(
        one.start,
        one.end,
        days.first,
        days.last,
        days.precision,
        told.basis,
        told.hour,
        since,
        told.cycle,
    )


def history(when: DateMention, today: date) -> bool:
    """Whether a date is so far back that what it dates is told for context."""
    return when.last < today - OLD
