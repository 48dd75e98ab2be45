"""A date in a sentence, and dates that span from one to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemas.mention import DateBasis
from streams.extract.text import Sentence
from streams.extract.timex.expression import Cycle


@dataclass(frozen=True, slots=True)
class When:
    """A date at words ``start`` to ``end`` (one past): first and last day, local to the outlet.

    ``cycle`` is set where the week or the year is not told: one like it lies so far back.
    """

    start: int
    end: int
    first: date | None
    last: date
    precision: int
    basis: DateBasis
    hour: int | None = None
    since: bool = False
    cycle: Cycle | None = None


def merged_spans(s: Sentence, found: Sequence[When]) -> list[When]:
    """Join "from Saturday to Sunday" and "between 3 and 5 May" into one span of days."""
    made: list[When] = []
    for when in found:
        last = made[-1] if made else None
        if last and s.lower[last.start] == "overnight" and when.start - last.end <= 1:
            made[-1:] = []
            last = None
        gap = s.lower[last.end : when.start] if last else []
        opened = last is not None and s.lower[last.start - 1 : last.start] in (
            ["from"],
            ["between"],
        )
        joined = gap in (["to"], ["until"], ["into"], ["through"]) or (opened and gap == ["and"])
        night = gap in (["night", "into"], ["from"]) and last is not None
        if last and last.first and when.first and (joined or night) and last.first <= when.last:
            precision = 1 if (when.last - last.first).days < 1 else 2
            made[-1] = When(
                last.start, when.end, last.first, when.last, precision, when.basis, last.hour
            )
        else:
            made.append(when)
    return made
