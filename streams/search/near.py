"""The search area: coordinates or a place name, and a radius."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.errors import UsageError
from streams.geocode.gazetteer.entry import Entry
from streams.search.event_query import Near
from streams.search.words import country_name

DEFAULT_RADIUS = "25km"
KILOMETRES = {"km": 1.0, "": 1.0, "m": 0.001, "mi": 1.609344}
AREAS = ("country", "admin1", "admin2", "region", "water")
"""Feature classes of areas, which are too large to search around their centre."""

NAMED_OTHERS = 3
"""Maximum number of other places of the same name to list."""
MAX_RADIUS_KM = 20_000
"""Half of the circumference of the Earth, rounded."""
_NUMBER = r"[+-]?\d{1,3}(?:\.\d+)?"
_POINT = re.compile(rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*")
_RADIUS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(km|m|mi|)\s*")

Lookup = Callable[[str], Sequence[Entry]]


@dataclass(frozen=True)
class SearchArea:
    """A circle and, if it is around a named place, a description of that place."""

    near: Near
    description: str | None = None
    """Such as ``near Homs, Syria (34.7000,36.7000)``; None for coordinates."""


def parse_near(where: str, radius: str, country: str | None, lookup: Lookup) -> SearchArea:
    """Return the circle around coordinates ("36.2,37.16") or a place of the gazetteer.

    If several places have the name, the one that the gazetteer ranks first is taken, within the
    country (ISO 3166-1 alpha-2) if one is given.

    Raises:
        UsageError: if the place or the radius is invalid; the message shows the format.
    """
    radius_km = parse_radius(radius)
    point = _POINT.fullmatch(where)
    if point is not None:
        return SearchArea(_circle(float(point[1]), float(point[2]), radius_km))
    entries = [e for e in lookup(where) if country in (None, e.country)]
    towns = [entry for entry in entries if entry.feature_class not in AREAS]
    if not towns:
        raise UsageError(_unknown(where, entries, country))
    others = ", ".join(_name(entry) for entry in towns[1 : 1 + NAMED_OTHERS])
    first = towns[0]
    chosen = f"near {_name(first)} ({first.lat:.4f},{first.lon:.4f})"
    more = f"; also {others}: add --country, or give the coordinates" if others else ""
    return SearchArea(_circle(first.lat, first.lon, radius_km), chosen + more)


def parse_radius(word: str) -> float:
    """Return kilometres: "25km", "25", "800m", "10mi".

    Raises:
        UsageError: if it is not a distance.
    """
    match = _RADIUS.fullmatch(word.lower())
    kilometres = float(match[1]) * KILOMETRES[match[2]] if match else 0.0
    if not 0 < kilometres <= MAX_RADIUS_KM:
        msg = f"invalid radius {word!r}: write 25km, 800m or 10mi, at most {MAX_RADIUS_KM}km"
        raise UsageError(msg)
    return kilometres


def _circle(lat: float, lon: float, radius_km: float) -> Near:
    if abs(lat) > 90 or abs(lon) > 180:
        msg = f"invalid point {lat:g},{lon:g}: latitude comes first, from -90 to 90, then longitude"
        raise UsageError(msg)
    return Near(lat=lat, lon=lon, radius_km=radius_km)


def _unknown(where: str, areas: Sequence[Entry], country: str | None) -> str:
    if areas:
        return (
            f"{where!r} is an area ({areas[0].feature_class}), too large for --near: "
            "use --country or --city, or give coordinates: --near 36.2,37.16"
        )
    inside = f" in {country}" if country else ""
    return (
        f"the gazetteer has no place {where!r}{inside}: check the spelling, or give coordinates: "
        "--near 36.2,37.16"
    )


def _name(entry: Entry) -> str:
    country = country_name(entry.country) if entry.country else None
    parts = [entry.name, entry.admin1, country]
    return ", ".join(dict.fromkeys(part for part in parts if part))
