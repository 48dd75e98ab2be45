"""Precision, recall and F1 from what was right, given and wanted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Counts:
    """Answers: how many were right (halves for half right), how many given, how many wanted."""

    right: float = 0.0
    given: int = 0
    wanted: int = 0

    def __add__(self, other: Self) -> "Counts":
        """Pool two counts (micro average)."""
        return Counts(
            self.right + other.right, self.given + other.given, self.wanted + other.wanted
        )

    @property
    def precision(self) -> float:
        """Right share of what was given; 0 when nothing was: silence earns nothing."""
        return share(self.right, self.given)

    @property
    def recall(self) -> float:
        """Right share of what was wanted; 0 when nothing was."""
        return share(self.right, self.wanted)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return share(2 * self.right, self.given + self.wanted)

    def cells(self) -> tuple[str, ...]:
        """Return precision, recall, F1, right, given and wanted as cells of a table."""
        figures = (self.precision, self.recall, self.f1)
        return (
            *(f"{figure:.3f}" for figure in figures),
            f"{self.right:g}",
            str(self.given),
            str(self.wanted),
        )


COLUMNS = ("precision", "recall", "F1", "right", "given", "wanted")
"""Headings of ``Counts.cells``."""


def total(counts: Iterable[Counts]) -> Counts:
    """Return the pooled counts of many."""
    pooled = Counts()
    for one in counts:
        pooled += one
    return pooled


def share(part: float, whole: float) -> float:
    """Return a share, 0 when there is nothing to have a share of."""
    return part / whole if whole else 0.0
