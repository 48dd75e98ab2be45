"""Counts in words or digits, with the range that their wording leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.extract.vocabulary.phrases import Phrases, rows

WIDE = 0.1
"""Share by which "about" widens a count to both sides; "about 20" is 18 to 22."""

LARGEST = 10_000_000
"""Larger numbers are no counts of people in one happening."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number at words ``start`` to ``end`` (one past); an open side is None."""

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None


class NumberReader:
    """Reads the counts of a sentence."""

    def __init__(self) -> None:
        self._words: Phrases[tuple[int | None, ...]] = Phrases(
            (row[0], tuple(None if v == "-" else int(v) for v in row[1:]))
            for row in rows("casualties/numbers.tsv")
        )
        self._scales = {row[0]: int(row[1]) for row in rows("casualties/scales.tsv")}
        self._quantifiers: Phrases[str] = Phrases(
            (row[1], row[0]) for row in rows("casualties/quantifiers.tsv")
        )

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
            found.append(_widen(count, kind, start))
            at = count.end
        return found

    def _read(self, lower: Sequence[str], at: int) -> Count | None:
        count = self._digits(lower, at) or self._spelled(lower, at)
        while count and count.end < len(lower) and (by := self._scales.get(lower[count.end])):
            count = _scaled(count, by)
        if count and count.end + 1 < len(lower) and lower[count.end] in {"to", "-", "\u2013"}:
            upper = self._digits(lower, count.end + 1) or self._spelled(lower, count.end + 1)
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

    def _digits(self, lower: Sequence[str], at: int) -> Count | None:
        word = lower[at].replace(",", "")
        if not (word.isascii() and word.isdigit()) or len(word) > 8:
            return None
        value = int(word)
        return Count(at, at + 1, value, value, value) if value <= LARGEST else None

    def _spelled(self, lower: Sequence[str], at: int) -> Count | None:
        if "-" in lower[at]:
            tens, _, ones = lower[at].partition("-")
            left, right = self._words.at([tens], 0), self._words.at([ones], 0)
            if left and right and left.value[1] and right.value[1] and right.value[1] < 10:
                value = left.value[1] + right.value[1]
                return Count(at, at + 1, value, value, value)
            return None
        found = self._words.at(lower, at)
        return Count(at, found.end, *found.value) if found else None


def _scaled(count: Count, by: int) -> Count:
    low, best, high = (
        None if value is None else value * by for value in (count.low, count.best, count.high)
    )
    return Count(count.start, count.end + 1, low, best, high)


def _widen(count: Count, kind: str | None, start: int) -> Count:
    low, best, high = count.low, count.best, count.high
    if kind == "about" and best is not None and low == high:
        spread = max(1, round(best * WIDE)) if best > 2 else 0
        low, high = best - spread, best + spread
    elif kind == "at_least":
        high = None
    elif kind == "more_than" and best is not None:
        low, best, high = best + 1, best + 1, None
    elif kind == "at_most":
        low = None
    return Count(start, count.end, low, best, high)
