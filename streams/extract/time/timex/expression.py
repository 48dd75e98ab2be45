"""A time expression as read, and the times mentioned before that relative ones are anchored to."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.mention import DateBasis
from streams.extract.document.mentions import Cycle

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
"""The types of TIMEX3."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``first`` to ``last``, local to the outlet, as ``precision`` of a mention says."""

    first: date
    last: date
    precision: int


@dataclass(frozen=True, slots=True)
class TimexValue:
    """What an expression means: its TIMEX3 type and value, and the days that it names.

    Attributes:
        type: the type of TIMEX3.
        value: the value of TIMEX3, such as "2023-03-15", "P2Y" or "PAST_REF".
        days: None for what names no days, such as a length or "now".
        basis: whether the calendar is named or the days are counted from others.
        hour: hour of the day, local to the outlet.
        cycle: after what time a date that names no week or year comes round again.
        distance: days, least and most, from the event mentioned before; later is positive.
        tail: how many of the last words ("after") belong to the distance and not to the expression.
    """

    type: TimexType
    value: str
    days: Days | None = None
    basis: DateBasis = "relative"
    hour: int | None = None
    cycle: Cycle | None = None
    distance: tuple[int, int] | None = None
    tail: int = 0


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression at words ``start`` to ``end`` (one past) and at its offsets in the text."""

    start: int
    end: int
    char_start: int
    char_end: int
    timex: TimexValue


@dataclass(slots=True)
class TimeAnchors:
    """The publication day, and the quarter, day, month and year that were mentioned last.

    ``by_quarter``: figures were given for a quarter last, not for several months, so that "a year
    earlier" is the same quarter of the year before.
    """

    today: date
    quarter: str | None = None
    by_quarter: bool = False
    day: date | None = None
    year: int | None = None
    month: date | None = None
