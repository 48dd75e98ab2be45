"""Days of holidays: fixed days, the N-th weekday of a month, and what moves with Easter."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from streams.extract.time.timex.values import WEEK_DAYS, add_months, day_of

_CENTURY = 100
_LAST = -1
"""Number of the last weekday of a month."""
_WEEKS = 4
"""Weeks that every month has in full."""
_COMMON_YEAR = 2001
"""A year without 29 February: a holiday needs a day that every year has."""
_FIXED = re.compile(r"(\d\d)-(\d\d)$")
_WEEKDAY = re.compile(r"(\d\d)-(\d)-(-?\d)$")
_MOVABLE = re.compile(r"(easter|orthodox)([+-]\d+)$")


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (anonymous Gregorian computus, Meeus 1991)."""
    golden = year % 19
    century = year // _CENTURY
    skipped = century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15
    epact = skipped % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % WEEK_DAYS
    offset = epact - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the eastern churches in the civil calendar (Meeus 1991)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % WEEK_DAYS
    number = moon + weekday + 114
    julian = date(year, number // 31, number % 31 + 1)
    behind = year // _CENTURY - year // (4 * _CENTURY) - 2
    return julian + timedelta(days=behind)


@dataclass(frozen=True, slots=True)
class FixedDay:
    """The same day of every year."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """Return the day in a year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The N-th weekday (Monday 0) of a month; the last one for -1."""

    month: int
    weekday: int
    number: int

    def in_year(self, year: int) -> date:
        """Return the day in a year."""
        first = date(year, self.month, 1)
        if self.number > 0:
            day = first + timedelta(days=(self.weekday - first.weekday()) % WEEK_DAYS)
            return day + timedelta(days=WEEK_DAYS * (self.number - 1))
        last = add_months(first, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - self.weekday) % WEEK_DAYS)


@dataclass(frozen=True, slots=True)
class EasterDay:
    """A number of days before (negative) or after the Easter Sunday of a rite."""

    rite: Literal["easter", "orthodox"]
    days: int

    def in_year(self, year: int) -> date:
        """Return the day in a year."""
        sunday = easter(year) if self.rite == "easter" else orthodox_easter(year)
        return sunday + timedelta(days=self.days)


CalendarRule = FixedDay | NthWeekday | EasterDay
"""Which day of a year a holiday is."""


def parse_calendar_rule(text: str) -> CalendarRule:
    """Return the rule of "12-25", "11-3-4" (the fourth Thursday of November) or "easter-2".

    Raises:
        ValueError: if the text is none of these, or not every year has such a day.
    """
    if match := _MOVABLE.match(text):
        return EasterDay("easter" if match[1] == "easter" else "orthodox", int(match[2]))
    if (match := _FIXED.match(text)) and day_of(_COMMON_YEAR, int(match[1]), int(match[2])):
        return FixedDay(int(match[1]), int(match[2]))
    if match := _WEEKDAY.match(text):
        month, weekday, number = int(match[1]), int(match[2]), int(match[3])
        exists = 1 <= number <= _WEEKS or number == _LAST
        if day_of(_COMMON_YEAR, month, 1) and weekday < WEEK_DAYS and exists:
            return NthWeekday(month, weekday, number)
    msg = f"unknown calendar rule {text!r}; allowed: MM-DD, MM-W-N, easter+N, orthodox+N"
    raise ValueError(msg)


class Holidays:
    """The days of holidays by name."""

    def __init__(self, rules: Iterable[tuple[str, CalendarRule]]) -> None:
        self._rules: Mapping[str, CalendarRule] = dict(rules)

    def names(self) -> list[str]:
        """Return the names, in lower case with a space between words."""
        return list(self._rules)

    def day(self, name: str, year: int) -> date:
        """Return the day of a holiday in a year."""
        return self._rules[name].in_year(year)
