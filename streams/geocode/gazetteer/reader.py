"""The gazetteer: a read-only file of places and their names, mapped into memory."""

import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from streams.errors import ConfigurationError
from streams.geocode.gazetteer.cache import is_intact
from streams.geocode.gazetteer.entry import Entry, Match, NameKind
from streams.geocode.gazetteer.name_keys import Form, forms_of, sound_of
from streams.geocode.gazetteer.outlets import Home, home_of
from streams.geocode.gazetteer.raw import DATA, data_hash
from streams.rules.table import rules_language

MAP_BYTES = 512 * 1024 * 1024
"""Most bytes mapped into memory; more than any gazetteer that is built."""
MOST_CANDIDATES = 120
"""Most entries for a name, by importance; the most shared name of all has a few hundred."""
Row = tuple[Any, ...]
_AS_IT_SOUNDS = Form("")
_KINDS: tuple[NameKind, ...] = ("main", "alternate", "abbreviation", "demonym", "sound")
_COLUMNS = (
    "e.id, e.name, e.class, e.country, e.admin1, e.admin2, e.city_id, e.city, e.population,"
    " e.lat, e.lon, e.radius"
)
_BY_KEY = (
    f"SELECT {_COLUMNS}, n.kind FROM name n JOIN entry e ON e.rank = n.rank"  # noqa: S608
    " WHERE n.key = ? ORDER BY n.rank LIMIT ?"
)
_BY_SOUND = (
    f"SELECT {_COLUMNS}, {_KINDS.index('sound')}"  # noqa: S608
    " FROM sound n JOIN entry e ON e.rank = n.rank WHERE n.sound = ? ORDER BY n.rank LIMIT ?"
)
_BY_BOTH = f"SELECT * FROM ({_BY_KEY}) UNION ALL SELECT * FROM ({_BY_SOUND})"  # noqa: S608
_BY_CLASS = f"SELECT {_COLUMNS} FROM entry e WHERE e.class = ? ORDER BY e.rank"  # noqa: S608
_new_entry: Callable[[Row], Entry] = partial(tuple.__new__, Entry)
_new_match: Callable[[Row], Match] = partial(tuple.__new__, Match)
"""As ``_make``, without its check of the number of fields that takes most of the time."""
TOWN_PEOPLE = 500
"""People from which a place counts as a town, as in GeoNames' files; with fewer it is a village."""
_COVERAGE = (
    "SELECT country, sum(class IN ('admin1', 'admin2')), sum(class = 'city' AND population >= ?),"
    " sum(class = 'city' AND population < ?), sum(class = 'district'),"
    " sum(class IN ('crossing', 'facility')) FROM entry WHERE country IS NOT NULL"
    " GROUP BY country ORDER BY country"
)
_BY_ID = f"SELECT {_COLUMNS} FROM entry e WHERE e.id = ?"  # noqa: S608


class Coverage(NamedTuple):
    """How many places of each kind the gazetteer has in a country (ISO alpha-2)."""

    country: str
    divisions: int
    towns: int
    villages: int
    neighbourhoods: int
    sites: int


class Gazetteer:
    """Look-ups in one gazetteer file; any number of processes may share the file.

    Raises:
        ConfigurationError: when the file is missing, damaged or of another kind.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            msg = f"no gazetteer at {path}; `dateline gazetteer build` makes one"
            raise ConfigurationError(msg)
        if not is_intact(path):
            msg = f"the gazetteer {path} is damaged; delete it and run `dateline gazetteer build`"
            raise ConfigurationError(msg)
        self.path = path
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._base = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._base.execute(f"PRAGMA mmap_size = {MAP_BYTES}")
        self._execute = self._base.execute
        self._facts = dict(self._base.execute("SELECT name, value FROM fact"))
        self._facts["version"] += f"+{data_hash(deciding_data())}"
        self.version: str = self._facts["version"]
        self._admin1 = dict(self._base.execute("SELECT code, name FROM admin1"))
        self._iso3 = dict(self._base.execute("SELECT iso2, iso3 FROM country"))
        self._domains = dict(self._base.execute("SELECT tld, iso2 FROM country"))
        self._homes = lru_cache(maxsize=10_000)(self._read_home)
        self._named = lru_cache(maxsize=50_000)(self._read_named)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    @property
    def facts(self) -> dict[str, str]:
        """What the file says of itself: version, sources, numbers of places and names."""
        return dict(self._facts)

    def lookup(self, name: str, *, fuzzy: bool = True) -> list[Entry]:
        """Return what a name may mean, exact spellings first, then by importance.

        With ``fuzzy``, other transliterations of the same sound follow.
        """
        return [match.entry for match in self.matches(name, fuzzy=fuzzy)]

    def matches(self, name: str, *, fuzzy: bool = True) -> tuple[Match, ...]:
        """Return entries with the kind of name that fits, each entry once."""
        return self._named(name, fuzzy)

    def entry(self, entry_id: str) -> Entry | None:
        """Return the entry of an id such as "geonames:170654", or None."""
        row = self._base.execute(_BY_ID, (entry_id,)).fetchone()
        return self._entry(row) if row else None

    def of_class(self, feature_class: str) -> list[Entry]:
        """Return all entries of a class, most important first; for small classes."""
        rows = self._base.execute(_BY_CLASS, (feature_class,))
        return [self._entry(row) for row in rows]

    def coverage(self) -> list[Coverage]:
        """Return the number of places by country."""
        rows = self._base.execute(_COVERAGE, (TOWN_PEOPLE, TOWN_PEOPLE))
        return [Coverage._make(row) for row in rows]

    def home_of(self, publisher: str | None) -> Home | None:
        """Return what a publisher's domain or name says of its home; None if it says nothing."""
        return self._homes(publisher) if publisher else None

    def _read_home(self, publisher: str) -> Home | None:
        return home_of(publisher, self._domains, lambda name: self._read_named(name, fuzzy=False))

    def _read_named(self, name: str, fuzzy: bool) -> tuple[Match, ...]:
        found: dict[str, Match] = {}
        forms = forms_of(name)
        sound = sound_of(forms[0].key) if fuzzy and forms else None
        if sound is not None and len(forms) == 1:
            both = (forms[0].key, MOST_CANDIDATES, sound, MOST_CANDIDATES)
            self._add(found, self._execute(_BY_BOTH, both), forms[0], name)
            return tuple(found.values())
        for form in forms:
            self._add(found, self._execute(_BY_KEY, (form.key, MOST_CANDIDATES)), form, name)
        if sound is not None:
            rows = self._execute(_BY_SOUND, (sound, MOST_CANDIDATES))
            self._add(found, rows, _AS_IT_SOUNDS, name)
        return tuple(found.values())

    def _add(self, found: dict[str, Match], rows: Iterable[Row], form: Form, written: str) -> None:
        _, feature_class, part = form
        abbreviated = _looks_abbreviated(written)
        for row in rows:
            kind = _KINDS[row[12]]
            if row[0] in found or (kind == "abbreviation" and not abbreviated):
                continue
            found[row[0]] = _new_match((self._entry(row), kind, feature_class, part))

    def _entry(self, row: Row) -> Entry:
        entry_id, name, feature, country, code, admin2, city_id, city, people, lat, lon, km = row[
            :12
        ]
        if feature == "city":
            city_id, city = entry_id, name
        iso3, admin1 = self._iso3.get(country), self._admin1.get(code)
        place = (entry_id, name, feature, country, iso3, code, admin1, admin2, city_id, city)
        return _new_entry((*place, people, lat, lon, km))


def deciding_data() -> list[Traversable]:
    """Return the data that decide between candidates: part of the version, but not of the file."""
    rules = files("streams.geocode.resolve").joinpath("rules", rules_language())
    return [
        files("models").joinpath("geocode", "weights.json"),
        *(rules.joinpath(name) for name in ("hints.json", "not_places.txt", "word_sets.tsv")),
        *(DATA.joinpath(name) for name in ("outlets.json", "outlets.tsv")),
    ]


def _looks_abbreviated(written: str) -> bool:
    """Tell "US" and "Fla." from "us" and "Fla": upper case, or a dot at the end."""
    return written.isupper() or written.endswith(".")
