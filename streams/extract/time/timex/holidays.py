"""Feasts: fixed days, the N-th weekday of a month, and what moves with Easter."""

from datetime import date, timedelta

from streams.extract.time.timex.periods import WEEK_DAYS, add_months
from streams.extract.vocabulary.phrases import rows

CENTURY = 100


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (anonymous Gregorian computus, Meeus 1991)."""
    golden = year % 19
    century = year // CENTURY
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
    behind = year // CENTURY - year // (4 * CENTURY) - 2
    return julian + timedelta(days=behind)


class Holidays:
    """The days of the feasts of ``data/timex_holidays.tsv``."""

    def __init__(self) -> None:
        self._rules = {row[0]: row[1] for row in rows("time/timex_holidays.tsv")}

    def names(self) -> list[tuple[str, str]]:
        """Return each name as its words are read, and the name."""
        return [(name, name) for name in self._rules]

    def day(self, name: str, year: int) -> date:
        """Return the day of a feast in a year."""
        rule = self._rules[name]
        if rule.startswith("easter"):
            return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
        if rule.startswith("orthodox"):
            return orthodox_easter(year) + timedelta(days=int(rule.removeprefix("orthodox")))
        month, _, rest = rule.partition("-")
        weekday, _, number = rest.partition("-")
        if not number:
            return date(year, int(month), int(weekday))
        return _nth_weekday(year, int(month), int(weekday), int(number))


def _nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    if number > 0:
        day = first + timedelta(days=(weekday - first.weekday()) % WEEK_DAYS)
        return day + timedelta(days=WEEK_DAYS * (number - 1))
    last = add_months(first, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % WEEK_DAYS)
