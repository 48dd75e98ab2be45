"""DATE: expressions that name a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from streams.extract.time.timex.expression import Days, TimexValue
from streams.extract.time.timex.holidays import Holidays
from streams.extract.time.timex.match import Match, Resolver, words_of
from streams.extract.time.timex.times import part_of, with_hour
from streams.extract.time.timex.values import WEEK_DAYS, add_months, day_of, spread

_SOON = timedelta(days=62)
"""How far ahead a day without a year may lie when nothing says whether it is past."""
_HALF_YEAR = timedelta(days=183)
"""How long ago such a day must lie for one soon to come to be meant instead."""
_PIVOT = 30
"""Two digits up to it are years from 2000 on, larger ones of the century before."""
_TWO_DIGITS = 99
_MONTHS_BACK = 24
"""Months in which a "Friday the 13th" is looked for."""


class DayRules:
    """Reads days; holds the days of holidays."""

    def __init__(self, holidays: Holidays) -> None:
        self._holidays = holidays

    def rules(self) -> Mapping[str, Resolver]:
        """Return the resolvers of this module by the rule of the grammar that each reads."""
        return {
            "date": _date,
            "days": _days,
            "numeric": _numeric,
            "iso": _iso,
            "nth": _nth,
            "nth_of": _nth_of,
            "weekday": _weekday,
            "weekday_nth": _weekday_nth,
            "deictic": _deictic,
            "holiday": self._holiday,
        }

    def _holiday(self, m: Match) -> TimexValue | None:
        if m.after() in words_of("festive"):
            return None  # A Christmas market is open for weeks.
        name = str(m.value("holiday"))
        if name in words_of("celebrated_for_weeks") and m.after() in words_of("gatherings"):
            return None
        if m.has("year"):
            return _explicit(self._holidays.day(name, m.number("year")))
        today = m.anchors.today
        years = (today.year - 1, today.year, today.year + 1)
        return _of_each_year(m, [self._holidays.day(name, year) for year in years])


def _explicit(day: date | None) -> TimexValue | None:
    return TimexValue("DATE", day.isoformat(), Days(day, day, 1), "explicit") if day else None


def _relative(day: date) -> TimexValue:
    return TimexValue("DATE", day.isoformat(), Days(day, day, 1))


def lower_may(m: Match) -> bool:
    """Return whether a word that may be a month is in lower case: "it may rain", "to march"."""
    at = m.tokens.first[m.found.start("month")]
    return m.tokens.sentence.words[at] in words_of("month_or_word")


def _date(m: Match) -> TimexValue | None:
    month, day, today = m.number("month"), m.number("day"), m.anchors.today
    if lower_may(m):
        return None
    if m.has("year"):
        return _explicit(day_of(m.number("year"), month, day))
    if m.has("unit"):
        named = m.value("unit") == "Y"
        return _explicit(day_of(today.year + m.number("rel"), month, day)) if named else None
    years = (today.year - 1, today.year, today.year + 1)
    days = [found for year in years if (found := day_of(year, month, day))]
    return _of_each_year(m, days) if days else None


def _of_each_year(m: Match, days: list[date]) -> TimexValue | None:
    timex = _explicit(_chosen(m, days))
    return replace(timex, cycle="year") if timex else None


def _chosen(m: Match, days: list[date]) -> date:
    """Return the day that is meant of those that come round each year."""
    today = m.anchors.today
    past = [day for day in days if day <= today]
    future = [day for day in days if day > today]
    if not past or m.value("rel") == 1 or (future and m.is_deadline):
        return future[0]
    if not future or m.value("rel") == -1 or m.before() in words_of("past_names"):
        return past[-1]
    near = future[0] - today <= _SOON and today - past[-1] > _HALF_YEAR
    return future[0] if near else past[-1]


def _days(m: Match) -> TimexValue | None:
    """Read "March 10-12", "3 and 5 May": the days from one to the other."""
    first = _date(m)
    if first is None or first.days is None or m.number("until") <= m.number("day"):
        return None
    opens = first.days.first
    last = day_of(opens.year, opens.month, m.number("until"))
    return replace(first, days=spread(opens, last)) if last else None


def _numeric(m: Match) -> TimexValue | None:
    """Read "3/15/23", month first unless only the other order gives a day."""
    year = m.number("year")
    full = year if year > _TWO_DIGITS else year + (2000 if year <= _PIVOT else 1900)
    one, two = m.number("month"), m.number("day")
    return _explicit(day_of(full, one, two) or day_of(full, two, one))


def _iso(m: Match) -> TimexValue | None:
    return _explicit(day_of(m.number("year"), m.number("month"), m.number("day")))


def _nth(m: Match) -> TimexValue | None:
    """Read "on the 14th": of this month or the last; of the next where words point ahead."""
    followed = m.after().isalpha() and m.after() not in words_of("behind_nth")
    if m.before() not in words_of("opens_nth") or followed:
        return None
    today = m.anchors.today
    months = [add_months(today.replace(day=1), n) for n in (-2, -1, 0, 1, 2)]
    days = [found for one in months if (found := day_of(one.year, one.month, m.number("day")))]
    ahead = m.points_ahead and m.before() == "on"
    fit = [day for day in days if day > today][:1] if ahead else [d for d in days if d <= today]
    return _relative(fit[-1]) if fit else None


def _nth_of(m: Match) -> TimexValue | None:
    """Read "the 5th of last month"."""
    if m.value("unit") != "M":
        return None
    month = add_months(m.anchors.today.replace(day=1), m.number("rel"))
    found = day_of(month.year, month.month, m.number("day"))
    return _relative(found) if found else None


def _weekday(m: Match) -> TimexValue | None:
    """Read "Monday", "last Friday", "next Tuesday morning"; "following Monday's" dates nothing."""
    if m.word("rel") == "following" and m.opening != "the":
        return None
    day = m.anchors.today - timedelta(days=_days_back(m))
    timex = replace(_relative(day), cycle=None if m.has("rel") else "week")
    return part_of(timex, str(m.value("part"))) if m.has("part") else with_hour(m, timex)


def _days_back(m: Match) -> int:
    """Return how many days ago a weekday was; negative when it is to come."""
    today, weekday, word = m.anchors.today, m.number("weekday"), m.word("rel")
    back = (today.weekday() - weekday) % WEEK_DAYS
    if word == "previous" and m.anchors.day:
        day = m.anchors.day
        return (today - day).days + ((day.weekday() - weekday) % WEEK_DAYS or WEEK_DAYS)
    if m.value("rel") == -1:
        return back or WEEK_DAYS
    if m.value("rel") == 1 or (m.points_ahead and back) or m.before() == "later":
        return back - WEEK_DAYS
    return back


def _weekday_nth(m: Match) -> TimexValue | None:
    """Read "Friday the 13th": the last such day."""
    month = m.anchors.today.replace(day=1)
    for back in range(_MONTHS_BACK):
        one = add_months(month, -back)
        day = day_of(one.year, one.month, m.number("day"))
        if day and day <= m.anchors.today and day.weekday() == m.number("weekday"):
            return _relative(day)
    return None


def _deictic(m: Match) -> TimexValue | None:
    """Read "today", "yesterday morning"."""
    timex = _relative(m.anchors.today + timedelta(days=m.number("deictic")))
    return part_of(timex, str(m.value("part"))) if m.has("part") else with_hour(m, timex)
