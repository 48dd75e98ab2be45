"""Column sets: an event as one flat row, in the habits of three kinds of users. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from schemas import Actor, Event, Figure, Place

Kind = Literal["text", "texts", "integer", "number", "boolean", "date", "time"]
Value = str | tuple[str, ...] | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Column:
    """One column: its name, the kind of its values, what it means, how an event gives it."""

    name: str
    kind: Kind
    about: str
    of: Callable[[Event], Value]


def row(event: Event, columns: Iterable[Column]) -> dict[str, Value]:
    """Return an event as one row."""
    return {column.name: column.of(event) for column in columns}


def placed(get: Callable[[Place], Value]) -> Callable[[Event], Value]:
    """Return what reads a value of the event's place; None where it has none."""
    return lambda event: None if event.place is None else get(event.place)


def figure(name: str, bound: str) -> Callable[[Event], Value]:
    """Return what reads one bound of one figure; None where it was not told, never 0."""

    def _read(event: Event) -> Value:
        found: Figure | None = getattr(event.casualties, name)
        return None if found is None else getattr(found, bound)

    return _read


def told(name: str) -> Callable[[Event], Value]:
    """Return what reads one number of persons: the best, else the least, else the most told."""

    def _read(event: Event) -> Value:
        found: Figure | None = getattr(event.casualties, name)
        if found is None:
            return None
        known = (n for n in (found.best, found.low, found.high) if n is not None)
        return next(known, None)

    return _read


def actors_of(*roles: str) -> Callable[[Event], list[Actor]]:
    """Return what lists the actors of some roles, in the order of the event."""
    return lambda event: [actor for role in roles for actor in event.actors if actor.role == role]


def nth_actor(number: int, field: str, *roles: str) -> Callable[[Event], Value]:
    """Return what reads a field of the n-th actor of some roles."""

    def _read(event: Event) -> Value:
        found = actors_of(*roles)(event)
        return getattr(found[number], field) if len(found) > number else None

    return _read


def publishers(event: Event) -> tuple[str, ...]:
    """Return the outlets that tell an event, each once."""
    return tuple(dict.fromkeys(item.publisher for item in event.evidence))


def first_quote(event: Event) -> str | None:
    """Return the first quote that the event rests on, on one line."""
    return " ".join(event.evidence[0].quote.split()) if event.evidence else None
