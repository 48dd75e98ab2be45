"""Whether an event's own date lies ahead, and the day that is meant of what is to come."""

from dataclasses import replace
from datetime import date, timedelta

from schemas.mention import Modality
from streams.extract.document.mentions import DateMention, Trigger
from streams.extract.document.parse import Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.factuality.tables import WORDS
from streams.extract.time.event_dates import CYCLES

TO_COME: frozenset[Modality] = frozenset({"future", "ordered", "hypothetical"})
"""Modalities whose event, if any, lies ahead."""
FAR = timedelta(days=270)
"""A date without a year that would lie farther ahead is the past one: in March, "in December" is
rather the last than the coming one."""
_PRESENT = frozenset({"VBP", "VBZ", "VB"})


class TenseReader:
    """Reads from tense and date whether something is still to come."""

    def __init__(self) -> None:
        self._scheduled = WORDS["scheduled_triggers"]
        self._starting = WORDS["starting_verbs"]

    def is_ahead(self, s: Sentence, trigger: Trigger, when: DateMention, today: date) -> bool:
        """Whether the date that belongs to a trigger lies ahead.

        "Next Tuesday" surely does; a "Friday" may be the last, and is the coming one in the
        present tense: "ministers meet on Friday".
        """
        if s.parse is None:
            return when.cycle is None and _is_after(when, today)
        if _verb_of(s.parse, trigger) != _verb_of(s.parse, when):
            return False
        return _is_after(when, today) or self._is_scheduled(s, s.parse, trigger, when, today)

    def _is_scheduled(
        self, s: Sentence, parse: Parse, trigger: Trigger, when: DateMention, today: date
    ) -> bool:
        of_today = when.first is not None and when.first <= today <= when.last
        if when.cycle != "week" or of_today or s.kind != "body":
            return False
        verb = _verb_of(parse, trigger)
        planned = trigger.sense.lemma in self._scheduled or parse.lemmas[verb] in self._starting
        bare = not parse.under(verb, "aux", "mark")
        return planned and bare and parse.tags[verb] in _PRESENT


def coming(s: Sentence, trigger: Trigger, when: DateMention, today: date) -> DateMention:
    """Return the coming day for a weekday, or a date without a year, of what is yet to happen."""
    if when.cycle is None or when.first is None or when.last >= today:
        return when
    if s.parse is not None and _verb_of(s.parse, trigger) != _verb_of(s.parse, when):
        return when
    days = CYCLES[when.cycle]
    if when.first + days - today > FAR:
        return when
    return replace(when, first=when.first + days, last=when.last + days)


def _is_after(when: DateMention, today: date) -> bool:
    return when.first is not None and when.first > today and when.cycle is None


def _verb_of(parse: Parse, one: Trigger | DateMention) -> int:
    """Return the nearest verb from a phrase upwards."""
    word = top(parse, (one.start, one.end))
    above = (at for at in (word, *parse.ancestors(word)) if parse.pos[at] == "VERB")
    return next(above, word)
