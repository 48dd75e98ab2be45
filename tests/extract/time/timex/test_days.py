"""The days that an expression names, their precision and the hour."""

from datetime import date

import pytest

from tests.extract.time.timex.tagging import only


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("It burned on Sunday.", date(2023, 3, 12), date(2023, 3, 12), 1),
        ("It burned overnight.", date(2023, 3, 14), date(2023, 3, 15), 2),
        ("It burned from March 10 to 12.", date(2023, 3, 10), date(2023, 3, 12), 2),
        ("It burned between 3 and 5 March.", date(2023, 3, 3), date(2023, 3, 5), 2),
        ("It burned over the past 48 hours.", date(2023, 3, 13), date(2023, 3, 15), 2),
        ("It burned over the weekend.", date(2023, 3, 11), date(2023, 3, 12), 2),
        ("It burned last week.", date(2023, 3, 6), date(2023, 3, 12), 3),
        ("It burned in February.", date(2023, 2, 1), date(2023, 2, 28), 4),
        ("It burned a month ago.", date(2023, 1, 31), date(2023, 3, 2), 4),
        ("It burned in 2019.", date(2019, 1, 1), date(2019, 12, 31), 5),
        ("It burned in the winter of 2020.", date(2020, 12, 1), date(2021, 2, 28), 5),
    ],
)
def test_days(text: str, first: date, last: date, precision: int) -> None:
    days = only(text).timex.days
    assert days is not None
    assert (days.first, days.last, days.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "text", ["It burned for three days.", "It is burning now.", "It burns every Monday."]
)
def test_lengths_sets_and_references_name_no_day(text: str) -> None:
    assert only(text).timex.days is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("It burned early on Monday.", 0),
        ("It burned late Monday.", 20),
        ("It burned on Monday morning.", 6),
        ("It burned at 3:15 a.m. Monday.", 3),
        ("It burned Monday at 11pm.", 23),
        ("It burned shortly after midnight Monday.", 0),
        ("It burned just before midnight Monday.", 23),
        ("It burned at 0300 GMT on Monday.", None),
        ("It burned on Monday.", None),
    ],
)
def test_the_hour_is_the_outlets_own(text: str, hour: int | None) -> None:
    assert only(text).timex.hour == hour


@pytest.mark.parametrize(
    ("text", "distance"),
    [
        ("Two days later it burned.", (2, 2)),
        ("It burned a day after.", (-1, -1)),
        ("The day before, it burned.", (-1, -1)),
        ("Hours later it burned.", (0, 0)),
        ("Days later it burned.", (1, 6)),
        ("Six months later it burned.", None),
    ],
)
def test_a_distance_counts_days_from_what_was_told(
    text: str, distance: tuple[int, int] | None
) -> None:
    assert only(text).timex.distance == distance
