"""A place at sea that is told by its distance from a port: "150 nautical miles off X"."""

import re
from collections.abc import Sequence
from math import asin, atan2, cos, degrees, radians, sin

from schemas import Place, Toponym
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.gazetteer.name_keys import key_of
from streams.geocode.place.placing import place_in_story
from streams.geocode.tables import WORDS, spelling
from streams.geodesy import EARTH_RADIUS_KM, distance_km, offset_km, wrapped

KM_PER_MILE = 1.609
KM_PER_NAUTICAL_MILE = 1.852
UNTOLD_KM = 50.0
"""Distance from the shore where the text has only words for it: "dozens of miles off"."""
LEAST_UNCERTAIN_KM = 20.0
"""Least uncertainty of a place at sea, however near to the shore."""
_NUMBER = re.compile(r"^\d[\d,.]*$")
_BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip


def at_sea(toponym: Toponym, port: Place, seas: Sequence[Entry]) -> Place | None:
    """Return the place at sea that a toponym's cue tells of; None where it tells of none.

    It lies in the sea that is nearest to the port, the told distance away: on the told bearing, or
    towards the middle of the sea. It is of no country.
    """
    words = (toponym.cue or "").split()
    if len(words) <= 1 or WORDS["units_of_distance"].isdisjoint(words) or not seas:
        return None
    sea = min(seas, key=lambda entry: (_gap(entry, port), entry.radius_km))
    km, bearing = _kilometres(words), _bearing(words)
    lat, lon = _destination(port, _towards(port, sea) if bearing is None else bearing, km)
    place = place_in_story(toponym.name, sea, port.confidence)
    uncertain = max(LEAST_UNCERTAIN_KM, km)
    return place.model_copy(
        update={"lat": round(lat, 4), "lon": round(lon, 4), "uncertainty_km": round(uncertain, 1)}
    )


def is_sea(entry: Entry) -> bool:
    """Return whether a water is a sea or a part of one, and no lake or river."""
    return not WORDS["sea_words"].isdisjoint(key_of(entry.name).split())


def _gap(sea: Entry, port: Place) -> float:
    return max(0.0, distance_km(sea, port) - sea.radius_km)


def _kilometres(words: Sequence[str]) -> float:
    numbers = [word for word in words if _NUMBER.match(word)]
    if not numbers:
        return UNTOLD_KM
    number = float(numbers[0].replace(",", "").rstrip("."))
    if not WORDS["nautical"].isdisjoint(words):
        return number * KM_PER_NAUTICAL_MILE
    return number * (KM_PER_MILE if not WORDS["miles"].isdisjoint(words) else 1.0)


def _bearing(words: Sequence[str]) -> float | None:
    compass = spelling().compass
    told = (compass.get(key_of(word)) for word in words)
    return next((_BEARINGS[side] for side in told if side in _BEARINGS), None)


def _towards(port: Place, sea: Entry) -> float:
    north, east = offset_km(port, sea)
    return degrees(atan2(east, north))


def _destination(origin: Place, bearing: float, km: float) -> tuple[float, float]:
    """Return the latitude and longitude reached from a place on a bearing in degrees."""
    angle, course = km / EARTH_RADIUS_KM, radians(bearing)
    lat = radians(origin.lat)
    north = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(course))
    east = atan2(sin(course) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(north))
    return degrees(north), wrapped(origin.lon + degrees(east))
