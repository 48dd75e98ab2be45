"""Places on their way into the gazetteer, and the tables that they are read from."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable

from streams.errors import ConfigurationError
from streams.geocode.gazetteer.entry import NameKind

DATA = files("streams.geocode.gazetteer").joinpath("data")


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
