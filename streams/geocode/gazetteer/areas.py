"""Where an area stands: at the point that a source gives, else in the middle of its towns.

The points are those of ``area_points.tsv``. The middle of towns is that of the hull around them,
so that neither people nor the many towns of one corner draw it there.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import cos, hypot, radians
from statistics import median

from streams.geocode.gazetteer.raw import RawPlace, read_table
from streams.geodesy import distance_km, wrapped

MOST_TOWNS = 0.9
"""Share of its towns that lie within the radius of an area."""
LEAST_AREA_KM = 10.0
"""Least radius of a division."""
STRAY = 6.0
"""A town so many times as far from the middle as half of the towns are belongs elsewhere."""
FEW_STRAYS = 0.1
"""More than this share of the towns, or than one, is no mistake but the thinly settled part."""
LEAST_STRAY_DEGREES = 0.05
"""No town nearer than this strays: about 5 km."""
_LINE = 1e-9
"""Square degrees below which towns lie on a line, which has no middle by area."""

Spot = tuple[float, float]
"""Degrees to the east and to the north of an origin, both as long as those of latitude."""


def area_of(place_id: str, name: str, feature_class: str, members: Sequence[RawPlace]) -> RawPlace:
    """Return an area at its point, with the radius that holds nine tenths of its towns."""
    given = reference_points().get(place_id)
    lat, lon = given if given is not None else middle_of(members)
    place = RawPlace(
        id=place_id,
        name=name,
        feature_class=feature_class,
        country=None,
        admin1=None,
        lat=round(lat, 4),
        lon=round(lon, 4),
        population=sum(town.population for town in members),
    )
    place.radius_km = max(LEAST_AREA_KM, radius_of(place, members))
    return place


def radius_of(place: RawPlace, members: Iterable[RawPlace]) -> float:
    """Return the distance in km within which nine tenths of the towns lie."""
    spread = sorted(distance_km(place, town) for town in members)
    return round(spread[int(len(spread) * MOST_TOWNS)], 1)


@lru_cache(maxsize=1)
def reference_points() -> dict[str, tuple[float, float]]:
    """Return latitude and longitude of areas by their id."""
    rows = read_table("area_points.tsv")
    return {row["id"]: (float(row["lat"]), float(row["lon"])) for row in rows}


def middle_of(towns: Sequence[RawPlace]) -> tuple[float, float]:
    """Return latitude and longitude of the middle of the hull around towns.

    Longitudes are counted from one of the towns, so that it holds across the date line (Fiji).
    """
    origin = towns[0].lon
    easts = [wrapped(town.lon - origin) for town in towns]
    lat, east = median(town.lat for town in towns), median(easts)
    narrow = cos(radians(lat))
    spots = [
        ((other - east) * narrow, town.lat - lat) for other, town in zip(easts, towns, strict=True)
    ]
    right, up = _centroid(_hull(_without_strays(spots)))
    return lat + up, wrapped(origin + east + right / narrow)


def _without_strays(spots: Sequence[Spot]) -> list[Spot]:
    reach = max(LEAST_STRAY_DEGREES, STRAY * median(hypot(*spot) for spot in spots))
    near = [spot for spot in spots if hypot(*spot) <= reach]
    strays = len(spots) - len(near)
    return near if strays <= max(1, FEW_STRAYS * len(spots)) else list(spots)


def _hull(spots: Iterable[Spot]) -> list[Spot]:
    """Return the corners of the convex hull, anticlockwise (Andrew's monotone chain)."""
    ordered = sorted(set(spots))
    return _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1] if len(ordered) > 1 else ordered


def _chain(ordered: Iterable[Spot]) -> list[Spot]:
    corners: list[Spot] = []
    for spot in ordered:
        while len(corners) > 1 and _turn(corners[-2], corners[-1], spot) <= 0:
            corners.pop()
        corners.append(spot)
    return corners


def _turn(first: Spot, second: Spot, third: Spot) -> float:
    (x, y), (x2, y2), (x3, y3) = first, second, third
    return (x2 - x) * (y3 - y) - (y2 - y) * (x3 - x)


def _centroid(corners: Sequence[Spot]) -> Spot:
    """Return the centroid of a polygon, or the mean of corners on a line."""
    edges = list(zip(corners, [*corners[1:], *corners[:1]], strict=True))
    crosses = [x * y2 - x2 * y for (x, y), (x2, y2) in edges]
    area = sum(crosses) / 2
    if area < _LINE:
        return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)
    pairs = list(zip(edges, crosses, strict=True))
    right = sum((x + x2) * cross for ((x, _), (x2, _)), cross in pairs)
    up = sum((y + y2) * cross for ((_, y), (_, y2)), cross in pairs)
    return right / (6 * area), up / (6 * area)
