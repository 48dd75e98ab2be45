"""Where a page of a search ended, as one word for a command or an address. Pure."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from streams.errors import UsageError
from streams.search.bodies import sorting
from streams.search.event_query import EventQuery

MAX_CHARACTERS = 1000


def write_cursor(values: Sequence[Any]) -> str:
    """Return where a page ended, as letters and digits."""
    packed = json.dumps(list(values), separators=(",", ":")).encode()
    return urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(word: str, query: EventQuery) -> tuple[Any, ...]:
    """Return the values that a page of the query ended with.

    Raises:
        UsageError: if the word is none, or of a search in another order.
    """
    values = _values(word)
    if len(values) != len(sorting(query)):
        msg = "this names no page of this search: repeat it without, and in the same order"
        raise UsageError(msg)
    return values


def _values(word: str) -> tuple[Any, ...]:
    try:
        values = json.loads(urlsafe_b64decode(word[:MAX_CHARACTERS] + "==="))
    except (ValueError, RecursionError):
        return ()
    plain = isinstance(values, list) and all(isinstance(v, str | int | float) for v in values)
    return tuple(values) if plain else ()
