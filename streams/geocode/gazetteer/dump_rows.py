"""Rows of GeoNames dumps, one at a time, and an account of those that are left out."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal, NamedTuple

from streams.errors import ConfigurationError

Kind = Literal["places", "names", "divisions"]

WIDTHS: dict[int, Kind] = {19: "places", 10: "names", 8: "names", 4: "divisions"}
"""Kinds of file by their number of tab-separated fields (GeoNames readme.txt)."""
LONGEST_ROW = 1 << 20
"""Bytes; a longer line is cut, so that a file of another kind cannot fill the memory."""
MOST_EXAMPLES = 20
"""Bad rows that are reported one by one; the others are only counted."""
_ROWS_LOOKED_AT = 1000
"""Rows among which one must have the columns of a dump: the first ones may be damaged."""
_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error)
_NOT_DATA = ("readme.txt", "iso-languagecodes.txt")


class PlaceFields(NamedTuple):
    """The columns of a row of places, as GeoNames' readme.txt names them."""

    geonameid: str
    name: str
    asciiname: str
    alternatenames: str
    latitude: str
    longitude: str
    feature_class: str
    feature_code: str
    country_code: str
    cc2: str
    admin1_code: str
    admin2_code: str
    admin3_code: str
    admin4_code: str
    population: str
    elevation: str
    dem: str
    timezone: str
    modification_date: str


class Row(NamedTuple):
    """The fields of a row, and the file and line that it stands in, for messages."""

    fields: list[str]
    where: str


@dataclass(slots=True)
class LeftOut:
    """Rows that a build did not take: how many by reason, and the first bad ones with their line.

    ``expected`` are of kinds that the gazetteer does not hold; only ``bad`` ones are mistakes.
    """

    bad: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def reject(self, where: str, reason: str) -> None:
        """Count a bad row."""
        self.bad[reason] += 1
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(f"{where}: {reason}")


def kind_of(path: Path) -> Kind:
    """Tell what a dump file holds, by its first whole row.

    Raises:
        ConfigurationError: if it cannot be read or is not a GeoNames dump.
    """
    try:
        for number, (line, _) in enumerate(_lines(path)):
            kind = WIDTHS.get(line.count(b"\t") + 1)
            if kind is not None:
                return kind
            if number >= _ROWS_LOOKED_AT:
                break
    except _BROKEN as error:
        msg = f"cannot read {path}: {error}; download it again from download.geonames.org"
        raise ConfigurationError(msg) from error
    msg = (
        f"{path} is not a GeoNames dump; give allCountries.zip or XX.zip, alternateNamesV2.zip,"
        " admin1CodesASCII.txt"
    )
    raise ConfigurationError(msg)


def read_rows(path: Path, kind: Kind, left_out: LeftOut) -> Iterator[Row]:
    """Yield the whole rows of a file, plain or zipped; bad ones are counted and passed over.

    Raises:
        ConfigurationError: if the file itself breaks off, as a half-downloaded archive does.
    """
    try:
        for line, where in _lines(path):
            fields = _fields(line, where, kind, left_out)
            if fields is not None:
                yield Row(fields, where)
    except _BROKEN as error:
        msg = f"{path} is damaged: {error}; download it again from download.geonames.org"
        raise ConfigurationError(msg) from error


def _fields(line: bytes, where: str, kind: Kind, left_out: LeftOut) -> list[str] | None:
    text = line.rstrip(b"\r\n")
    if not text or text.startswith(b"#"):
        return None
    try:
        fields = text.decode("utf-8").split("\t")
    except UnicodeDecodeError:
        left_out.reject(where, "not UTF-8")
        return None
    if WIDTHS.get(len(fields)) != kind:
        left_out.reject(where, "wrong number of fields")
        return None
    return fields


def _lines(path: Path) -> Iterator[tuple[bytes, str]]:
    """Yield lines with their file and number; memory holds one at a time."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield from _numbered(file, path.name)
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".txt") and name.casefold() not in _NOT_DATA:
                with archive.open(name) as member:
                    yield from _numbered(member, f"{path.name}/{name}")


def _numbered(file: IO[bytes], name: str) -> Iterator[tuple[bytes, str]]:
    number = 0
    while line := file.readline(LONGEST_ROW):
        number += 1
        yield line, f"{name}, line {number}"
