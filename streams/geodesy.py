"""Distances on the Earth, taken as a sphere.

The true distance on the ellipsoid differs by up to 0.6 percent: less than any place is uncertain.
Every stage measures with this radius, so that two of them never disagree on what is near.
"""

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

EARTH_RADIUS_KM = 6371.0
"""Mean radius R1 of the IUGG in whole km (Moritz, Geodetic Reference System 1980, 2000)."""
KM_PER_DEGREE = 111.2
"""Length of a degree of latitude, rounded from the radius."""


class Point(Protocol):
    """What has coordinates, in degrees (WGS84).

    Gazetteer entries and the places of mentions are points, whatever else they hold.
    """

    @property
    def lat(self) -> float:
        """Latitude, -90 to 90."""
        ...

    @property
    def lon(self) -> float:
        """Longitude, -180 to 180."""
        ...


def distance_km(one: Point, other: Point) -> float:
    """Return the great-circle distance between two points in km."""
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance between two points in km, by the haversine formula.

    Args:
        lat: latitude of the first point in degrees.
        lon: longitude of the first point in degrees.
        other_lat: latitude of the second point.
        other_lon: longitude of the second point.
    """
    north = sin(radians(other_lat - lat) / 2)
    east = sin(radians(other_lon - lon) / 2)
    half = north * north + cos(radians(lat)) * cos(radians(other_lat)) * east * east
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def wrapped(lon: float) -> float:
    """Return a longitude, or a difference of two, in degrees from -180 up to 180."""
    return (lon + 180) % 360 - 180


def offset_km(origin: Point, other: Point) -> tuple[float, float]:
    """Return how far a point lies to the north and to the east of an origin, in km.

    The degrees are taken as straight lines, which holds within a country; the antimeridian is no
    border.
    """
    north = (other.lat - origin.lat) * KM_PER_DEGREE
    east = wrapped(other.lon - origin.lon) * KM_PER_DEGREE * cos(radians(origin.lat))
    return north, east
