"""The arithmetic behind a surge, against closed forms."""

import math

import pytest

from streams.activity.baseline import fit_baseline, tail_probability


@pytest.mark.parametrize(("count", "mean"), [(1, 0.3), (4, 1.0), (12, 4.0), (80, 50.0)])
def test_without_lumps_the_tail_is_poissons(count: int, mean: float) -> None:
    below = math.fsum(
        math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count)
    )
    assert tail_probability(count, mean, mean) == pytest.approx(1 - below, rel=1e-3)


def test_the_tail_of_a_geometric_is_a_power() -> None:
    """A negative binomial of size 1 is geometric: P(X >= k) = (m / (1 + m)) ** k."""
    mean = 2.0
    assert tail_probability(9, mean, mean + mean**2) == pytest.approx((2 / 3) ** 9, rel=1e-9)


def test_a_count_that_is_usual_has_no_small_chance() -> None:
    assert tail_probability(2, 2.0, 3.0) == 1.0
    assert tail_probability(0, 0.1, 0.1) == 1.0


def test_small_chances_keep_their_digits() -> None:
    assert 0 < tail_probability(200, 2.0, 2.0) < 1e-200


def test_a_silent_past_is_quiet_and_not_impossible() -> None:
    baseline = fit_baseline([0] * 182, 0)
    assert 0 < baseline.mean < 0.05
    mean, variance = baseline.expect(0, 1)
    assert variance > mean > 0


def test_a_surge_in_the_past_lifts_the_level_little() -> None:
    steady, shaken = [3] * 28, [3] * 26 + [30, 30]
    assert fit_baseline(shaken, 0).mean == pytest.approx(fit_baseline(steady, 0).mean)


def test_weekdays_are_told_apart_where_there_is_enough_to_tell() -> None:
    loud_fridays = [20 if day % 7 == 4 else 5 for day in range(182)]
    baseline = fit_baseline(loud_fridays, 0)
    assert baseline.seasons[4] > 2 * baseline.seasons[0]
    few = [1 if day == 4 else 0 for day in range(182)]
    assert max(fit_baseline(few, 0).seasons) < 1.2


def test_lumps_are_seen() -> None:
    even, lumpy = [2] * 182, [10 if day % 5 == 0 else 0 for day in range(182)]
    assert fit_baseline(even, 0).dispersion == 1.0
    assert fit_baseline(lumpy, 0).dispersion > 5


def test_a_week_expects_seven_days() -> None:
    baseline = fit_baseline([day % 3 for day in range(182)], 0)
    assert baseline.expect(0, 7)[0] == pytest.approx(7 * baseline.mean, rel=0.01)
