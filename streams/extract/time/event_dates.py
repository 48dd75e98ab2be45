"""Which date belongs to an event: its clause, its sentence, what was told before, the article."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from streams.extract.casualties.casualty_words import is_in_other_clause
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import Cycle, DateMention, Offset, Trigger
from streams.extract.document.sentence import Sentence
from streams.extract.time.dates import governing_offset, shifted
from streams.extract.time.tables import ONGOING
from streams.extract.vocabulary.lexicon import reporting_forms

CYCLES: Mapping[Cycle, timedelta] = {"week": timedelta(days=7), "year": timedelta(days=365)}
AHEAD: Mapping[Cycle, timedelta] = {"week": timedelta(days=1), "year": timedelta(days=8)}
"""How far ahead the date of something that has happened must lie to be one cycle too late."""
HEARD = 10
"""Words before a date within which those stand who are told something on that day."""
_HEARERS = frozenset(
    {
        *("conference", "briefing", "reporters", "journalists", "parliament", "statement"),
        *("agency", "television", "tv", "radio", "interview", "newspaper", "lawmakers"),
    }
)
NEAR = 3
"""How many sentences a date carries on to events at the same place."""
_HAPPENS = frozenset({"violence", "unrest", "effect", "seizure", "disaster"})
_WORDS = frozenset({"politics", "diplomacy", "aid"})
"""Families of what is said and agreed, mostly on another day than what it is about."""


class EventDating:
    """Gives events their dates."""

    def __init__(self) -> None:
        self._says = reporting_forms()
        self._ongoing = ONGOING.entries()

    def own(
        self,
        context: SentenceContext,
        trigger: Trigger,
        earlier: Sequence[EventCandidate],
        today: date,
    ) -> DateMention | None:
        """Return the date of the trigger's clause, else the nearest one of its sentence.

        What is dated by its distance from another event ("a day after") is counted from there.
        """
        s = context.sentence
        usable = [
            w
            for w in context.dates
            if not (w.since or self.is_said(s, w) or is_in_other_clause(s, w.start, trigger.start))
        ]
        offset = governing_offset(context.offsets, s, trigger)
        if offset is not None:
            behind = [w for w in usable if w.start >= offset.end]
            return self._nearest(behind, trigger) or shifted(
                _anchor(offset, usable, earlier, today), offset
            )
        return self._nearest(usable, trigger)

    def _nearest(self, usable: Sequence[DateMention], trigger: Trigger) -> DateMention | None:
        inside = [w for w in usable if trigger.clause[0] <= w.start < trigger.clause[1]]
        near = inside or usable
        return min(near, key=lambda w: _gap(w, trigger), default=None)

    def said(self, context: SentenceContext) -> DateMention | None:
        """Return the day on which the report was made, when only that is told."""
        return next((w for w in context.dates if self.is_said(context.sentence, w)), None)

    def date_by_report(
        self, candidates: Sequence[EventCandidate], filed: date, today: date
    ) -> list[EventCandidate]:
        """Date what has no date by the day on which it was said, or by that of the dateline.

        What police said on Monday took place then or the day before, whenever it is published.
        """
        return [
            candidate
            if candidate.when is not None or candidate.context.sentence.kind == "caption"
            else self._dated_by_report(candidate, filed, today)
            for candidate in candidates
        ]

    def _dated_by_report(
        self, candidate: EventCandidate, filed: date, today: date
    ) -> EventCandidate:
        said = self.said(candidate.context)
        last = said.last if said is not None else filed
        if last >= today:
            return candidate
        basis = said.basis if said is not None else "dateline"
        when = replace(published(last, candidate.ongoing), basis=basis)
        return replace(candidate, when=when, inherited_date=True)

    def is_ongoing(self, s: Sentence, trigger: Trigger) -> bool:
        """Whether the trigger tells a state that goes on: "fighting was continuing"."""
        window = s.lower[max(trigger.clause[0], trigger.start - 6) : trigger.end + 6]
        seen = " has seen " in f" {' '.join(s.lower[max(0, trigger.start - 4) : trigger.start])} "
        return seen or not self._ongoing.isdisjoint(window)

    def is_said(self, s: Sentence, when: DateMention) -> bool:
        """Return whether a date belongs to a verb of saying: "police said on Monday that"."""
        after = s.lower[when.end] if when.end < len(s) else ""
        if after == "'s":
            return False
        if after in self._says and when.start and s.lower[when.start - 1] not in {"on", ","}:
            return True
        before = [
            at
            for at in range(max(0, when.start - 3), when.start)
            if s.lower[at] not in {"on", "late", "early"}
        ]
        # "Kano State on Monday" names a place; nobody states anything.
        if not before or s.lower[before[-1]] not in self._says or _is_noun(s, before[-1]):
            return self._is_of_hearing(s, when)
        # "Clashes were reported on Monday" dates the clashes; "it was reported on Monday" does not.
        told = s.lower[max(0, before[-1] - 2) : before[-1]]
        return told[-1:] not in (["was"], ["were"]) or told[:1] in (["it"], ["who"])

    def _is_of_hearing(self, s: Sentence, when: DateMention) -> bool:
        """Whether a date is of those who are told: "told a press conference in Lima on Monday"."""
        window = range(max(0, when.start - HEARD), when.start)
        heard = [at for at in window if s.lower[at] in _HEARERS]
        says = [at for at in window if s.lower[at] in self._says and not s.capital[at]]
        if not heard or not says or heard[-1] < says[-1] or s.parse is None:
            return False
        between = range(says[-1] + 1, when.start)
        return all(s.parse.pos[at] != "VERB" and s.lower[at] not in {",", "that"} for at in between)


def _is_noun(s: Sentence, word: int) -> bool:
    """Whether what looks like a verb of saying is a noun or a name: "in Kebbi state last month"."""
    behind_name = word > 0 and s.capital[word - 1] and s.lower[word] in {"state", "states"}
    tagged = s.parse is not None and s.parse.pos[word] in {"NOUN", "PROPN"}
    return s.capital[word] or behind_name or tagged


def _anchor(
    offset: Offset,
    dates: Sequence[DateMention],
    earlier: Sequence[EventCandidate],
    today: date,
) -> DateMention:
    """Return the date that a distance is counted from: told before it, or the last event's."""
    before = [w for w in dates if w.end <= offset.start]
    if before:
        return before[-1]
    told = (r.when for r in reversed(earlier) if r.when is not None and r.role == "current")
    return next(told, None) or published(today, ongoing=False)


def inherit(candidate: EventCandidate, earlier: Sequence[EventCandidate]) -> DateMention | None:
    """Return the date of an earlier candidate of the same thread: same paragraph or same place."""
    here = candidate.context.sentence
    for other in reversed(earlier):
        if other.when is None or other.role != candidate.role or other.aside:
            continue
        if not _are_told_alike(candidate, other):
            continue
        there = other.context.sentence
        same_place = other.place_name is not None and other.place_name in (
            candidate.place_name,
            candidate.container,
        )
        apart = here.index - there.index
        if same_place or (apart <= NEAR and not candidate.own_place):
            return other.when
        if here.paragraph == there.paragraph and _is_one_story(candidate, other):
            return other.when
    return None


def _are_told_alike(candidate: EventCandidate, other: EventCandidate) -> bool:
    """Whether the day of one may be that of the other: nobody accuses on the day of the attack."""
    families = {candidate.family, other.family}
    return len(families) == 1 or families.isdisjoint(_WORDS)


def _is_one_story(candidate: EventCandidate, other: EventCandidate) -> bool:
    """Whether events of one paragraph at different places are told as of one day."""
    families = {candidate.family, other.family}
    return families <= _HAPPENS and other.modality == candidate.modality == "asserted"


def published(last: date, ongoing: bool) -> DateMention:
    """Return the date of an event whose day is not told.

    A state that goes on has no first day. Anything else is taken to be of the publication day or
    the day before: of 1,844 articles on shootings in the United States 69 % were published then.
    """
    first = None if ongoing else last - timedelta(days=1)
    return DateMention(0, 0, first, last, 5 if ongoing else 2, "publication")


def not_after(when: DateMention, today: date) -> DateMention:
    """Return a date that does not lie behind the publication day, as for what has happened."""
    if when.last <= today:
        return when
    if when.first and when.cycle and when.first - today >= AHEAD[when.cycle]:
        days = CYCLES[when.cycle]
        return replace(when, first=when.first - days, last=when.last - days)
    first = min(when.first, today) if when.first else None
    return replace(when, first=first, last=today)


def _gap(when: DateMention, trigger: Trigger) -> int:
    return when.start - trigger.end if when.start >= trigger.end else trigger.start - when.end
