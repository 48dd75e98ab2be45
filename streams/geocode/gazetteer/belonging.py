"""What a town belongs to: its second-level division, and the city that it is a section of."""

from collections.abc import Iterator

from streams.geocode.gazetteer.name_keys import without_class
from streams.geocode.gazetteer.raw import RawPlace, read_table
from streams.geocode.gazetteer.sources import Cities, area_of

WIDEST_KM = 60.0
"""A second-level division wider than this has towns that belong elsewhere; it is cut to it."""
SECTION_RADIUS_KM = 2.0


def read_second_divisions(cities: Cities) -> Iterator[RawPlace]:
    """Yield second-level divisions, each placed by its towns, which learn its name."""
    for row in read_table("admin2.tsv"):
        members = [cities[town] for town in _ids(row["towns"]) if town in cities]
        if not members:
            continue
        place = area_of(f"admin2:{row['code']}", row["name"], "admin2", members)
        country, first, _ = row["code"].split(".", 2)
        place.country, place.admin1 = country, f"{country}.{first}"
        place.radius_km = min(WIDEST_KM, place.radius_km)
        place.names = [(name, "main") for name in _spellings(row["name"])]
        for town in members:
            town.admin2 = row["name"]
        yield place


def mark_sections(cities: Cities) -> None:
    """Make towns that are sections of a city districts of it."""
    for row in read_table("city_sections.tsv"):
        city = cities.get(f"geonames:{row['city']}")
        for section in _ids(row["sections"]) if city else ():
            place = cities.get(section)
            if city is None or place is None:
                continue
            place.feature_class, place.radius_km = "district", SECTION_RADIUS_KM
            place.city_id, place.city = city.id, city.name


def _ids(field: str) -> list[str]:
    return [f"geonames:{number}" for number in field.split()]


def _spellings(name: str) -> list[str]:
    """Return a division's name, and the name without the word that says what it is."""
    return list(dict.fromkeys([name, without_class(name)]))
