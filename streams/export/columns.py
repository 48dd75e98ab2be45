"""The columns of exports: each reads one value from an event. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from schemas import Actor, Casualties, Event, Figure, Place

Kind = Literal["text", "texts", "integer", "number", "boolean", "date", "time"]
Value = str | tuple[str, ...] | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Column:
    """A column: its name, the kind and meaning of its values, and how to read one from an event."""

    name: str
    kind: Kind
    about: str
    of: Callable[[Event], Value]


def row(event: Event, columns: Iterable[Column]) -> dict[str, Value]:
    """Return an event as one row."""
    return {column.name: column.of(event) for column in columns}


def placed(get: Callable[[Place], Value]) -> Callable[[Event], Value]:
    """Return a reader of a value of the event's place; None for an event without a place."""
    return lambda event: None if event.place is None else get(event.place)


def figure(name: str, bound: str) -> Callable[[Event], Value]:
    """Return a reader of one bound of a figure; None where none is stated, never 0.

    ``name`` is a field of ``Casualties`` or of ``Quantities``.
    """

    def _read(event: Event) -> Value:
        counted = event.casualties if name in Casualties.model_fields else event.quantities
        found: Figure | None = getattr(counted, name)
        return None if found is None else getattr(found, bound)

    return _read


def stated_number(name: str) -> Callable[[Event], Value]:
    """Return a reader of one number of persons: the best, else the lowest, else the highest."""

    def _read(event: Event) -> Value:
        found: Figure | None = getattr(event.casualties, name)
        if found is None:
            return None
        known = (n for n in (found.best, found.low, found.high) if n is not None)
        return next(known, None)

    return _read


def actors_of(*roles: str) -> Callable[[Event], list[Actor]]:
    """Return a reader of the actors in some roles: role after role, each in the event's order."""
    return lambda event: [actor for role in roles for actor in event.actors if actor.role == role]


def nth_actor(number: int, field: str, *roles: str) -> Callable[[Event], Value]:
    """Return a reader of a field of the n-th actor in some roles, counted from 0."""

    def _read(event: Event) -> Value:
        found = actors_of(*roles)(event)
        return getattr(found[number], field) if len(found) > number else None

    return _read


def publishers(event: Event) -> tuple[str, ...]:
    """Return the outlets that report an event, each once."""
    return tuple(dict.fromkeys(item.publisher for item in event.evidence))


def first_quote(event: Event) -> str | None:
    """Return the first quote of the event's evidence, on one line."""
    return " ".join(event.evidence[0].quote.split()) if event.evidence else None
