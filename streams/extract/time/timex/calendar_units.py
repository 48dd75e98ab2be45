"""DATE: expressions that name a week, a month, a season, or a unit by its place: "last year"."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from streams.extract.time.timex.days import lower_may
from streams.extract.time.timex.expression import Days, TimexValue
from streams.extract.time.timex.match import Match, Resolver, words_of
from streams.extract.time.timex.values import (
    QUARTER_MONTHS,
    SATURDAY,
    WEEK_DAYS,
    add_months,
    covering,
    quarter_of,
    week_of,
)
from streams.extract.time.timex.years import year_of_words

_WEEK = timedelta(days=WEEK_DAYS)
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_NORTH = ("WI", "SP", "SU", "FA")
"""Seasons of the northern half, from December on."""
_PAST_MONTH = timedelta(days=30)
"""How far "the past month" reaches back."""


def rules() -> Mapping[str, Resolver]:
    """Return the resolvers of this module by the rule of the grammar that each reads."""
    return {
        "month": _month,
        "spoken_month": _spoken_month,
        "month_rel": _month_rel,
        "season": _season,
        "unit": _unit,
        "the_unit": _the_unit,
        "unit_end": _unit_end,
    }


def _month(m: Match) -> TimexValue | None:
    month = m.number("month")
    if m.has("year"):
        return covering(f"{m.number('year'):04}-{month:02}")
    ambiguous = m.word("month") in words_of("month_or_word")
    is_month = not ambiguous or m.before() in words_of("opens_month")
    return None if lower_may(m) or not is_month else _month_near(m, month)


def _month_near(m: Match, month: int) -> TimexValue | None:
    """Return the last such month that has begun, the next where words point ahead."""
    today = m.anchors.today
    year = today.year if month <= today.month else today.year - 1
    if m.is_deadline and date(year, month, 1) < today.replace(day=1):
        year += 1
    timex = covering(f"{year:04}-{month:02}")
    return replace(timex, cycle="year") if timex else None


def _spoken_month(m: Match) -> TimexValue | None:
    year = year_of_words(m)
    return covering(f"{year:04}-{m.number('month'):02}") if year else None


def _month_rel(m: Match) -> TimexValue | None:
    """Read "last May", "next June", "June last year"."""
    today, month, rel = m.anchors.today, m.number("month"), m.number("rel")
    if lower_may(m):
        return None
    if m.has("unit"):
        named = m.value("unit") == "Y"
        return covering(f"{today.year + rel:04}-{month:02}", "relative") if named else None
    year = today.year
    if rel < 0 and month >= today.month:
        year -= 1
    if rel > 0 and month <= today.month:
        year += 1
    return covering(f"{year:04}-{month:02}", "relative")


def _season(m: Match) -> TimexValue | None:
    """Read "last summer", "in the fall", "spring 2019"; "the fall of the town" is none."""
    season = str(m.value("season"))
    if m.has("year"):
        return covering(f"{m.number('year'):04}-{season}")
    if not m.has("rel") and not _is_season(m):
        return None
    return covering(f"{_season_year(m, season):04}-{season}", "relative")


def _is_season(m: Match) -> bool:
    opened = m.before() in words_of("opens_season")
    if m.word("season") == "fall":
        return opened and m.after() not in words_of("no_season_behind")
    return opened or (m.has("the") and m.word("season") != "spring")


def _season_year(m: Match, season: str) -> int:
    """Return the year in which the season that is meant begins."""
    today = m.anchors.today
    to_come = _SEASON_MONTH[season] > today.month
    rel = m.value("rel")
    if rel == 0:
        return today.year - (season == "WI" and today.month < _SEASON_MONTH["SU"])
    if rel == 1 or (m.points_ahead and to_come):
        return today.year + (not to_come)
    runs = rel == -1 and _NORTH[today.month % 12 // 3] == season
    return today.year - (to_come or runs)


def _unit(m: Match) -> TimexValue | None:
    """Read "last week", "this month", "next year", "the latest quarter"."""
    unit = str(m.value("unit"))
    if m.word("unit") == "period":
        quarter = m.anchors.quarter
        return covering(quarter, "relative") if quarter and m.word("rel") != "last" else None
    if m.word("rel") == "that":
        return _that(m, unit)
    resolver = _OF_UNIT.get(unit)
    return resolver(m, m.number("rel")) if resolver else None


def _that(m: Match, unit: str) -> TimexValue | None:
    """Read "that year", "that quarter": the one mentioned last."""
    if unit == "Y" and m.anchors.year:
        return covering(f"{m.anchors.year:04}", "relative")
    if unit == "Q" and m.anchors.quarter:
        return covering(m.anchors.quarter, "relative")
    return None


def _week(m: Match, rel: int) -> TimexValue | None:
    """Return an ISO week; "this week" in news is mostly the seven days up to publication."""
    today = m.anchors.today
    value = week_of(today + rel * _WEEK)
    if m.word("rel") == "past":
        return TimexValue("DATE", value, Days(today - _WEEK, today, 3))
    if rel == 0:
        return TimexValue("DATE", value, Days(today - _WEEK + timedelta(days=1), today, 3))
    return covering(value, "relative")


def _weekend(m: Match, rel: int) -> TimexValue | None:
    """Return the weekend that has begun last; "last weekend" is never that of today."""
    today = m.anchors.today
    saturday = today - timedelta(days=(today.weekday() - SATURDAY) % WEEK_DAYS)
    if rel < 0 and today.weekday() >= SATURDAY:
        saturday -= _WEEK
    if rel > 0 or (m.points_ahead and saturday + timedelta(days=1) < today):
        saturday += _WEEK
    return covering(f"{week_of(saturday)}-WE", "relative")


def _month_unit(m: Match, rel: int) -> TimexValue | None:
    today = m.anchors.today
    counted = m.word("rel") in words_of("counted_from_mentioned")
    anchor = (m.anchors.month if counted else None) or today
    value = f"{add_months(anchor.replace(day=1), rel):%Y-%m}"
    if m.word("rel") == "past":
        return TimexValue("DATE", value, Days(today - _PAST_MONTH, today, 4))
    return covering(value, "relative")


def _last_quarter(m: Match) -> TimexValue | None:
    """Return the quarter mentioned last, else the last that has ended."""
    quarter = m.anchors.quarter or quarter_of(add_months(m.anchors.today, -QUARTER_MONTHS))
    return covering(quarter, "relative")


def _quarter_unit(m: Match, rel: int) -> TimexValue | None:
    if m.word("rel") in words_of("latest_quarter"):
        return _last_quarter(m)
    return covering(quarter_of(add_months(m.anchors.today, QUARTER_MONTHS * rel)), "relative")


def _year_unit(m: Match, rel: int) -> TimexValue | None:
    today, mentioned = m.anchors.today, m.anchors.year
    if m.word("rel") == "past":
        return TimexValue("DURATION", "P1Y", Days(add_months(today, -12), today, 5))
    if m.word("rel") == "latest":
        return covering(f"{today.year - 1:04}", "relative")
    counted = m.word("rel") in words_of("counted_from_mentioned")
    anchor = mentioned if counted and mentioned else today.year
    return covering(f"{anchor + rel:04}", "relative")


def _decade_unit(m: Match, rel: int) -> TimexValue | None:
    return covering(str(m.anchors.today.year // 10 + rel), "relative")


def _hour_unit(m: Match, rel: int) -> TimexValue | None:
    today = m.anchors.today
    value = "PT1H" if m.value("unit") == "TH" else "PT1M"
    return TimexValue("DURATION", value, Days(today, today, 1)) if rel < 0 else None


_OF_UNIT: Mapping[str, Callable[[Match, int], TimexValue | None]] = {
    "W": _week,
    "WE": _weekend,
    "M": _month_unit,
    "Q": _quarter_unit,
    "Y": _year_unit,
    "E": _decade_unit,
    "TH": _hour_unit,
    "TM": _hour_unit,
}


def _the_unit(m: Match) -> TimexValue | None:
    """Read "the quarter", "the weekend", "the year", "the end of the month"."""
    unit, ending, inside = str(m.value("unit")), m.has("part"), m.before() in words_of("inside")
    if unit == "WE":
        return _weekend(m, 0)
    if unit == "Q" and inside:
        return _last_quarter(m)
    if unit == "Y" and m.after() in words_of("ends_length"):
        return TimexValue("DURATION", "P1Y")
    if (unit == "Y" and inside) or ending:
        return _running(m, unit)
    return None


def _running(m: Match, unit: str) -> TimexValue | None:
    """Return the present week, month or year."""
    today = m.anchors.today
    values = {"Y": f"{today.year:04}", "M": f"{today:%Y-%m}", "W": week_of(today)}
    return covering(values[unit], "relative") if unit in values else None


def _unit_end(m: Match) -> TimexValue | None:
    """Read "year-end", "month's end", which names no day of a happening."""
    timex = _running(m, str(m.value("unit")))
    return replace(timex, days=None) if timex else None
