"""Reads counts in words or digits, with the range that their wording leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from streams.extract.casualties.tables import (
    NUMBERS,
    QUANTIFIERS,
    SCALES,
    WORDS,
    NumberRow,
    QuantifierKind,
)
from streams.extract.vocabulary.phrases import Phrases

ABOUT_SPREAD = 0.1
"""Share by which "about" widens a count to both sides: "about 20" is 18 to 22."""
EXACT_UP_TO = 2
"""The largest count that "about" does not widen: "some two men" is two."""
PRECISE_DIGITS = 3
"""Digits before the zeros at the end from which a count is told to the last one, whatever stands
before it: "some 12,268" is 12,268, while "some 12,000" and "about 25" may be a few more or less."""
LARGEST = 10_000_000
"""Larger numbers are not counts of people in one event."""
MAX_DIGITS = 8
"""Digits of the largest number that is read at all."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number at words ``start`` to ``end`` (one past); an open side is None."""

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None

    def exact(self) -> "Count":
        """Return the count without the range that its wording leaves open."""
        return replace(self, low=self.best, high=self.best)


def exactly(number: int, start: int, end: int) -> Count:
    """Return a count without a range at words ``start`` to ``end`` (one past)."""
    return Count(start, end, number, number, number)


@dataclass(frozen=True, slots=True)
class PersonCount:
    """A count of people at words ``start`` to ``end`` (one past), with the noun for them.

    ``group``: the noun or the name for them, if there is one. ``part``: they are part of a number
    before ("five, two of them children"). ``further``: they are others than those counted before
    ("a fifth man", "another 40 people").
    """

    start: int
    end: int
    count: Count
    group: str | None
    part: bool = False
    further: bool = False


class NumberReader:
    """Reads the counts of a sentence."""

    def __init__(self) -> None:
        self._words: Phrases[NumberRow] = Phrases((row.form, row) for row in NUMBERS.rows())
        self._scales = {row.word: row.factor for row in SCALES.rows()}
        self._quantifiers: Phrases[QuantifierKind] = Phrases(
            (row.form, row.kind) for row in QUANTIFIERS.rows()
        )
        self._range_words = WORDS["range_words"]

    def find(self, lower: Sequence[str]) -> list[Count]:
        """Return the counts, left to right, widened by their quantifiers."""
        found: list[Count] = []
        at = 0
        while at < len(lower):
            kind, start = None, at
            if lower[at] == "between" and (count := self._between(lower, at)):
                found.append(count)
                at = count.end
                continue
            if quantifier := self._quantifiers.at(lower, at):
                kind, at = quantifier.value, quantifier.end
            count = self._read(lower, at) if at < len(lower) else None
            if count is None:
                at = start + 1
                continue
            found.append(_widened(count, kind, start))
            at = count.end
        return found

    def _read(self, lower: Sequence[str], at: int) -> Count | None:
        """Return the count that starts at a word, with its scale: "40 thousand", "40 to 57"."""
        count = self._number(lower, at)
        while count and count.end < len(lower) and (by := self._scales.get(lower[count.end])):
            count = _scaled(count, by)
        if count and count.end + 1 < len(lower) and lower[count.end] in self._range_words:
            upper = self._number(lower, count.end + 1)
            if upper and upper.best and count.best and upper.best > count.best:
                middle = (count.best + upper.best) // 2
                return Count(count.start, upper.end, count.low, middle, upper.high)
        return count

    def _between(self, lower: Sequence[str], at: int) -> Count | None:
        """Return the range of "between 20 and 28"."""
        one = self._read(lower, at + 1) if at + 1 < len(lower) else None
        if one is None or lower[one.end : one.end + 1] != ["and"] or one.end + 1 >= len(lower):
            return None
        other = self._read(lower, one.end + 1)
        if other is None or not one.best or not other.best or other.best <= one.best:
            return None
        return Count(at, other.end, one.best, (one.best + other.best) // 2, other.best)

    def _number(self, lower: Sequence[str], at: int) -> Count | None:
        return _digits(lower, at) or self._compound(lower, at) or self._spelled(lower, at)

    def _compound(self, lower: Sequence[str], at: int) -> Count | None:
        """Return the count of "twenty-one"."""
        if "-" not in lower[at]:
            return None
        first, _, second = lower[at].partition("-")
        tens, ones = self._words.at([first], 0), self._words.at([second], 0)
        if tens and ones and tens.value.best and ones.value.best and ones.value.best < 10:
            return exactly(tens.value.best + ones.value.best, at, at + 1)
        return None

    def _spelled(self, lower: Sequence[str], at: int) -> Count | None:
        if (found := self._words.at(lower, at)) is None:
            return None
        row = found.value
        return Count(at, found.end, row.low, row.best, row.high)


def _digits(lower: Sequence[str], at: int) -> Count | None:
    word = lower[at].replace(",", "")
    if not (word.isascii() and word.isdigit()) or len(word) > MAX_DIGITS:
        return None
    value = int(word)
    return exactly(value, at, at + 1) if value <= LARGEST else None


def _scaled(count: Count, by: int) -> Count:
    low, best, high = (
        None if value is None else value * by for value in (count.low, count.best, count.high)
    )
    return Count(count.start, count.end + 1, low, best, high)


def _widened(count: Count, kind: QuantifierKind | None, start: int) -> Count:
    low, best, high = count.low, count.best, count.high
    if kind == "about" and best is not None and low == high:
        exact = best <= EXACT_UP_TO or len(str(best).rstrip("0")) >= PRECISE_DIGITS
        spread = 0 if exact else max(1, round(best * ABOUT_SPREAD))
        low, high = best - spread, best + spread
    elif kind in {"at_least", "more_than"}:
        # "More than 70" may be 71 or 79: the number told is the best that is known.
        high = None
    elif kind == "at_most":
        low = None
    return Count(start, count.end, low, best, high)
