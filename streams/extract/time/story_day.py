"""The day of the violence that an article is about, for events without a date.

A logistic regression over the days that the article names and the last two before publication. One
of those two that it does not name is only there to win against the others: it is never likelier
than 0.4, and the two together, which such events keep, hold the day in seven articles of ten.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import DateMention
from streams.extract.time.dates import history
from streams.extract.time.day_features import Day, DayReader, happened
from streams.logistic import present, read_logistic_model
from streams.rules.table import model_path

WEIGHTS = "story_day.tsv"
SURE = 0.3
"""Probability (0-1) from which a day is taken; else what is inherited stays, or two days."""


class StoryDay:
    """Finds the day of a story and dates with it what has no date of its own."""

    def __init__(self) -> None:
        self._reader = DayReader()
        self._model = read_logistic_model(model_path(WEIGHTS))

    def date_by_story(
        self, contexts: Sequence[SentenceContext], candidates: Sequence[EventCandidate], today: date
    ) -> list[EventCandidate]:
        """Give violence without a date the day of the story, where that is likely.

        What a report of a trial or an anniversary repeats is long past, and becomes background.
        """
        undated = any(_is_open(candidate) for candidate in candidates)
        when = self._find(contexts, candidates, today) if undated else None
        if when is None:
            return list(candidates)
        places = _places_of_day(candidates, when)
        past = history(when, today)
        return [
            _dated(candidate, when, past=past)
            if _is_open(candidate) and (not candidate.own_place or candidate.place_name in places)
            else candidate
            for candidate in candidates
        ]

    def _find(
        self, contexts: Sequence[SentenceContext], candidates: Sequence[EventCandidate], today: date
    ) -> DateMention | None:
        days = self._reader.days(contexts, candidates, today)
        ranked = [
            (self._model.probability(present(sorted(features))), day) for day, features in days
        ]
        likely, best = max(ranked, key=lambda item: (item[0], item[1].day))
        # On the day of a statement nobody says that it happened on that day.
        told = best.named and not best.only_said
        return _when(best) if told and likely >= SURE else None


def _dated(candidate: EventCandidate, when: DateMention, *, past: bool) -> EventCandidate:
    role = "background" if past else candidate.role
    return replace(candidate, when=when, inherited_date=True, role=role)


def _is_open(candidate: EventCandidate) -> bool:
    """Whether an event is undated violence, and of now as far as its words say."""
    retold = candidate.role == "background" and not candidate.role_why
    now = candidate.role == "current" or retold
    return candidate.own_date is None and not candidate.ongoing and happened(candidate) and now


def _places_of_day(candidates: Sequence[EventCandidate], when: DateMention) -> set[str | None]:
    """Return the places of a day; if it has none, the place of a story that has only one.

    An article may tell of several places, each with a day of its own: no day travels between them.
    Beside a street or a house the day is the town's, which the article tells most of.
    """
    placed = [one for one in candidates if one.own_place and happened(one)]
    dated = {one.place_name for one in placed if _is_of(one, when)}
    everywhere = {one.place_name for one in placed}
    if not dated:
        return everywhere if len(everywhere) == 1 else set()
    return dated | _main_place(candidates, when)


def _main_place(candidates: Sequence[EventCandidate], when: DateMention) -> set[str | None]:
    """Return the place of most violence, unless it has another day of its own."""
    names = Counter(one.place_name for one in candidates if one.place_name and happened(one))
    main = max(names, key=lambda name: names[name], default=None)
    others = (
        one for one in candidates if one.place_name == main and one.own_date and happened(one)
    )
    return set() if any(not _is_of(one, when) for one in others) else {main}


def _is_of(candidate: EventCandidate, when: DateMention) -> bool:
    own = candidate.own_date
    return own is not None and own.first == own.last == when.last


def _when(day: Day) -> DateMention:
    """Return a day as a date on the words that name it first."""
    first = day.dates[0][1]
    hours = {when.hour for _, when in day.dates} - {None}
    hour = hours.pop() if len(hours) == 1 else None
    return DateMention(first.start, first.end, day.day, day.day, 1, first.basis, hour)
