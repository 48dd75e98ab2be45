"""Dates told by their distance from another event: "two days later", "a day after X withdrew"."""

from collections.abc import Sequence
from datetime import timedelta

from streams.extract.document.mentions import DateMention, Offset, Trigger
from streams.extract.document.sentence import Sentence

_OPENS_CLAUSE = frozenset({"after", "before"})


def covering(offsets: Sequence[Offset], s: Sentence, trigger: Trigger) -> Offset | None:
    """Return the last distance before a trigger that dates it, not one that a main verb parts."""
    before = [one for one in offsets if one.end <= trigger.start]
    if not before:
        return None
    last = before[-1]
    opens = s.lower[last.end - 1] in _OPENS_CLAUSE
    return last if opens or trigger.clause[0] <= last.end or last.start <= 1 else None


def shifted(anchor: DateMention, offset: Offset) -> DateMention:
    """Return the date that lies a distance from another."""
    last = anchor.last + timedelta(days=offset.last)
    first = (anchor.first or anchor.last) + timedelta(days=offset.first)
    precision = 1 if first == last else 2
    return DateMention(offset.start, offset.end, first, last, precision, "relative")
