"""Regions such as "northern Syria": the part of a country's cities on one side of its middle.

The middle is that of the people, not the country's own point: "western Canada" begins far to the
east of the middle of its land.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import log10
from typing import NamedTuple

from streams.geocode.gazetteer.areas import MOST_TOWNS
from streams.geocode.gazetteer.name_keys import compass_words
from streams.geocode.gazetteer.raw import RawPlace
from streams.geocode.gazetteer.sources import Cities
from streams.geodesy import great_circle_km, offset_km, wrapped

LEAST_CITIES = 8
"""Fewer cities than this do not tell where a part of the country is."""
LEAST_RADIUS_KM = 60.0
"""Nobody writes of the north of a smaller country as of a place."""
_SIDES = {
    "north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1),
    "northeast": (1, 1), "northwest": (1, -1), "southeast": (-1, 1), "southwest": (-1, -1),
    "central": (0, 0),
}  # fmt: skip
_CORE = 0.5
"""The middle of a country is what lies within this share of its radius."""
_EDGE = 0.25
"""A side of a country is what lies further from its middle than this share of its radius."""
LEAST_REGION_KM = 30.0
"""Least radius of such a region."""
_LEAST_WEIGHT = 10
"""People added to every town, so that one without a known population has the weight 1."""


class _Middle(NamedTuple):
    """The middle of a country's people, in degrees."""

    lat: float
    lon: float


def compass_regions(countries: Iterable[RawPlace], cities: Cities) -> Iterator[RawPlace]:
    """Yield the parts of each larger country, each a region with its middle and its radius."""
    members: dict[str | None, list[RawPlace]] = {}
    for city in cities.values():
        members.setdefault(city.country, []).append(city)
    for country in countries:
        if country.radius_km >= LEAST_RADIUS_KM:
            towns = members[country.country]
            middle = _middle_of_people(towns)
            for side in _SIDES:
                chosen = [town for town in towns if _lies(town, middle, country.radius_km, side)]
                if len(chosen) >= LEAST_CITIES:
                    yield _region(country, side, chosen)


def _middle_of_people(towns: Sequence[RawPlace]) -> _Middle:
    """Return the middle of towns, weighted by the logarithm of their people.

    Longitudes are counted from the largest, so that it holds across the date line.
    """
    weights = [log10(town.population + _LEAST_WEIGHT) for town in towns]
    pairs = list(zip(towns, weights, strict=True))
    total = sum(weights)
    origin = max(pairs, key=lambda pair: pair[1])[0].lon
    lat = sum(town.lat * weight for town, weight in pairs) / total
    east = sum(wrapped(town.lon - origin) * weight for town, weight in pairs) / total
    return _Middle(lat, wrapped(origin + east))


def _lies(city: RawPlace, middle: _Middle, radius_km: float, side: str) -> bool:
    """Return whether a city lies on a side: beyond a quarter of the radius in that direction."""
    north, east = offset_km(middle, city)
    edge = radius_km * _EDGE
    up, right = _SIDES[side]
    if (up, right) == (0, 0):
        return max(abs(north), abs(east)) <= radius_km * _CORE
    return (not up or up * north > edge) and (not right or right * east > edge)


def _region(country: RawPlace, side: str, cities: list[RawPlace]) -> RawPlace:
    lat = sum(city.lat for city in cities) / len(cities)
    lon = sum(city.lon for city in cities) / len(cities)
    spread = sorted(great_circle_km(lat, lon, city.lat, city.lon) for city in cities)
    words = compass_words(side)
    name = f"{words[0]} {country.name}"
    usual = [written for written, kind in country.names if kind in ("main", "abbreviation")]
    return RawPlace(
        id=f"region:{country.country}-{side}",
        name=name,
        feature_class="region",
        country=country.country,
        admin1=None,
        lat=round(lat, 4),
        lon=round(lon, 4),
        population=sum(city.population for city in cities),
        radius_km=round(max(LEAST_REGION_KM, spread[int(len(spread) * MOST_TOWNS)]), 1),
        names=[(f"{word} {written}", "main") for written in usual for word in words],
    )
