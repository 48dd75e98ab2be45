"""The places of mentions: which there are, and how two of them lie to each other.

Whether two profiles are kept apart by their places is decided in ``score/guards.py``.
"""

from collections.abc import Iterable, Iterator

from schemas.mention import Mention
from schemas.place import Place
from streams.geodesy import distance_km

FINE_PRECISION = 2
"""Places up to this precision code are points; above it they are areas."""


def distinct_places(mentions: Iterable[Mention]) -> tuple[Place, ...]:
    """Return the places of mentions, each gazetteer entry once, as the last mention has it."""
    located = {m.place.gazetteer_id: m.place for m in mentions if m.place is not None}
    return tuple(located.values())


def names_of(places: Iterable[Place]) -> Iterator[str]:
    """Yield the names of places and of the cities and divisions that they lie in."""
    for place in places:
        for name in (place.name, place.name_as_written, place.city, place.admin1, place.admin2):
            if name:
                yield name


def is_fine(place: Place) -> bool:
    """Return whether a place is known as a point: an address, a district, a town."""
    return place.precision <= FINE_PRECISION


def contains(outer: Place, inner: Place) -> bool:
    """Return whether the gazetteer puts one place inside the other."""
    if outer.gazetteer_id == inner.gazetteer_id or outer.precision < inner.precision:
        return False
    if is_fine(outer):
        return inner.city_id == outer.gazetteer_id
    if outer.feature_class == "admin2":
        return outer.admin2 is not None and inner.admin2 == outer.admin2
    if outer.feature_class == "admin1":
        return outer.admin1_code is not None and inner.admin1_code == outer.admin1_code
    return outer.feature_class == "country" and inner.country == outer.country


def conflict(one: Place, other: Place, same_place_km: float) -> bool:
    """Return whether one event cannot have happened at both places.

    They conflict when both are of one class and precision but differ (two districts of a city), or
    when they lie further apart than their uncertainties together. A place never conflicts with
    one that contains it, nor with another gazetteer entry of itself (nearer than
    ``same_place_km``).
    """
    if one.gazetteer_id == other.gazetteer_id or contains(one, other) or contains(other, one):
        return False
    apart = distance_km(one, other)
    if apart <= same_place_km:
        return False
    alike = one.precision == other.precision and one.feature_class == other.feature_class
    return alike or apart > one.uncertainty_km + other.uncertainty_km
