"""TIMEX3 values of days, weeks, months, quarters, years and what they cover."""

import re
from datetime import date, timedelta

from schemas.mention import DateBasis
from streams.extract.time.timex.expression import Days, TimexValue

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_PART = re.compile(r"(\d{4})-(Q\d|H\d|SP|SU|FA|WI|\d\d)$")
_YEARS = re.compile(r"\d{2,4}$")
_MONTHS_OF_PART = {
    **{f"Q{n}": (3 * n - 2, 3) for n in range(1, 5)},
    **{"H1": (1, 6), "H2": (7, 6), "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3)},
}
"""First month and number of months; seasons are those of the northern hemisphere."""

WEEK_DAYS = 7
MONTH_DAYS = 31
"""Days up to which a span counts as a month."""
SHORT = 6
"""Days up to which a span counts as a few days."""
SATURDAY = 5
"""Number of the weekday, from Monday 0."""
QUARTER_MONTHS = 3


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, None when there is none such as 30 February."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def week_of(day: date) -> str:
    """Return the value of the ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def quarter_of(day: date) -> str:
    """Return the value of the calendar quarter of a day."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def add_months(day: date, months: int) -> date:
    """Return the day so many months away; the last of the month where it is too short."""
    number = day.year * 12 + day.month - 1 + months
    year, month = max(1, number // 12), number % 12 + 1
    return next(found for d in range(day.day, 0, -1) if (found := day_of(year, month, d)))


def year_before(value: str) -> str:
    """Return a value that begins with a year, a year earlier."""
    return f"{int(value[:4]) - 1:04}{value[4:]}"


def spread(first: date, last: date) -> Days:
    """Return the days between two, with the precision that their number has."""
    length = (last - first).days + 1
    if length <= 1:
        return Days(first, last, 1)
    if length <= SHORT:
        return Days(first, last, 2)
    if length <= WEEK_DAYS:
        return Days(first, last, 3)
    return Days(first, last, 4 if length <= MONTH_DAYS else 5)


def days_in(value: str) -> Days | None:
    """Return the days that a value covers; None for references, durations and sets."""
    if match := _DAY.match(value):
        day = day_of(int(match[1]), int(match[2]), int(match[3]))
        return spread(day, day) if day else None
    if match := _WEEK.match(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        opens = monday + timedelta(days=SATURDAY if match[3] else 0)
        return spread(opens, monday + timedelta(days=WEEK_DAYS - 1))
    if match := _PART.match(value):
        month, length = _MONTHS_OF_PART.get(match[2]) or (int(match[2]), 1)
        return _months(int(match[1]), month, length)
    if _YEARS.match(value):
        return _years(value)
    return None


def _months(year: int, month: int, length: int) -> Days:
    first = date(year, month, 1)
    return spread(first, add_months(first, length) - timedelta(days=1))


def _years(value: str) -> Days | None:
    """Return the days of a year, a decade ("198") or a century ("19")."""
    missing = 4 - len(value)
    first, last = int(value + "0" * missing), int(value + "9" * missing)
    if not 0 < first <= last < date.max.year:
        return None
    return Days(date(first, 1, 1), date(last, 12, 31), 5)


def covering(value: str, basis: DateBasis = "explicit") -> TimexValue | None:
    """Return the DATE of a value with the days that it covers."""
    days = days_in(value)
    return TimexValue("DATE", value, days, basis) if days else None


def around(middle: date, slack: int, last: date) -> Days:
    """Return the days about a day, none behind ``last``; ``slack`` in days to either side."""
    span = timedelta(days=slack)
    return spread(middle - span, max(middle - span, min(middle + span, last)))
