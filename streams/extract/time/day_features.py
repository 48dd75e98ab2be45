"""The features of a day as the day of the violence that an article reports."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import DateMention
from streams.extract.document.sentence import Sentence
from streams.extract.time.event_dates import EventDating
from streams.extract.time.tables import DAY_WORDS

LEAD = 2
"""The last sentence of an article's lead."""
OPENING = 6
"""How many candidates say by their words which part of the day it was."""
MANY = 3
"""From there on numbers of days, and places among them, are not distinguished."""
SHARES = 4
"""Steps of a day's share of the dates of violence: the weights were learned for them."""
_LAGS = ((3, ""), (7, "4-7"), (31, "8-31"))
"""Classes of days before publication: the last of each, and its name; early ones stand alone."""
_DAY = timedelta(days=1)
_SIGNS = ("court", "aftermath", "happens", "morning", "night")
"""The sets of words that say what a date beside them dates."""


@dataclass(slots=True)
class Day:
    """A day that may be the one: the dates that name it, and the features of these.

    ``owned``: of how many dates an act of violence is.
    """

    day: date
    dates: list[tuple[Sentence, DateMention]] = field(default_factory=list)
    owned: int = 0
    features: Counter[str] = field(default_factory=Counter)

    @property
    def named(self) -> bool:
        """Whether the article names the day at all."""
        return bool(self.dates)

    @property
    def only_said(self) -> bool:
        """Whether the day is named only as that of a statement: "the bishop said today"."""
        return self.features["said"] == len(self.dates)


class DayReader:
    """Reads the days of an article and the features of each."""

    def __init__(self) -> None:
        self._dating = EventDating()
        self._words = {name: DAY_WORDS[name] for name in _SIGNS}

    def days(
        self, contexts: Sequence[SentenceContext], candidates: Sequence[EventCandidate], today: date
    ) -> list[tuple[Day, frozenset[str]]]:
        """Return the days up to publication that are named, and the last two, with features."""
        days = {day: Day(day) for day in (today, today - _DAY)}
        owned = _owned(candidates)
        for context in contexts:
            for when in context.dates:
                if when.first == when.last <= today and not when.since:
                    day = days.setdefault(when.last, Day(when.last))
                    self._add(day, context.sentence, when, owned)
        named = sorted((day for day in days.values() if day.named), key=_first_named)
        cue = self._part_of_day(candidates)
        return [
            (day, frozenset(_features(day, days, named, cue, (today - day.day).days)))
            for day in days.values()
        ]

    def _add(
        self, day: Day, s: Sentence, when: DateMention, owned: Mapping[tuple[int, int], int]
    ) -> None:
        own = owned.get((s.index, when.start), 0)
        day.dates.append((s, when))
        day.owned += bool(own)
        words = frozenset(s.lower)
        of_report = self._dating.is_of_report(s, when)
        marks = {name for name, known in self._words.items() if not known.isdisjoint(words)}
        marks -= {"morning", "night"}
        day.features.update(marks)
        day.features.update(f"owned {mark}" for mark in marks if own)
        day.features.update(_of_mention(s, when, of_report=of_report, own=bool(own)))

    def _part_of_day(self, candidates: Sequence[EventCandidate]) -> str:
        """Return whether undated violence took place in the morning or the night."""
        words = Counter(
            word
            for candidate in candidates[:OPENING]
            if happened(candidate)
            for word in _text(candidate)
        )
        morning, night = (sum(words[w] for w in self._words[part]) for part in ("morning", "night"))
        return "none" if morning == night else "morning" if morning > night else "night"


def _first_named(day: Day) -> tuple[int, int]:
    s, when = day.dates[0]
    return s.index, when.start


def _text(candidate: EventCandidate) -> frozenset[str]:
    return frozenset(candidate.context.sentence.lower)


def happened(candidate: EventCandidate) -> bool:
    """Return whether a candidate tells violence that took place."""
    return candidate.family == "violence" and candidate.modality == "asserted"


def _owned(candidates: Sequence[EventCandidate]) -> Mapping[tuple[int, int], int]:
    """Return how many acts of violence each date dates, by its sentence and first word."""
    return Counter(
        (candidate.context.sentence.index, candidate.own_date.start)
        for candidate in candidates
        if candidate.own_date and happened(candidate)
    )


def _of_mention(s: Sentence, when: DateMention, *, of_report: bool, own: bool) -> Iterator[str]:
    """Yield what one date tells of its day."""
    lead = s.index <= LEAD
    yield from (name for name, fits in (("said", of_report), ("lead", lead), ("own", own)) if fits)
    if own and lead:
        yield "own lead"
    if when.hour is not None:
        yield "hour said" if of_report else "hour"
    yield when.basis


def _lag(days: int) -> str:
    return next((name or str(days) for bound, name in _LAGS if days <= bound), "32+")


def _features(
    day: Day, days: Mapping[date, Day], named: Sequence[Day], cue: str, lag: int
) -> Iterator[str]:
    """Yield the features of a day among the others."""
    yield f"lag={_lag(lag)}"
    yield from day.features
    yield from (f"{name} often" for name, n in day.features.items() if n > 1)
    if not day.named:
        yield f"unnamed lag={lag} others={min(len(named), 2)}"
        yield f"unnamed lag={lag} part={cue}"
    else:
        yield f"named lag={_lag(lag)} of={min(len(named), MANY)}"
        yield from _among(day, named)
    before, after = days.get(day.day - _DAY), days.get(day.day + _DAY)
    yield f"day before={_kind(before)}"
    yield f"day after={_kind(after)}"


def _among(day: Day, named: Sequence[Day]) -> Iterator[str]:
    """Yield how a named day stands among the named ones."""
    most = max(one.owned for one in named)
    if most == 0:
        yield "nothing owned"
    elif day.owned == most:
        yield "most owned"
    elif day.owned:
        yield "less owned"
    if day.day == min(one.day for one in named):
        yield "earliest"
    yield f"place={min(named.index(day), MANY)}"
    share = day.owned / max(1, sum(one.owned for one in named))
    yield f"share={round(share * SHARES)}"


def _kind(day: Day | None) -> str:
    if day is None or not day.named:
        return "unnamed"
    return "owned" if day.owned else "said" if day.features["said"] else "named"
