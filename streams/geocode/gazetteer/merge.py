"""Puts all sources into one list: one entry per place, most important first."""

from streams.geocode.gazetteer.name_keys import bare_key, key_of
from streams.geocode.gazetteer.raw import RawPlace
from streams.geocode.gazetteer.sources import Cities
from streams.geodesy import great_circle_km

SAME_KM = 6.0
"""A town of GeoNames this near to a district of the same name is that district."""
FAMOUS = 30_000
"""People that a place of the supplement counts as at least: it is there for being in the news."""
_CLASS_RANK = {"country": 0, "region": 1, "admin1": 2}


def merge(cities: Cities, others: list[RawPlace]) -> list[RawPlace]:
    """Return all places by importance; a district takes the place of its GeoNames double."""
    districts = [place for place in others if place.feature_class == "district"]
    doubles = _doubles(cities, districts)
    kept = [city for city_id, city in cities.items() if city_id not in doubles]
    return sorted([*others, *kept], key=_importance)


def _importance(place: RawPlace) -> tuple[int, int, str]:
    rank = _CLASS_RANK.get(place.feature_class, 3)
    own = place.feature_class in ("district", "crossing", "facility", "water")
    return rank, -max(place.population, FAMOUS if own else 0), place.id


def _doubles(cities: Cities, districts: list[RawPlace]) -> set[str]:
    by_key: dict[str, list[RawPlace]] = {}
    for district in districts:
        for key in _keys(district):
            by_key.setdefault(key, []).append(district)
    doubles = set()
    for city in cities.values():
        for key in _keys(city) & by_key.keys():
            for district in by_key[key]:
                if _same(city, district):
                    doubles.add(city.id)
                    district.population = max(district.population, city.population)
    return doubles


def _same(city: RawPlace, district: RawPlace) -> bool:
    if city.id == district.city_id or city.country != district.country:
        return False
    return great_circle_km(city.lat, city.lon, district.lat, district.lon) <= SAME_KM


def _keys(place: RawPlace) -> set[str]:
    return {bare_key(key_of(name)) for name, _ in place.names}
