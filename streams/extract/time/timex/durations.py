"""DURATION: expressions that count units, also from today or from the event before."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from streams.extract.time.timex.expression import Days, TimexValue
from streams.extract.time.timex.lexer import TokenValue
from streams.extract.time.timex.match import Match, Resolver, words_of
from streams.extract.time.timex.values import (
    add_months,
    around,
    covering,
    spread,
    week_of,
    year_before,
)

TIME_UNITS = frozenset({"TH", "TM", "TS"})
DAYS_OF = {"D": 1, "NI": 1, "W": 7, "2W": 14, "M": 30, "Q": 91, "Y": 365, "E": 3650, "C": 36500}
_MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
_YEARS_OF = {"E": 10, "C": 100}
_BELOW = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60)}
"""In which smaller unit a half of a unit is given, and how many make the unit."""
_LONGEST = 200_000
"""Days (some 550 years) beyond which a count is no time that an article speaks of."""
_VAGUE_REACH = {"D": 5, "W": 45, "M": 180, "Y": 1800, "TH": 1, "TM": 1, "Q": 270}
"""Days that "recent days", "the past few weeks" reach back at most."""
_SCALES = (100, 1000)
"""Numbers that multiply the one before them: "two hundred"."""
_HOURS = 24
_SAME_DAY = _HOURS // 2
"""Hours back that are most likely of the publication day."""
_VAGUE_DAYS = (1, 6)
"""Least and most days of "days after"; from a week on nobody counts in days."""
_FARTHEST = 14
"""Days up to which a distance names a day and is no rounded figure."""


def rules() -> Mapping[str, Resolver]:
    """Return the resolvers of this module by the rule of the grammar that each reads."""
    return {
        "ago": _ago,
        "long_ago": _past,
        "year_ago": _year_ago,
        "later": _later,
        "distance": _distance,
        "next_day": _next_day,
        "duration": _duration,
        "each_unit": _duration,
        "vague": _vague,
    }


def counted(values: Sequence[TokenValue]) -> float | None:
    """Return the number of words such as "twenty", "five" or "3", "hundred"; None if vague."""
    total, seen = 0.0, False
    for value in values:
        try:
            number = float(value)
        except ValueError:
            return None
        total = max(total, 1) * number if number in _SCALES and seen else total + number
        seen = True
    return total if seen else None


def length(number: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a length: P2Y, P2Y6M, PT1M30S; PXM of an unknown number."""
    clock = "T" if unit in TIME_UNITS else ""
    letter = "D" if unit == "NI" else unit[-1]
    if number is None:
        return f"P{clock}X{letter}"
    if unit in _YEARS_OF:
        return f"P{int(number * _YEARS_OF[unit])}Y"
    whole = int(number) * (2 if unit == "2W" else 1)
    below, per = _BELOW.get(unit, ("", 0))
    rest = round(number % 1 * per)
    head = f"{whole}{letter}" if whole or not rest else ""
    return f"P{clock}{head}{f'{rest}{below}' if rest else ''}"


def reaching_back(today: date, unit: str) -> Days | None:
    """Return the days of "recent weeks"."""
    back = _VAGUE_REACH.get(unit)
    return spread(today - timedelta(days=back), today) if back else None


def _past(m: Match) -> TimexValue:
    return TimexValue("DATE", "PAST_REF", reaching_back(m.anchors.today, str(m.value("unit"))))


def _ago(m: Match) -> TimexValue | None:
    """Read "two days ago", "a year ago", "several months ago"."""
    unit = str(m.value("unit"))
    if _is_a_year(m):
        return _a_year_ago(m)
    number = counted(m.values("n"))
    return _past(m) if number is None else _back(m.anchors.today, int(number), unit)


def _is_a_year(m: Match) -> bool:
    return m.word("n") in words_of("indefinite_articles") and m.value("unit") == "Y"


def _a_year_ago(m: Match) -> TimexValue | None:
    """Return the year before, or the same quarter of it when figures are of a quarter."""
    today = m.anchors.today
    if m.anchors.quarter and m.anchors.by_quarter:
        return covering(year_before(m.anchors.quarter), "relative")
    mentioned = m.anchors.year if m.word("sign") == "earlier" else None
    days = around(add_months(today, -12), DAYS_OF["Y"] // 2, today)
    return TimexValue("DATE", f"{(mentioned or today.year) - 1:04}", days)


def _back(today: date, number: int, unit: str) -> TimexValue | None:
    """Return what lies so many units before a day."""
    if unit in TIME_UNITS:
        near = unit != "TH" or number <= _SAME_DAY
        return TimexValue("TIME", length(number, unit), Days(today, today, 1) if near else None)
    days = number * DAYS_OF[unit]
    if days > _LONGEST or days >= today.toordinal():
        return None
    if unit in _MONTHS_OF:
        middle = add_months(today, -number * _MONTHS_OF[unit])
        value = f"{middle:%Y-%m}" if unit == "M" else f"{middle:%Y}"
        return TimexValue("DATE", value, around(middle, DAYS_OF[unit] // 2, today))
    middle = today - timedelta(days=days)
    if unit in {"D", "NI"}:
        return TimexValue("DATE", middle.isoformat(), Days(middle, middle, 1))
    return TimexValue("DATE", week_of(middle), around(middle, DAYS_OF[unit] // 2, today))


def _year_ago(m: Match) -> TimexValue | None:
    """Read "year-ago", "the year-earlier quarter"."""
    if m.value("unit") != "Y":
        return None
    if m.anchors.quarter and (m.anchors.by_quarter or m.has("of")):
        return covering(year_before(m.anchors.quarter), "relative")
    return covering(f"{m.anchors.today.year - 1:04}", "relative")


def _later(m: Match) -> TimexValue | None:
    """Read "two days later": a length from the event before; "a year earlier" as "a year ago"."""
    unit = str(m.value("unit"))
    if _is_a_year(m) and m.word("sign") == "earlier":
        return _a_year_ago(m)
    number = counted(m.values("n"))
    distance = _between(number, unit, m.number("sign"))
    return TimexValue("DURATION", length(number or None, unit), distance=distance)


def _distance(m: Match) -> TimexValue | None:
    """Read "two days after", "hours later": a length, whose sign may stand behind it.

    "The day before" and "the day after X" both date what lies before the other event.
    """
    unit = str(m.value("unit"))
    number = 1.0 if m.word("n") == "the" else counted(m.values("n"))
    sign = -1 if m.word("n") == "the" else m.number("sign")
    tail = 1 if m.word("sign") in words_of("opens_other_event") else 0
    distance = _between(number, unit, sign)
    return TimexValue("DURATION", length(number or None, unit), distance=distance, tail=tail)


def _between(number: float | None, unit: str, sign: int) -> tuple[int, int] | None:
    """Return the least and most days of a distance; None for what names no day."""
    if unit not in TIME_UNITS and unit not in {"D", "W", "2W", "NI"}:
        return None
    days = 0 if unit in TIME_UNITS else DAYS_OF[unit]
    low, high = (int(number), int(number)) if number else _VAGUE_DAYS
    if high * days > _FARTHEST:
        return None
    ends = sorted((sign * low * days, sign * high * days))
    return ends[0], ends[1]


def _next_day(m: Match) -> TimexValue | None:
    """Read "the next day", "the previous night", "that same day" from the day mentioned last."""
    unit, days = str(m.value("unit")), m.number("rel")
    if m.word("rel") == "last" or unit not in {"D", "MO", "AF", "EV", "NI"}:
        return None
    if m.anchors.day is None:
        return TimexValue("DATE", "PXD", distance=(days, days))
    day = (m.anchors.day + timedelta(days=days)).isoformat()
    if unit == "D":
        return TimexValue("DATE", day, distance=(days, days))
    return TimexValue("TIME", f"{day}T{unit}", distance=(days, days))


def _duration(m: Match) -> TimexValue | None:
    """Read "two years", "the past five days", "2 1/2 hours", "a minute and a half"."""
    unit = str(m.value("unit"))
    number = _number(m)
    if number is None:
        return TimexValue("DURATION", length(None, unit), _anchored(m, None, unit))
    too_long = number * DAYS_OF.get(unit, 1) > _LONGEST
    no_length = m.after() in words_of("behind_no_length") or (unit, m.after()) == ("Q", "of")
    if number <= 0 or too_long or no_length:
        return None
    if m.word("n") == "one" and unit == "D" and m.points_ahead:
        return TimexValue("DATE", "FUTURE_REF")
    return TimexValue("DURATION", length(number, unit), _anchored(m, number, unit))


def _number(m: Match) -> float | None:
    """Return a number with its half or fraction; None if it is vague."""
    number = counted(m.values("n")) if m.has("n") else 0.0
    if number is not None and m.has("half"):
        number += 0.5
    if number is not None and m.number("denominator"):
        number += m.number("numerator") / m.number("denominator")
    return number


def _anchored(m: Match, number: float | None, unit: str) -> Days | None:
    """Return the days of "the past three weeks"; a length alone lies nowhere."""
    today = m.anchors.today
    if m.word("rel") not in words_of("reaching_back"):
        return None
    if number is None:
        return reaching_back(today, unit)
    back = number * DAYS_OF[unit] if unit in DAYS_OF else max(1, -(-number // _HOURS))
    return spread(today - timedelta(days=min(back, today.toordinal() - 1)), today)


def _vague(m: Match) -> TimexValue | None:
    """Read "the past few weeks", "several months", "recent days", "coming weeks"."""
    unit, rel, n = str(m.value("unit")), m.word("rel"), m.value("n")
    if rel == "recent":
        return _past(m)
    if rel in words_of("to_come") and n is None:
        return TimexValue("DATE", "FUTURE_REF")
    days = reaching_back(m.anchors.today, unit) if rel in words_of("reaching_back") else None
    return TimexValue("DURATION", length(n if isinstance(n, int) else None, unit), days)
