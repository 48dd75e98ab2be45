"""How well a grouping of articles agrees with another one.

Pairwise F1 is over pairs of articles in one group. B-cubed (Bagga and Baldwin 1998) averages over
articles the precision and recall of the group that each is in.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import comb

from evaluation.counts import Counts, share


@dataclass(frozen=True)
class BCubed:
    """Mean precision and recall of articles."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return share(2 * self.precision * self.recall, self.precision + self.recall)


def pairwise(gold: Sequence[Hashable], given: Sequence[Hashable]) -> Counts:
    """Return the counts of pairs; both sequences have the group of each article."""
    both = Counter(zip(gold, given, strict=True))
    return Counts(_pairs(both), _pairs(Counter(given)), _pairs(Counter(gold)))


def b_cubed(gold: Sequence[Hashable], given: Sequence[Hashable]) -> BCubed:
    """Return B-cubed of a grouping; both sequences have the group of each article."""
    both = Counter(zip(gold, given, strict=True))
    of_gold, of_given = Counter(gold), Counter(given)
    precision = sum(number * number / of_given[two] for (_, two), number in both.items())
    recall = sum(number * number / of_gold[one] for (one, _), number in both.items())
    return BCubed(share(precision, len(gold)), share(recall, len(gold)))


def _pairs(groups: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(comb(size, 2) for size in groups.values())
