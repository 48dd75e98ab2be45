import pytest

from evaluation.measures import calibration_error, calibration_section

JUDGED = [(0.75, True), (0.75, True), (0.75, True), (0.75, False), (1.0, False), (0.95, True)]


def test_the_error_is_the_distance_weighted_by_answers() -> None:
    # Four of .75 are right three times; the other two have mean .975 and are right once.
    assert calibration_error(JUDGED) == pytest.approx((0 * 4 + 0.475 * 2) / 6)
    assert calibration_error([]) == 0


def test_the_table_has_the_bins_that_hold_answers() -> None:
    rows = calibration_section(JUDGED).rows
    assert [row[:4] for row in rows] == [
        ("0.7 to 0.8", "4", "0.750", "0.750"),
        ("0.9 to 1.0", "2", "0.975", "0.500"),
    ]
