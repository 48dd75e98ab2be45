from datetime import date

import pytest

from streams.extract.time.tables import TIMEX_HOLIDAYS
from streams.extract.time.timex.holidays import (
    Holidays,
    easter,
    orthodox_easter,
    parse_calendar_rule,
)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1818, date(1818, 3, 22)),
        (1943, date(1943, 4, 25)),
        (2000, date(2000, 4, 23)),
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2024, date(2024, 3, 31)),
    ],
)
def test_easter_of_the_west(year: int, day: date) -> None:
    assert easter(year) == day


@pytest.mark.parametrize(("year", "day"), [(2021, date(2021, 5, 2)), (2024, date(2024, 5, 5))])
def test_easter_of_the_east(year: int, day: date) -> None:
    assert orthodox_easter(year) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("christmas eve", date(2024, 12, 24)),
        ("thanksgiving", date(2024, 11, 28)),
        ("memorial day", date(2024, 5, 27)),
        ("good friday", date(2024, 3, 29)),
        ("pentecost", date(2024, 5, 19)),
    ],
)
def test_fixed_and_movable_holidays(name: str, day: date) -> None:
    holidays = Holidays((row.name, row.day) for row in TIMEX_HOLIDAYS.rows())
    assert holidays.day(name, 2024) == day


@pytest.mark.parametrize("rule", ["13-01", "02-29", "05-7-2", "05-0-6", "easter", "pesach+1"])
def test_a_rule_that_names_no_day_of_every_year_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="unknown calendar rule"):
        parse_calendar_rule(rule)
