"""The confidence of a place follows a rising curve of how often such places are right."""

from itertools import pairwise

import pytest

from streams.geocode.model import MODEL

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
