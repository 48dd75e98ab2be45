"""An entry of the gazetteer, the name by which it was found, and what lies in it."""

from typing import Literal, NamedTuple

from streams.geodesy import distance_km

NameKind = Literal["main", "alternate", "abbreviation", "demonym", "sound"]
"""How a name fits an entry: as its usual name, another one, "Fla.", "Floridian", or by sound."""
_WIDE = ("country", "admin1", "region", "water")


class Entry(NamedTuple):
    """One place of the gazetteer; coordinates are WGS84 degrees, the radius is in km.

    ``id`` is such as "geonames:170654" or "admin2:US.KS.161". ``country`` and ``iso3`` are ISO 3166
    codes, ``admin1_code`` is "US.KS". ``city_id`` is the city that a district or facility lies in.
    """

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
    """An entry and the kind of name by which it was found.

    ``feature_class`` is what words of the name say it is ("Homs province"), ``part`` the compass
    word that was left out ("northern Aleppo").
    """

    entry: Entry
    kind: NameKind
    feature_class: str | None = None
    part: str | None = None


def contains(outer: Entry, inner: Entry) -> bool:
    """Return whether a place lies in another: by codes where there are any, else by distance."""
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
