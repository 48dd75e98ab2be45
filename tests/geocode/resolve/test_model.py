"""Confidence follows a rising curve of how often such places are right; belief is shared."""

from itertools import pairwise

import pytest

from streams.geocode.gazetteer.entry import Entry, Match
from streams.geocode.resolve.model import (
    ToponymCandidate,
    ToponymModel,
    installed_model,
    share_belief,
)
from streams.logistic import LogisticModel

MODEL = installed_model()
CALIBRATION = MODEL.calibration


def test_the_curve_rises_from_nought_and_stays_below_one() -> None:
    assert CALIBRATION[0] == (0.0, 0.0)
    assert CALIBRATION[-1][0] == 1.0
    assert CALIBRATION[-1][1] < 1.0
    for (left, low), (right, high) in pairwise(CALIBRATION):
        assert left < right
        assert low <= high


@pytest.mark.parametrize("knot", CALIBRATION)
def test_a_knot_is_on_the_curve(knot: tuple[float, float]) -> None:
    assert MODEL.confidence(knot[0]) == pytest.approx(knot[1])


def test_between_knots_the_curve_is_straight() -> None:
    (left, low), (right, high) = CALIBRATION[1], CALIBRATION[2]
    assert MODEL.confidence((left + right) / 2) == pytest.approx((low + high) / 2)


def test_a_feature_without_a_weight_counts_nothing() -> None:
    model = ToponymModel(LogisticModel({"cue": 2.0}), 0.5, ((0.0, 0.0), (1.0, 0.9)))
    assert model.rate({"cue": 0.5, "new": 1.0}) == 1.0


def candidate(name: str, score: float) -> ToponymCandidate:
    entry = Entry(name, name, "city", *(None,) * 7, 0, 0.0, 0.0, 1.0)
    return ToponymCandidate(Match(entry, "main"), {}, score, score)


def test_candidates_are_sorted_and_share_belief_with_none_of_them() -> None:
    best, second, last = share_belief(
        [candidate("b", 1.0), candidate("c", 0.0), candidate("a", 1.0)]
    )
    assert [one.match.entry.id for one in (best, second, last)] == ["a", "b", "c"]
    assert best.probability == second.probability > last.probability
    assert best.probability + second.probability + last.probability < 1.0
