"""Weights of goods and explosives in kilograms: "two tonnes of grain", "120kg of TNT".

The units and what they are worth are in ``weight_units.tsv``. A weight is a count of kilograms, so
that what governs it and what it is a weight of is read as of any other count.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.extract.casualties.numbers import Count
from streams.extract.participants.tables import WEIGHT_UNITS

_TOGETHER = re.compile(r"(?P<number>\d{1,6}(?:[.,]\d{1,3})?)-?(?P<unit>[a-z]+)")
"""A number and its unit in one word: "120kg", "40-kilogram"."""
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,3}")
"""A number with a fraction, which no count of people has."""
_THOUSANDS = re.compile(r",(?=\d{3}\b)")


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight at words ``start`` to ``end`` (one past), its unit included, in kilograms."""

    start: int
    end: int
    count: Count


class WeightReader:
    """Reads the weights of a sentence."""

    def __init__(self) -> None:
        self._kilograms = {row.unit: row.kilograms for row in WEIGHT_UNITS.rows()}

    def find(self, lower: Sequence[str], numbers: Sequence[Count]) -> list[Weight]:
        """Return the weights, left to right; ``numbers`` are the counts of the sentence."""
        found = [*self._of_counts(lower, numbers), *self._of_words(lower)]
        return sorted(found, key=lambda weight: weight.start)

    def _of_counts(self, lower: Sequence[str], numbers: Sequence[Count]) -> Iterator[Weight]:
        """Yield counts whose unit stands behind them: "about 50 kilograms"."""
        for number in numbers:
            each = self._kilograms.get(lower[number.end]) if number.end < len(lower) else None
            if each is not None:
                yield _weight(
                    number.start, number.end + 1, (number.low, number.best, number.high), each
                )

    def _of_words(self, lower: Sequence[str]) -> Iterator[Weight]:
        """Yield weights that no count reads: "120kg", "1.5 tonnes"."""
        for at, word in enumerate(lower):
            if _DECIMAL.fullmatch(word) and at + 1 < len(lower):
                end, number, unit = at + 2, word, lower[at + 1]
            elif match := _TOGETHER.fullmatch(word):
                end, number, unit = at + 1, match["number"], match["unit"]
            else:
                continue
            if (each := self._kilograms.get(unit)) is not None:
                value = float(_THOUSANDS.sub("", number).replace(",", "."))
                yield _weight(at, end, (value, value, value), each)


def _weight(
    start: int, end: int, bounds: tuple[float | None, float | None, float | None], each: float
) -> Weight:
    low, best, high = (None if one is None else math.ceil(one * each) for one in bounds)
    return Weight(start, end, Count(start, end, low, best, high))
