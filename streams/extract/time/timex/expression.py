"""A time expression as read, and what an article has told of time before it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.mention import DateBasis
from streams.extract.document.mentions import Cycle

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``first`` to ``last``, local to the outlet, as ``precision`` of a mention says."""

    first: date
    last: date
    precision: int


@dataclass(frozen=True, slots=True)
class TimexValue:
    """What an expression says: its TIMEX3 type and value, and the days that it names, if any.

    ``hour`` is local. ``distance`` counts days from what was told before, later is positive;
    ``tail`` is the number of words behind the expression ("after") that say so.
    """

    kind: Kind
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
    told: TimexValue


@dataclass(slots=True)
class Memory:
    """The publication day, and what the article has told last: a quarter, a day, a month, a year.

    ``by_quarter`` says whether figures were given for a quarter last, not for several months: what
    "a year earlier" is compared with.
    """

    today: date
    quarter: str | None = None
    by_quarter: bool = False
    day: date | None = None
    year: int | None = None
    month: date | None = None
