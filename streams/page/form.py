"""What the address asks for: the search form read into a query, and written back. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from streams.errors import UsageError
from streams.search.bodies import EventQuery
from streams.search.options import parse_country, parse_day, parse_event_type, parse_status

PAGE_SIZE = 50
MAX_CHARACTERS = 300
"""Longest value of a field that is read."""

FIELDS = ("text", "city", "country", "type", "since", "until", "status", "all")
NAMES = {
    "text": "the words",
    "city": "the place",
    "country": "the country",
    "event_type": "the type",
    "since": "the first day",
    "until": "the last day",
    "status": "the status",
    "current_only": "leaving out what is denied, feared or history",
}
"""What the filters of a query are called in the form."""


@dataclass(frozen=True)
class Asked:
    """The query, the fields as typed, and what of them could not be read."""

    query: EventQuery
    typed: dict[str, str]
    problems: tuple[str, ...] = ()

    def address(self, path: str = "/", **changes: str) -> str:
        """Return the address of the same search, with some fields changed."""
        fields = {name: value for name, value in (self.typed | changes).items() if value}
        return f"{path}?{urlencode(fields)}" if fields else path


@dataclass
class _Reader:
    """Reads fields; a field that cannot be read is left out and its problem kept."""

    typed: dict[str, str]
    today: date
    problems: list[str] = field(default_factory=list)

    def read(self, name: str, parse: Any) -> Any:
        value = self.typed.get(name)
        if value is None:
            return None
        try:
            return parse(value)
        except UsageError as error:
            self.problems.append(str(error))
            return None

    def day(self, name: str) -> Any:
        return self.read(name, lambda word: parse_day(word, self.today))


def read_form(fields: Mapping[str, str], today: date) -> Asked:
    """Read the fields of an address; those that are wrong are told and left out."""
    typed = {
        name: value[:MAX_CHARACTERS] for name in FIELDS if (value := fields.get(name, "").strip())
    }
    reader = _Reader(typed, today)
    everything = "all" in typed
    status = reader.read("status", lambda word: parse_status([word]))
    changes = {
        "text": typed.get("text"),
        "city": typed.get("city"),
        "country": reader.read("country", parse_country),
        "event_type": reader.read("type", parse_event_type),
        "since": reader.day("since"),
        "until": reader.day("until"),
        "search_after": _after(fields.get("after", ""), reader.problems),
        "current_only": not everything,
        "limit": PAGE_SIZE,
    }
    if status is not None:
        changes["status"] = status
    # A date field shows only whole dates, not '7d'.
    dates = {name: str(changes[name]) for name in ("since", "until") if changes[name]}
    return Asked(EventQuery(**changes), typed | dates, tuple(reader.problems))


def write_after(values: tuple[Any, ...]) -> str:
    """Return where a page ended, for the address of the next one."""
    return json.dumps(values, separators=(",", ":"))


def _after(text: str, problems: list[str]) -> tuple[Any, ...]:
    if not text:
        return ()
    try:
        values = json.loads(text[:MAX_CHARACTERS])
    except ValueError:
        values = None
    plain = isinstance(values, list) and all(isinstance(v, str | int | float) for v in values)
    if not plain or len(values) not in (3, 4):
        problems.append("this address names no page of a search: here is the first one")
        return ()
    return tuple(values)
