"""Places on their way into the gazetteer, and the tables that they are read from."""

import csv
import gzip
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable

from streams.errors import ConfigurationError
from streams.geocode.gazetteer.entry import NameKind

DATA = files("streams.geocode.gazetteer").joinpath("data")
VILLAGES = "villages.tsv.gz"
"""Made by ``python -m training.places`` of Who's On First (attribution)."""
VILLAGE_COLUMNS = ("id", "name", "admin1", "lat", "lon", "population", "alternates")
"""``admin1`` is "AF.10", or "AF." where the division is not known."""
VILLAGE_RADIUS_KM = 1.0
"""Radius of a village."""


@dataclass(slots=True)
class RawPlace:
    """A place before it has a rank; ``names`` are written forms, main names first."""

    id: str
    name: str
    feature_class: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int = 0
    radius_km: float = 1.0
    admin2: str | None = None
    city_id: str | None = None
    city: str | None = None
    names: list[tuple[str, NameKind]] = field(default_factory=list)


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated data file; lines that start with # are its header notes.

    Raises:
        ConfigurationError: if a row has more or fewer fields than the header.
    """
    for number, row in enumerate(
        csv.DictReader(read_list(name), delimiter="\t", quoting=csv.QUOTE_NONE), 2
    ):
        if None in row or None in row.values():
            msg = f"{name}: entry {number} has a wrong number of fields: {row}"
            raise ConfigurationError(msg)
        yield row


def read_villages() -> Iterator[RawPlace]:
    """Yield villages and towns below 500 people that their name identifies in their country.

    Raises:
        ConfigurationError: if the packed table has other columns.
    """
    text = gzip.decompress(DATA.joinpath(VILLAGES).read_bytes()).decode()
    rows = csv.reader(text.rstrip("\n").split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(next(rows)) != VILLAGE_COLUMNS:
        msg = f"{VILLAGES} has other columns than {', '.join(VILLAGE_COLUMNS)}; reinstall Dateline"
        raise ConfigurationError(msg)
    for number, name, division, lat, lon, population, alternates in rows:
        country, _, code = division.partition(".")
        names: list[tuple[str, NameKind]] = [(name, "main")]
        names += [(other, "main") for other in split_names(alternates)]
        yield RawPlace(
            id=f"wof:{number}",
            name=name,
            feature_class="city",
            country=country,
            admin1=division if code else None,
            lat=float(lat),
            lon=float(lon),
            population=int(population or 0),
            radius_km=VILLAGE_RADIUS_KM,
            names=names,
        )


def read_list(name: str) -> list[str]:
    """Return the lines of a data file, without its header notes."""
    lines = DATA.joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def table_names(prefix: str) -> list[str]:
    """Return the names of the data files that start with a prefix, sorted."""
    return sorted(item.name for item in DATA.iterdir() if item.name.startswith(prefix))


def data_hash(contents: Iterable[Traversable]) -> str:
    """Return 12 hex digits that change with the names or the contents of data files."""
    digest = hashlib.sha256()
    for file in contents:
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def split_names(text: str) -> list[str]:
    """Return the names of a field that holds several, separated by ``|``."""
    return [name.strip() for name in text.split("|") if name.strip()]
