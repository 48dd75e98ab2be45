"""The candidates of a name, and the linear model that rates them and shares belief among them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from streams.geocode.gazetteer.entry import Match
from streams.geocode.tables import toponym_weights
from streams.logistic import LogisticModel, shares

Features = dict[str, float]
"""Values of named features, most of them from 0 to 1."""
Curve = Sequence[tuple[float, float]]
"""Knots of a rising curve."""


@dataclass(frozen=True)
class ToponymModel:
    """What ``python -m training.toponyms`` learns from texts whose names have been placed by hand.

    ``ratings`` has a weight for each feature, among them ``bias``. ``threshold`` is the least
    probability of a candidate that is given as an answer; ``calibration`` are knots of a rising
    curve from probability to the share of answers that are right.
    """

    ratings: LogisticModel
    threshold: float
    calibration: Curve

    def rate(self, features: Features) -> float:
        """Return the weighted sum of features, a logit; features without a weight add nothing."""
        return self.ratings.logit(features)

    def confidence(self, probability: float) -> float:
        """Return how often an answer of this probability is right: lines between the knots."""
        for (left, low), (right, high) in pairwise(self.calibration):
            if probability <= right:
                return low + (high - low) * (probability - left) / (right - left)
        return self.calibration[-1][1]


@lru_cache(maxsize=1)
def installed_model() -> ToponymModel:
    """Return the model that is installed.

    Raises:
        ConfigurationError: if ``models/geocode/weights.json`` is missing or damaged; it names the
            field.
    """
    installed = toponym_weights()
    return ToponymModel(
        LogisticModel(installed.weights), installed.threshold, tuple(installed.calibration)
    )


@dataclass(slots=True)
class ToponymCandidate:
    """An entry that a name may mean, with its features and their rating (a logit).

    ``base`` is the rating of the ``own`` features, which need no other place, ``score`` that of
    all. ``probability`` is its share of the belief in the candidates of its name and none of them.
    """

    match: Match
    own: Features
    base: float
    score: float
    context: Features = field(default_factory=dict)
    probability: float = 0.0


def share_belief(candidates: list[ToponymCandidate]) -> list[ToponymCandidate]:
    """Sort candidates by their score, best first, share belief among them, and return them."""
    candidates.sort(key=_by_score)
    probabilities = shares([one.score for one in candidates])
    for candidate, probability in zip(candidates, probabilities, strict=True):
        candidate.probability = probability
    return candidates


def _by_score(candidate: ToponymCandidate) -> tuple[float, str]:
    return -candidate.score, candidate.match.entry.id
