"""Rows of Who's On First extracts, and which of their names English newspapers would write.

An extract is a tab-separated file of one country: id, name, placetype, latitude, longitude,
population, GeoNames id, id of the parent, ISO or HASC code, names separated by ``|``.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from streams.errors import ConfigurationError
from streams.geocode.gazetteer.dump_rows import LONGEST_ROW, LeftOut
from streams.geocode.gazetteer.name_keys import (
    bare_key,
    is_latin,
    key_of,
    sound_of,
    without_class,
)
from streams.geocode.gazetteer.raw import split_names
from streams.geocode.gazetteer.sources import can_be_looked_up

WIDTH = 10
"""Fields of a row."""
CLASSES = {
    "county": "admin2",
    "locality": "city",
    "localadmin": "city",
    "neighbourhood": "district",
    "campus": "facility",
}
"""Placetypes that become places of their own, and their classes."""
AREAS = ("region", "county")
"""Placetypes that other rows lie in."""
PLACETYPES = frozenset({*CLASSES, *AREAS, "country"})
SHORTEST_NAME = 4
"""Letters of the shortest name that is taken; shorter ones are syllables of many others."""
MOST_NAMES = 6
"""Other names of a place that are kept."""
FEW_NAMES = 4
"""Names up to which a record comes from a map; with more it comes from Wikipedias of the world."""
ALIKE = (0.6, 0.8)
"""Similarity (Ratcliff-Obershelp, of sound keys) from which two names are spellings of one; of
areas it must be greater, as their records have names of the areas around them."""
_FOREIGN = re.compile("[čšžřďťňěůłąęėįųőűəŝĉĝĥĵŭåøżźćśńļķģņ]", re.IGNORECASE)
"""Letters in which only newspapers of another language write a name."""
_NO_NAME = re.compile(r"[\d(),;:/\\#&+?]|^(?:Sea of|Lake) |(?: \S+){4}")
"""Numbers, lists, waters that a map counts as a division, and more than four words."""
_BRACKETS = re.compile(r"\s*\([^)]*\)?\s*")


class WofRow(NamedTuple):
    """A record of an extract; ``population`` is 0 and ``geonames`` empty where not known."""

    id: str
    name: str
    placetype: str
    lat: float
    lon: float
    population: int
    geonames: str
    parent: str
    code: str
    names: tuple[str, ...]


def is_extract(path: Path) -> bool:
    """Return whether the first row of a file is a record of Who's On First."""
    with path.open("rb") as file:
        fields = file.readline(LONGEST_ROW).split(b"\t")
    return len(fields) == WIDTH and fields[2].decode("utf-8", "replace") in PLACETYPES


def read_extract(path: Path, left_out: LeftOut) -> Iterator[WofRow]:
    """Yield the records of an extract; bad rows are counted and passed over."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                row = _row(line, f"{path.name}, line {number}", left_out)
                if row is not None:
                    yield row
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}"
        raise ConfigurationError(msg) from error


def _row(line: bytes, where: str, left_out: LeftOut) -> WofRow | None:
    try:
        fields = line.decode("utf-8").rstrip("\r\n").split("\t")
        return _record(fields)
    except UnicodeDecodeError:
        left_out.reject(where, "not UTF-8")
    except ValueError as error:
        left_out.reject(where, str(error))
    return None


def _record(fields: list[str]) -> WofRow:
    """Return the record of a row.

    Raises:
        ValueError: with the reason, if a field is wrong.
    """
    if len(fields) != WIDTH:
        msg = "wrong number of fields"
        raise ValueError(msg)
    number, name, placetype, lat, lon, people, geonames, parent, code, names = fields
    point = float(lat), float(lon)
    if not (number.isdigit() and name and abs(point[0]) <= 90 and abs(point[1]) <= 180):
        msg = "no id, no name or coordinates out of range"
        raise ValueError(msg)
    population = int(people) if people.isdigit() else 0
    written = tuple(split_names(names))
    return WofRow(number, name, placetype, *point, population, geonames, parent, code, written)


def written_names(row: WofRow) -> list[str]:
    """Return the name of a record and others in Latin script that differ in more than accents.

    None are returned for a record whose name cannot be looked up. Other names are spellings of the
    first; of a village that maps know, which has few names, also quite different ones.
    """
    latin = [name for name in row.names if is_latin(name)]
    main = _plain(row.name) if is_latin(row.name) else next(map(_plain, latin), "")
    first = bare_key(key_of(main))
    if len(first) < SHORTEST_NAME or _NO_NAME.search(main):
        return []
    kept = {first: main}
    for name in latin:
        key = bare_key(key_of(without_class(name)))
        if len(kept) <= MOST_NAMES and key not in kept and _is_spelling(name, key):
            mapped = len(row.names) <= FEW_NAMES and row.placetype not in AREAS
            longer = key.count(" ") > first.count(" ")
            if mapped or (not longer and _likeness(key, first) >= ALIKE[row.placetype in AREAS]):
                kept[key] = without_class(name)
    return list(kept.values())


def _plain(name: str) -> str:
    """Return a name without what stands in brackets and without the word for its class."""
    return without_class(_BRACKETS.sub(" ", name).strip())


def _is_spelling(name: str, key: str) -> bool:
    usable = can_be_looked_up(name) and len(key) >= SHORTEST_NAME
    return usable and not _NO_NAME.search(name) and not _FOREIGN.search(name)


def _likeness(one: str, other: str) -> float:
    first, second = sound_of(one) or one, sound_of(other) or other
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
