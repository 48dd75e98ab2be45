"""The confidence of a place follows a rising curve of how often such places are right."""

from itertools import pairwise

import pytest

from streams.geocode.resolve.model import MODEL, Model, shares

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


def test_readings_share_belief_with_none_of_them() -> None:
    assert shares([]) == []
    assert shares([0.0]) == [0.5]
    alike = shares([2.0] * 5)
    assert sum(alike) < 1.0
    assert max(alike) < 0.2 < shares([2.0])[0]


def test_a_feature_without_a_weight_counts_nothing() -> None:
    assert Model({"cue": 2.0}, 0.5, ((0.0, 0.0), (1.0, 0.9))).rate({"cue": 0.5, "new": 1.0}) == 1.0
