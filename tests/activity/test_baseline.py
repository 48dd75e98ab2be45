"""The arithmetic behind a surge, against closed forms."""

import math

import pytest

from streams.activity.baseline import fit, tail


@pytest.mark.parametrize(("count", "mean"), [(1, 0.3), (4, 1.0), (12, 4.0), (80, 50.0)])
def test_without_lumps_the_tail_is_poissons(count: int, mean: float) -> None:
    below = math.fsum(
        math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count)
    )
    assert tail(count, mean, mean) == pytest.approx(1 - below, rel=1e-3)


def test_the_tail_of_a_geometric_is_a_power() -> None:
    """A negative binomial of size 1 is geometric: P(X >= k) = (m / (1 + m)) ** k."""
    mean = 2.0
    assert tail(9, mean, mean + mean**2) == pytest.approx((2 / 3) ** 9, rel=1e-9)


def test_a_count_that_is_usual_has_no_small_chance() -> None:
    assert tail(2, 2.0, 3.0) == 1.0
    assert tail(0, 0.1, 0.1) == 1.0


def test_small_chances_keep_their_digits() -> None:
    assert 0 < tail(200, 2.0, 2.0) < 1e-200


def test_a_silent_past_is_quiet_and_not_impossible() -> None:
    level = fit([0] * 182, 0)
    assert 0 < level.mean < 0.05
    mean, variance = level.expect(0, 1)
    assert variance > mean > 0


def test_a_surge_in_the_past_lifts_the_level_little() -> None:
    steady, shaken = [3] * 28, [3] * 26 + [30, 30]
    assert fit(shaken, 0).mean == pytest.approx(fit(steady, 0).mean)


def test_weekdays_are_told_apart_where_there_is_enough_to_tell() -> None:
    loud_fridays = [20 if day % 7 == 4 else 5 for day in range(182)]
    level = fit(loud_fridays, 0)
    assert level.seasons[4] > 2 * level.seasons[0]
    few = [1 if day == 4 else 0 for day in range(182)]
    assert max(fit(few, 0).seasons) < 1.2


def test_lumps_are_seen() -> None:
    even, lumpy = [2] * 182, [10 if day % 5 == 0 else 0 for day in range(182)]
    assert fit(even, 0).dispersion == 1.0
    assert fit(lumpy, 0).dispersion > 5


def test_a_week_expects_seven_days() -> None:
    level = fit([day % 3 for day in range(182)], 0)
    assert level.expect(0, 7)[0] == pytest.approx(7 * level.mean, rel=0.01)
