"""The simulation of benchmarks/surges.py, on a few kinds of cities: its seed is fixed."""

import pytest

from benchmarks.surges import simulate
from streams.activity.detector import SERIES

YEARS = 3
EVENTS_BY_DAY, EVENTS_BY_WEEK, REPORTS = range(len(SERIES))


@pytest.mark.parametrize(
    ("rate", "dispersion"), [(0.1, 1), (0.1, 3), (0.3, 2), (1, 3), (5, 1), (10, 3)]
)
def test_a_quiet_city_raises_less_than_one_alarm_a_year(rate: float, dispersion: float) -> None:
    assert sum(simulate(rate, dispersion, YEARS).false_alarms) < 1


@pytest.mark.parametrize(
    ("rate", "dispersion", "series"),
    [
        (1, 1, EVENTS_BY_WEEK),
        (3, 3, EVENTS_BY_WEEK),
        (5, 1, EVENTS_BY_DAY),
        (10, 2, EVENTS_BY_DAY),
        (5, 2, REPORTS),
    ],
)
def test_a_fivefold_rise_is_found_within_two_windows(
    rate: float, dispersion: float, series: int
) -> None:
    assert simulate(rate, dispersion, YEARS).found[series] >= 0.95
