"""Logistic regressions over named features, whose weights are data files with a row a feature."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import exp

from streams.extract.vocabulary.phrases import rows

BIAS = "bias"
"""The row that holds the intercept."""


class Regression:
    """A model of ``data/NAME``; each feature counts once, and one that it does not know nothing."""

    def __init__(self, name: str) -> None:
        self.weights = _weights(name)

    def total(self, told: Iterable[str]) -> float:
        """Return the log-odds: the sum of the weights of features, with the intercept."""
        return self.weights[BIAS] + sum(self.weights.get(name, 0.0) for name in set(told))

    def probability(self, told: Iterable[str]) -> float:
        """Return the logistic function of the log-odds (0-1)."""
        return 1 / (1 + exp(-self.total(told)))


@lru_cache(maxsize=8)
def _weights(name: str) -> Mapping[str, float]:
    return {row[0]: float(row[1]) for row in rows(name)}
