"""Dates told by their distance from another event: "two days later", "a day after X withdrew"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from streams.extract.dates import When
from streams.extract.lexicon import Phrases, rows
from streams.extract.numbers import NumberReader
from streams.extract.text import Sentence
from streams.extract.triggers import Trigger

_ONE = frozenset({"a", "an", "one", "the"})
_OPENS_CLAUSE = frozenset({"after", "before"})
_VAGUE_DAYS = (1, 6)
"""What "days after" leaves open; with more than that nobody counts in days."""
_LONGEST = 14
"""Days over which a distance still says which day is meant."""


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance at words ``start`` to ``end`` (one past): days from ``first`` to ``last``.

    What it dates stands after it. Days count from the anchor: later is positive.
    """

    start: int
    end: int
    first: int
    last: int


class OffsetReader:
    """Reads the distances of ``data/offset_dates.tsv`` and counted ones: "two days later"."""

    def __init__(self) -> None:
        table = rows("offset_dates.tsv")
        self._fixed = Phrases(
            (row[1], (int(row[2]), int(row[3]))) for row in table if row[0] == "fixed"
        )
        self._signs = {row[1]: int(row[2]) for row in table if row[0] == "sign"}
        self._units = {row[1]: int(row[2]) for row in table if row[0] == "unit"}
        self._marks = {*self._signs, *(row[1].split(" ")[-1] for row in table if row[0] == "fixed")}
        self._numbers = NumberReader()

    def find(self, s: Sentence) -> list[Offset]:
        """Return the distances of a sentence, left to right."""
        if self._marks.isdisjoint(s.lower):
            return []
        fixed = [Offset(hit.start, hit.end, *hit.value) for hit in self._fixed.find(s.lower)]
        taken = {i for one in fixed for i in range(one.start, one.end)}
        counted = [one for one in self._counted(s) if one.start not in taken]
        return sorted((*fixed, *counted), key=lambda one: one.start)

    def _counted(self, s: Sentence) -> Iterator[Offset]:
        for at in range(1, len(s)):
            sign, unit = self._signs.get(s.lower[at]), self._units.get(s.lower[at - 1])
            if sign is None or unit is None:
                continue
            start, low, high = self._amount(s.lower, at - 1)
            ends = sorted((sign * low * unit, sign * high * unit))
            if high * unit <= _LONGEST:
                yield Offset(start, at + 1, ends[0], ends[1])

    def _amount(self, lower: Sequence[str], unit_at: int) -> tuple[int, int, int]:
        """Return where the amount before a unit starts, and its low and high side."""
        before = lower[unit_at - 1] if unit_at else ""
        number = self._numbers.find([before]) if before else []
        if number and number[0].best:
            return unit_at - 1, number[0].best, number[0].best
        if before in _ONE:
            return unit_at - 1, 1, 1
        return unit_at, *_VAGUE_DAYS


def covering(offsets: Sequence[Offset], s: Sentence, trigger: Trigger) -> Offset | None:
    """Return the last distance before a trigger that dates it, not one that a main verb parts."""
    before = [one for one in offsets if one.end <= trigger.start]
    if not before:
        return None
    last = before[-1]
    opens = s.lower[last.end - 1] in _OPENS_CLAUSE
    return last if opens or trigger.clause[0] <= last.end or last.start <= 1 else None


def shifted(anchor: When, offset: Offset) -> When:
    """Return the date that lies a distance from another."""
    last = anchor.last + timedelta(days=offset.last)
    first = (anchor.first or anchor.last) + timedelta(days=offset.first)
    precision = 1 if first == last else 2
    return When(offset.start, offset.end, first, last, precision, "relative")
