"""An entry of the gazetteer, and how far it reaches."""

from math import asin, cos, radians, sin, sqrt
from typing import Literal, NamedTuple

NameKind = Literal["main", "alternate", "abbreviation", "demonym", "sound"]

KM_PER_DEGREE = 111.2
"""Length of a degree of latitude."""
EARTH_RADIUS_KM = 6371.0
"""Mean radius of the Earth (IUGG)."""


class Entry(NamedTuple):
    """One place of the gazetteer; coordinates are WGS84 degrees, the radius is in km."""

    id: str
    name: str
    feature_class: str
    country: str | None
    iso3: str | None
    admin1_code: str | None
    admin1: str | None
    admin2: str | None
    city_id: str | None
    city: str | None
    population: int
    lat: float
    lon: float
    radius_km: float


class Match(NamedTuple):
    """An entry and the kind of name by which it was found."""

    entry: Entry
    kind: NameKind
    feature_class: str | None = None
    part: str | None = None


def distance_km(one: Entry, other: Entry) -> float:
    """Return the great-circle distance between two entries in km (haversine)."""
    return between_km(one.lat, one.lon, other.lat, other.lon)


def between_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance in km between two points in degrees (haversine)."""
    north = sin(radians(other_lat - lat) / 2)
    east = sin(radians(other_lon - lon) / 2)
    half = north * north + cos(radians(lat)) * cos(radians(other_lat)) * east * east
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


_WIDE = ("country", "admin1", "region", "water")


def contains(outer: Entry, inner: Entry) -> bool:
    """Tell whether a place lies in another one: by codes where there are any, else by distance."""
    if outer.id == inner.id:
        return False
    if outer.feature_class == "country":
        return inner.country == outer.country and inner.feature_class != "country"
    if outer.feature_class == "admin1":
        return inner.admin1_code == outer.admin1_code and inner.feature_class != "admin1"
    if outer.feature_class == "admin2" and inner.admin2 is not None:
        return inner.admin2 == outer.name and inner.admin1_code == outer.admin1_code
    if outer.feature_class not in _WIDE and inner.feature_class in _WIDE:
        return False
    return inner.city_id == outer.id or distance_km(outer, inner) <= outer.radius_km
