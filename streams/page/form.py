"""The search form: fields of an address parsed into a query, and written back. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from streams.errors import UsageError
from streams.search.bodies import read_cursor
from streams.search.cities import NamedPlaces
from streams.search.event_query import Box, Corner, EventQuery, Order
from streams.search.near import DEFAULT_RADIUS, Lookup, parse_near
from streams.search.options import (
    nearest,
    parse_country,
    parse_day,
    parse_event_type,
    parse_status,
    parse_words,
)

PAGE_SIZE = 50
"""Events on a page of results: more would make the page long, fewer would take many pages."""
ORDERS: tuple[Order, ...] = get_args(Order)
MAX_CHARACTERS = 300
"""Characters of a field that are read; the rest is ignored."""
MAX_POLYGON_CHARACTERS = 2000
"""Characters of an area drawn on the map: some hundred corners."""
MAX_DIGITS = 9
"""Digits of a number: more would not fit the integers of the index."""
MAX_NAME_CHARACTERS = 40
"""Characters of an unknown field's name that a message repeats."""

FIELDS = (
    "text", "city", "near", "radius", "country", "type", "since", "until", "status", "killed",
    "independent", "sort", "all", "precision", "outlet", "box", "polygon",
)  # fmt: skip
NAMES = {
    "text": "the words",
    "city": "the place",
    "country": "the country",
    "near": "being near",
    "drawn": "the area drawn on the map",
    "precision": "the precision of the place",
    "outlet": "the outlet",
    "event_type": "the type",
    "since": "the first day",
    "until": "the last day",
    "status": "the status",
    "killed": "the least killed",
    "min_independent": "the least independent outlets",
    "current_only": "leaving out what is denied, feared or history",
}
"""What a person calls the filters of a query in the form."""
FIELDS_OF: dict[str, tuple[str, ...]] = {
    "near": ("near", "radius"),
    "drawn": ("box", "polygon"),
    "event_type": ("type",),
    "min_independent": ("independent",),
}
"""Fields of the form that set a filter, where they have other names than the filter."""

FindCity = Callable[[str, str | None], NamedPlaces]


def _no_places(name: str, country: str | None) -> NamedPlaces:
    """Find a city by its name alone."""
    del name, country
    return NamedPlaces(())


@dataclass(frozen=True)
class SearchForm:
    """A search form: its query, the fields as typed, and what could not be parsed."""

    query: EventQuery
    typed: dict[str, str]
    problems: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    """How ambiguous fields were understood, such as which place a name was taken for."""

    def address(self, path: str = "/", **changes: str) -> str:
        """Return the address of the same search, with some fields changed."""
        fields = {name: value for name, value in (self.typed | changes).items() if value}
        return f"{path}?{urlencode(fields)}" if fields else path

    def address_without(self, criterion: str) -> str:
        """Return the address of the same search without one filter of its query."""
        if criterion == "status":
            return self.address(status="all")
        if criterion == "current_only":
            return self.address(all="1")
        return self.address(**dict.fromkeys(FIELDS_OF.get(criterion, (criterion,)), ""))


@dataclass
class _Reader:
    """Parses fields; an invalid field is left out and its problem recorded."""

    typed: dict[str, str]
    today: date
    problems: list[str] = field(default_factory=list)
    understood: tuple[str, ...] = ()

    def read(self, name: str, parse: Any) -> Any:
        value = self.typed.get(name)
        if value is None:
            return None
        try:
            return parse(value)
        except UsageError as error:
            self.problems.append(str(error))
            return None

    def near(self, country: str | None, lookup: Lookup) -> Any:
        radius = self.typed.get("radius", DEFAULT_RADIUS)
        area = self.read("near", lambda word: parse_near(word, radius, country, lookup))
        self.understood += (area.description,) if area and area.description else ()
        return area.near if area else None

    def city(self, country: str | None, find_city: FindCity) -> tuple[str, ...]:
        name = self.typed.get("city")
        if name is None:
            return ()
        places = find_city(name, country)
        if places.description:
            hint = " (a country chooses)" if places.in_many_countries else ""
            self.understood += (places.description + hint,)
        return places.ids

    def day(self, name: str) -> Any:
        return self.read(name, lambda word: parse_day(word, self.today))


def read_form(
    fields: Mapping[str, str], today: date, lookup: Lookup, find_city: FindCity = _no_places
) -> SearchForm:
    """Parse the fields of an address; invalid ones are left out and reported as problems.

    Args:
        fields: values by name of the field.
        today: the day that words such as ``yesterday`` refer to.
        lookup: returns the places that a name in the field ``near`` may refer to.
        find_city: returns the places that a name in the field ``city`` stands for.
    """
    typed = {
        name: value[: MAX_POLYGON_CHARACTERS if name == "polygon" else MAX_CHARACTERS]
        for name in FIELDS
        if (value := fields.get(name, "").strip())
    }
    reader = _Reader(typed, today)
    changes = _changes(reader, lookup, find_city)
    # A date field shows only whole dates, not '7d'.
    dates = {name: str(changes[name]) for name in ("since", "until") if changes[name]}
    reader.problems += _unknown(fields)
    query = _after(fields.get("after", ""), _query(changes, reader.problems), reader.problems)
    return SearchForm(query, typed | dates, tuple(reader.problems), reader.understood)


def _changes(reader: _Reader, lookup: Lookup, find_city: FindCity) -> dict[str, Any]:
    """Return the values of a query that the fields set."""
    status = reader.read("status", lambda word: parse_status([word]))
    country = reader.read("country", parse_country)
    changes = {
        "text": reader.read("text", parse_words),
        "city": reader.typed.get("city"),
        "city_ids": reader.city(country, find_city),
        "country": country,
        "near": reader.near(country, lookup),
        "box": reader.read("box", parse_box),
        "polygon": reader.read("polygon", parse_polygon) or (),
        "precision": reader.read("precision", _precision),
        "outlet": reader.typed.get("outlet"),
        "event_type": reader.read("type", parse_event_type),
        "since": reader.day("since"),
        "until": reader.day("until"),
        "min_killed": reader.read("killed", _number),
        "min_independent": reader.read("independent", _number) or None,
        "order": reader.read("sort", _order) or "relevance",
        "current_only": "all" not in reader.typed,
        "limit": PAGE_SIZE,
    }
    return changes if status is None else changes | {"status": status}


def _query(changes: Mapping[str, Any], problems: list[str]) -> EventQuery:
    try:
        return EventQuery(**changes)
    except UsageError as error:
        problems.append(str(error))
        return EventQuery(limit=PAGE_SIZE)


def _after(word: str, query: EventQuery, problems: list[str]) -> EventQuery:
    if not word:
        return query
    try:
        return query.model_copy(update={"search_after": read_cursor(word, query)})
    except UsageError:
        problems.append("the page in this address does not exist; this is the first one")
        return query


def _unknown(fields: Mapping[str, str]) -> list[str]:
    unknown = [name for name in fields if name not in (*FIELDS, "after")]
    return [
        f"there is no filter {name[:MAX_NAME_CHARACTERS]!r}; did you mean {close[0]}?"
        for name in unknown
        if (close := nearest(name, FIELDS, 1) or ["text"])
    ]


def _number(word: str) -> int:
    if not word.isascii() or not word.isdigit() or len(word) > MAX_DIGITS:
        msg = f"{word!r} is not a number of persons or outlets"
        raise UsageError(msg)
    return int(word)


def _order(word: str) -> str:
    if word not in ORDERS:
        msg = f"unknown order {word!r}; there are: {', '.join(ORDERS)}"
        raise UsageError(msg)
    return word


def parse_box(word: str) -> Box:
    """Return the rectangle of "west,south,east,north" in degrees.

    Raises:
        UsageError: if it is none.
    """
    numbers = _degrees(word)
    if len(numbers) != 4 or not _on_earth([(numbers[0], numbers[1]), (numbers[2], numbers[3])]):
        msg = f"{word!r} is no rectangle: write west,south,east,north in degrees"
        raise UsageError(msg)
    west, south, east, north = numbers
    return Box(west=west, south=south, east=east, north=north)


def parse_polygon(word: str) -> tuple[Corner, ...]:
    """Return the corners of "lon,lat,lon,lat,lon,lat" and so on, at least three.

    Raises:
        UsageError: if it is no area.
    """
    numbers = _degrees(word)
    corners = tuple(zip(numbers[::2], numbers[1::2], strict=False))
    if len(numbers) % 2 or len(set(corners)) < 3 or not _on_earth(corners):
        msg = "the area in this address is no polygon of longitudes and latitudes"
        raise UsageError(msg)
    return corners


def _degrees(word: str) -> list[float]:
    try:
        return [float(number) for number in word.split(",")]
    except ValueError:
        return []


def _on_earth(corners: Sequence[Corner]) -> bool:
    return all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in corners)


def _precision(word: str) -> int:
    if word not in set("1234567"):
        msg = f"{word!r} is no precision of a place: they are 1 (exact) to 7 (at sea)"
        raise UsageError(msg)
    return int(word)
