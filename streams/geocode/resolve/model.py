"""The linear model that rates readings: weights, the least probability of an answer, a curve."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp

from models import read_model_file

Features = dict[str, float]
Curve = Sequence[tuple[float, float]]
_MOST_LOGIT = 30.0


@dataclass(frozen=True)
class Model:
    """What ``python -m training.toponyms`` learns from texts whose names have been placed by hand.

    ``threshold`` is the least probability of a reading that is given as an answer; ``calibration``
    are knots of a rising curve from probability to the share of answers that are right.
    """

    weights: Mapping[str, float]
    threshold: float
    calibration: Curve

    def rate(self, features: Features) -> float:
        """Return the weighted sum of features: a logit. Features without a weight count nothing."""
        weights = self.weights
        return sum(weights[name] * value for name, value in features.items() if name in weights)

    def confidence(self, probability: float) -> float:
        """Return how often an answer of this probability is right: lines between the knots."""
        for (left, low), (right, high) in pairwise(self.calibration):
            if probability <= right:
                return low + (high - low) * (probability - left) / (right - left)
        return self.calibration[-1][1]


def shares(scores: Sequence[float]) -> list[float]:
    """Return the probability of each of several readings; none of them has the score 0."""
    powers = [exp(min(_MOST_LOGIT, score)) for score in scores]
    total = 1.0 + sum(powers)
    return [power / total for power in powers]


def read_model() -> Model:
    """Return the model that is shipped."""
    told = json.loads(read_model_file("geocode/weights.json"))
    knots = tuple((float(x), float(y)) for x, y in told["calibration"])
    return Model(told["weights"], told["threshold"], knots)


MODEL = read_model()
