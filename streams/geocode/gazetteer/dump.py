"""Adds GeoNames dumps and Who's On First extracts to a gazetteer, streamed to save memory."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from streams.geocode.gazetteer.dump_rows import Kind, LeftOut, PlaceFields, Row, kind_of, read_rows
from streams.geocode.gazetteer.name_keys import bare_key, is_latin, key_of, sound_of, without_class
from streams.geocode.gazetteer.raw import read_table
from streams.geocode.gazetteer.sources import (
    NO_DIVISION,
    SECTION_RADIUS_KM,
    can_be_looked_up,
    city_radius_km,
)
from streams.geocode.gazetteer.wof_areas import Town, WofAreas
from streams.geocode.gazetteer.wof_rows import (
    CLASSES,
    WofRow,
    is_extract,
    read_extract,
    written_names,
)
from streams.geodesy import distance_km

Report = Callable[[str], None]
ORDER: tuple[Kind, ...] = ("divisions", "places", "wof", "names")
"""Names come last: they speak of places by id."""
MAIN, ALTERNATE = 0, 1
"""Kinds of name, as in the table ``name``."""
NOT_NAMES = frozenset(
    {"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "phon", "piny", "abbr"}
)
"""Pseudo-languages of alternate names that are codes or links (GeoNames readme.txt)."""
HOST_PEOPLE = 60_000
"""People of the smallest city that a section is given to."""
REACH_KM = 20.0
"""No section of a city lies further from its middle, but in the very largest."""
_LARGE = (
    "SELECT id, name, lat, lon FROM entry WHERE class = 'city' AND admin1 = ? AND population >= ?"
)
WOF_RADIUS_KM = {"admin2": 20.0, "district": SECTION_RADIUS_KM, "facility": 1.0}
"""Radius of the records of Who's On First that are no towns."""
MOST_LATITUDE = 90
MOST_LONGITUDE = 180
_EVERY = 200_000
"""Rows between two reports of progress."""


def order_dumps(paths: Iterable[Path]) -> list[tuple[Path, Kind]]:
    """Return the files with what they hold, in the order in which they are read.

    Raises:
        ConfigurationError: if one is missing, or neither a GeoNames dump nor an extract.
    """
    known: list[tuple[Path, Kind]] = [
        (path, "wof" if is_extract(path) else kind_of(path)) for path in paths
    ]
    return sorted(known, key=lambda item: ORDER.index(item[1]))


def fingerprint_dumps(paths: Iterable[Path]) -> str:
    """Return 12 hex digits that change with the contents of the files, in whatever order."""
    digests = []
    for path in paths:
        with path.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    return hashlib.sha256(" ".join(sorted(digests)).encode()).hexdigest()[:12]


def add_dumps(
    base: sqlite3.Connection, dumps: Sequence[tuple[Path, Kind]], report: Report
) -> LeftOut:
    """Add the rows of dump files to a gazetteer that is being built; return what was left out."""
    left_out = LeftOut()
    adder = _Adder(base, left_out)
    add = {"divisions": adder.division, "places": adder.place, "names": adder.name}
    for path, kind in dumps:
        report(f"Reading {path.name}")
        if kind == "wof":
            adder.extract(path)
        else:
            for number, row in enumerate(read_rows(path, kind, left_out), 1):
                add[kind](row)
                if number % _EVERY == 0:
                    report(f"Reading {path.name}: {number:,} rows")
        adder.flush()
    adder.finish()
    return left_out


class City(NamedTuple):
    """A large city that sections may belong to."""

    id: str
    name: str
    lat: float
    lon: float


class DumpEntry(NamedTuple):
    """The columns of the table ``entry`` after the rank."""

    id: str
    name: str
    feature_class: str
    country: str | None
    admin1: str | None
    admin2: str | None
    city_id: str | None
    city: str | None
    population: int
    lat: float
    lon: float
    radius_km: float


_INSERT = f"INSERT INTO entry VALUES (?,{','.join('?' * len(DumpEntry._fields))})"  # noqa: S608


class _Adder:
    """Puts rows into the tables; names wait in a table on disk, to be sorted in at the end."""

    def __init__(self, base: sqlite3.Connection, left_out: LeftOut) -> None:
        self._base = base
        self._left_out = left_out
        self._classes = {
            row["code"]: (row["class"], row["radius_km"]) for row in read_table("feature_codes.tsv")
        }
        self._first = self._next = base.execute("SELECT max(rank) + 1 FROM entry").fetchone()[0]
        base.commit()
        base.execute("ATTACH '' AS stage")
        base.execute("CREATE TABLE stage.name (key TEXT, rank INTEGER, kind INTEGER)")
        base.execute("CREATE TABLE stage.sound (sound TEXT, rank INTEGER)")
        self._cities: dict[str | None, list[City]] = {}
        self._sounding = {row[0] for row in base.execute("SELECT iso2 FROM country WHERE sounds")}

    def flush(self) -> None:
        """End the transaction, so that its journal does not grow with the dump."""
        self._base.commit()

    def division(self, row: Row) -> None:
        """Take the name of a first-level division that the gazetteer lacks."""
        code, name, ascii_name, _ = row.fields
        country, dot, first = code.partition(".")
        if not (country and dot and first) or not name:
            return self._left_out.reject(row.where, "no code of a division")
        if "." in first:
            self._left_out.expected["second-level codes"] += 1
            return None
        shown = name if is_latin(name) else ascii_name
        self._base.execute("INSERT OR IGNORE INTO admin1 VALUES (?, ?)", (code, shown))
        return None

    def place(self, row: Row) -> None:
        """Take a place, if its kind is one that news speak of and it is not there yet."""
        fields = PlaceFields._make(row.fields)
        code = f"{fields.feature_class}.{fields.feature_code}"
        if code not in self._classes:
            self._left_out.expected[f"class {fields.feature_class or '-'}"] += 1
            return
        try:
            entry = _entry(fields, *self._classes[code])
        except ValueError as error:
            self._left_out.reject(row.where, str(error))
            return
        known = self._rank_of(entry.id)
        if known is None:
            self._insert(entry, fields)
        elif known >= self._first:
            self._left_out.reject(row.where, "duplicate id")
        else:
            self._left_out.expected["already known"] += 1

    def name(self, row: Row) -> None:
        """Take another name of a place that is there."""
        place, language, written = row.fields[1:4]
        if not place.isdigit():
            return self._left_out.reject(row.where, "no id of a place")
        rank = self._rank_of(f"geonames:{place}")
        if rank is None:
            self._left_out.expected["names of other places"] += 1
        elif language in NOT_NAMES or not can_be_looked_up(written):
            self._left_out.expected["codes, links, other scripts"] += 1
        else:
            self._stage(rank, [(written, ALTERNATE)], None)
        return None

    def extract(self, path: Path) -> None:
        """Take the places of a Who's On First extract that are not there yet."""
        query = "SELECT id, country, admin1, lat, lon FROM entry WHERE class = 'city'"
        towns = {row[0]: Town._make(row[1:]) for row in self._base.execute(query)}
        areas = WofAreas(read_extract(path, LeftOut()), towns)
        for row in read_extract(path, self._left_out):
            if row.placetype not in CLASSES:
                self._left_out.expected[f"placetype {row.placetype}"] += 1
                continue
            names, entry_id = written_names(row), f"wof:{row.id}"
            if not names:
                self._left_out.expected["names that nobody looks up"] += 1
            elif self._is_known(entry_id) or self._is_known(f"geonames:{row.geonames}"):
                self._left_out.expected["already known"] += 1
            else:
                entry = _wof_entry(row, names[0], areas)
                self._put(entry, [(name, MAIN) for name in names])

    def finish(self) -> None:
        """Sort the names in."""
        for table, columns in (("name", "key, rank, kind"), ("sound", "sound, rank")):
            self._base.execute(
                f"INSERT OR IGNORE INTO main.{table}"  # noqa: S608
                f" SELECT {columns} FROM stage.{table} ORDER BY {columns}"
            )
        self._base.commit()
        self._base.execute("DETACH stage")

    def _insert(self, entry: DumpEntry, fields: PlaceFields) -> None:
        main = [fields.name, fields.asciiname]
        if entry.feature_class == "admin2":
            main += [without_class(name) for name in main]
        others = [name for name in fields.alternatenames.split(",") if can_be_looked_up(name)]
        written = [(name, MAIN) for name in main if is_latin(name)]
        self._put(entry, written + [(name, ALTERNATE) for name in others])

    def _put(self, entry: DumpEntry, written: list[tuple[str, int]]) -> None:
        rank, self._next = self._next, self._next + 1
        self._base.execute(_INSERT, (rank, *entry))
        if entry.feature_class == "district":
            self._give_city(rank, entry)
        self._stage(rank, written, None if entry.feature_class == "admin2" else entry.country)

    def _give_city(self, rank: int, entry: DumpEntry) -> None:
        """Let a section of a city belong to the nearest large city of its division in reach."""
        division = entry.admin1
        if division not in self._cities:
            rows = self._base.execute(_LARGE, (division, HOST_PEOPLE))
            self._cities[division] = [City._make(row) for row in rows]
        near = [(distance_km(entry, city), city) for city in self._cities[division]]
        gap, city = min(near, default=(REACH_KM, None))
        if city is not None and gap <= REACH_KM:
            update = "UPDATE entry SET city_id = ?, city = ? WHERE rank = ?"
            self._base.execute(update, (city.id, city.name, rank))

    def _stage(self, rank: int, written: list[tuple[str, int]], country: str | None) -> None:
        keys: dict[str, int] = {}
        for name, kind in written:
            for key in (key_of(name), bare_key(key_of(name))):
                keys.setdefault(key, kind)
        rows = [(key, rank, kind) for key, kind in keys.items() if key]
        self._base.executemany("INSERT INTO stage.name VALUES (?, ?, ?)", rows)
        if country in self._sounding:
            sounds = {sound for key, _, _ in rows if (sound := sound_of(key))}
            self._base.executemany(
                "INSERT INTO stage.sound VALUES (?, ?)", [(sound, rank) for sound in sounds]
            )

    def _is_known(self, entry_id: str) -> bool:
        return self._rank_of(entry_id) is not None

    def _rank_of(self, entry_id: str) -> int | None:
        found = self._base.execute("SELECT rank FROM entry WHERE id = ?", (entry_id,)).fetchone()
        return found[0] if found else None


def _entry(fields: PlaceFields, feature_class: str, radius: str) -> DumpEntry:
    """Return the entry of a row.

    Raises:
        ValueError: with the reason, if a field is wrong.
    """
    number, country, division = fields.geonameid, fields.country_code, fields.admin1_code
    if not number.isdigit() or not (fields.name or fields.asciiname):
        msg = "no id or no name"
        raise ValueError(msg)
    lat, lon = _degrees(fields.latitude, MOST_LATITUDE), _degrees(fields.longitude, MOST_LONGITUDE)
    people = _people(fields.population)
    entry_id = f"geonames:{number}"
    if feature_class == "admin2":
        entry_id = f"admin2:{country}.{division}.{fields.admin2_code}"
    return DumpEntry(
        id=entry_id,
        name=fields.name if is_latin(fields.name) else fields.asciiname,
        feature_class=feature_class,
        country=country or None,
        admin1=f"{country}.{division}" if division not in NO_DIVISION else None,
        admin2=None,
        city_id=None,
        city=None,
        population=people,
        lat=lat,
        lon=lon,
        radius_km=float(radius) if radius else city_radius_km(people),
    )


def _wof_entry(row: WofRow, name: str, areas: WofAreas) -> DumpEntry:
    feature_class = CLASSES[row.placetype]
    return DumpEntry(
        id=f"wof:{row.id}",
        name=name,
        feature_class=feature_class,
        country=areas.country,
        admin1=areas.admin1_of(row),
        admin2=None,
        city_id=None,
        city=None,
        population=row.population,
        lat=row.lat,
        lon=row.lon,
        radius_km=WOF_RADIUS_KM.get(feature_class) or city_radius_km(row.population),
    )


def _degrees(text: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = most + 1
    if not -most <= value <= most:
        msg = "coordinates out of range"
        raise ValueError(msg)
    return value


def _people(text: str) -> int:
    if not text:
        return 0
    if not text.isdigit():
        msg = "population is not a number"
        raise ValueError(msg)
    return int(text)
