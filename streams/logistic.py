"""Logistic scoring: a weighted sum of named features, turned into a probability.

Every stage that weighs evidence uses this one model. Its weights are learned by ``training/`` and
lie in ``models/``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from models import read_model_rows
from streams.errors import ConfigurationError

INTERCEPT = "bias"
"""The row of a weight table that holds the intercept."""
MOST_LOGIT = 30.0
"""Logits are cut off there, either way: ``exp`` cannot overflow, and no probability changes by more
than 1e-13."""


def logistic(logit: float) -> float:
    """Return the probability (0-1) of a logit."""
    return 1.0 / (1.0 + exp(-max(-MOST_LOGIT, min(MOST_LOGIT, logit))))


def shares(logits: Sequence[float]) -> list[float]:
    """Return the probabilities (0-1) of alternatives of which at most one is true.

    That none is true has the logit 0, so that the probabilities add up to less than 1. Of one
    alternative this is ``logistic``.
    """
    powers = [exp(min(MOST_LOGIT, logit)) for logit in logits]
    total = 1.0 + sum(powers)
    return [power / total for power in powers]


def present(names: Iterable[str]) -> dict[str, float]:
    """Return features that hold or do not: each that holds has the value 1, named once or twice."""
    return dict.fromkeys(names, 1.0)


@dataclass(frozen=True)
class LogisticModel:
    """The weights of named features and an intercept, all in logits.

    A feature without a weight counts nothing. Terms are added in the order of the features, then to
    the intercept, so that the same features give the same result to the last bit.
    """

    weights: Mapping[str, float]
    intercept: float = 0.0

    def contributions(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return what each feature that has a weight adds to the logit."""
        weights = self.weights
        return {name: weights[name] * value for name, value in features.items() if name in weights}

    def logit(self, features: Mapping[str, float]) -> float:
        """Return the intercept and the weighted sum of the values of features."""
        weights = self.weights
        return self.intercept + sum(
            [weights[name] * value for name, value in features.items() if name in weights]
        )

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability (0-1) that the model gives to features."""
        return logistic(self.logit(features))

    def strongest(self, features: Mapping[str, float], number: int) -> list[tuple[str, float]]:
        """Return the features that add most to the logit, either way, with what they add."""
        added = self.contributions(features).items()
        return sorted(added, key=lambda item: (-abs(item[1]), item[0]))[:number]


@lru_cache(maxsize=16)
def read_logistic_model(name: str) -> LogisticModel:
    """Return the model of a weight table: a row has a feature, a tab and its weight.

    Args:
        name: path below ``models/``, such as ``extract/en/event_model.tsv``.

    Raises:
        ConfigurationError: if the table is missing, lacks the row ``bias``, has a feature twice, or
            has a row that is not a feature and a number.
    """
    try:
        rows = read_model_rows(name)
    except FileNotFoundError as error:
        msg = f"models/{name} is missing; reinstall dateline"
        raise ConfigurationError(msg) from error
    weights: dict[str, float] = {}
    for row in rows:
        try:
            feature, weight = row[0], float(row[1])
        except (ValueError, IndexError) as error:
            msg = f"models/{name}: expected a feature and its weight, found {row!r}"
            raise ConfigurationError(msg) from error
        if feature in weights:
            msg = f"models/{name}: feature {feature!r} has two weights"
            raise ConfigurationError(msg)
        weights[feature] = weight
    if INTERCEPT not in weights:
        msg = f"models/{name}: no row {INTERCEPT!r} with the intercept"
        raise ConfigurationError(msg)
    return LogisticModel(weights, weights.pop(INTERCEPT))
