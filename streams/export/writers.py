"""Events written to files of several formats, a few at a time."""

import csv
import io
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

from schemas import Event
from streams.errors import MissingDependency
from streams.export.acled_columns import ACLED
from streams.export.columns import Column, Kind, Value, row
from streams.export.dateline_columns import DATELINE
from streams.export.plover_columns import PLOVER

COLUMN_SETS: dict[str, tuple[Column, ...]] = {
    "dateline": DATELINE,
    "acled": ACLED,
    "plover": PLOVER,
}


FileFormat = Literal["csv", "geojson", "jsonl", "json", "parquet"]
FILE_FORMATS: tuple[FileFormat, ...] = get_args(FileFormat)
SEPARATOR = "; "
"""Between the texts of a cell that has several."""

FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
"""A spreadsheet would run text that begins so as a formula; articles are untrusted."""

ROW_GROUP = 10_000
"""Rows of Parquet held in memory before they are written; some 10 MB."""


class Writer(ABC):
    """Writes events as they arrive; ``close`` completes the file."""

    @abstractmethod
    def write(self, events: Sequence[Event]) -> None:
        """Write some events."""

    @abstractmethod
    def close(self) -> None:
        """Write what ends the file, and flush."""


def open_writer(form: FileFormat, out: BinaryIO, columns: Sequence[Column]) -> Writer:
    """Return a writer of one format; ``json`` and ``jsonl`` hold whole records, not columns.

    Raises:
        MissingDependency: for Parquet where pyarrow is not installed.
    """
    if form == "parquet":
        return ParquetWriter(out, columns)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    if form == "csv":
        return CsvWriter(text, columns)
    if form == "geojson":
        return GeoJsonWriter(text, columns)
    return JsonWriter(text, lines=form == "jsonl")


class CsvWriter(Writer):
    """One row per event under a header; UTF-8, commas, quotes where needed."""

    def __init__(self, out: io.TextIOWrapper, columns: Sequence[Column]) -> None:
        self._out = out
        self._columns = columns
        self._rows = csv.writer(out, lineterminator="\n")
        self._rows.writerow([column.name for column in columns])

    def write(self, events: Sequence[Event]) -> None:
        """Write a row per event."""
        for event in events:
            self._rows.writerow([_cell(column.of(event)) for column in self._columns])

    def close(self) -> None:
        """Flush; the stream stays open for its owner."""
        self._out.flush()
        self._out.detach()


class GeoJsonWriter(Writer):
    """One feature per event; its geometry is null where the event has no place."""

    def __init__(self, out: io.TextIOWrapper, columns: Sequence[Column]) -> None:
        self._out = out
        self._columns = [c for c in columns if c.name not in ("latitude", "longitude")]
        self._between = "\n"
        out.write('{"type": "FeatureCollection", "features": [')

    def write(self, events: Sequence[Event]) -> None:
        """Write a feature per event, each on a line of its own."""
        for event in events:
            feature = json.dumps(self._feature(event), ensure_ascii=False)
            self._out.write(self._between + feature)
            self._between = ",\n"

    def close(self) -> None:
        """End the collection."""
        self._out.write("\n]}\n")
        self._out.flush()
        self._out.detach()

    def _feature(self, event: Event) -> dict[str, Any]:
        place = event.place
        point = place and {"type": "Point", "coordinates": [place.lon, place.lat]}
        values = row(event, self._columns)
        properties = {name: _plain(value) for name, value in values.items()}
        return {
            "type": "Feature",
            "id": event.event_id,
            "geometry": point,
            "properties": properties,
        }


class JsonWriter(Writer):
    """Whole records: one per line, or one array."""

    def __init__(self, out: io.TextIOWrapper, *, lines: bool) -> None:
        self._out = out
        self._lines = lines
        self._between = "\n"
        if not lines:
            out.write("[")

    def write(self, events: Sequence[Event]) -> None:
        """Write a record per event."""
        for event in events:
            record = event.to_json().decode()
            self._out.write(record + "\n" if self._lines else self._between + record)
            self._between = ",\n"

    def close(self) -> None:
        """End the array."""
        if not self._lines:
            self._out.write("\n]\n")
        self._out.flush()
        self._out.detach()


class ParquetWriter(Writer):
    """Typed columns, compressed, in row groups."""

    def __init__(self, out: BinaryIO, columns: Sequence[Column]) -> None:
        pyarrow = _pyarrow()
        self._columns = columns
        types = _arrow_types(pyarrow)
        self._schema = pyarrow.schema(
            [
                pyarrow.field(c.name, types[c.kind], metadata={"description": c.about})
                for c in columns
            ]
        )
        self._table = pyarrow.Table
        self._file = _parquet().ParquetWriter(out, self._schema, compression="zstd")
        self._rows: list[dict[str, Value]] = []

    def write(self, events: Sequence[Event]) -> None:
        """Keep rows until there are enough for a group."""
        self._rows += [row(event, self._columns) for event in events]
        if len(self._rows) >= ROW_GROUP:
            self._flush()

    def close(self) -> None:
        """Write the last group and the footer."""
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        if self._rows:
            self._file.write_table(self._table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def format_of(path: Path) -> FileFormat | None:
    """Return the format that the ending of a file's name stands for; None if it is none."""
    ending = path.suffix.lstrip(".").lower()
    return next((form for form in FILE_FORMATS if form == ending), None)


def _may_be_formula(text: str) -> bool:
    """Whether a spreadsheet might run a text: it begins so, or does when blanks are cut off."""
    return text.startswith(("\t", "\n")) or text.lstrip().startswith(FORMULA_STARTS)


def _cell(value: Value) -> str | int | float | None:
    plain = _plain(value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, str):
        # The csv module quotes a cell for a line feed, but not for a lone carriage return.
        plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(plain, str) and _may_be_formula(plain):
        return "'" + plain
    return plain


def _plain(value: Value) -> str | int | float | bool | None:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    return value


def _pyarrow() -> Any:
    try:
        import pyarrow  # noqa: PLC0415
    except ImportError as error:
        msg = "Parquet needs pyarrow, which is not installed: pip install 'dateline[parquet]'"
        raise MissingDependency(msg) from error
    return pyarrow


def _parquet() -> Any:
    import pyarrow.parquet  # noqa: PLC0415

    return pyarrow.parquet


def _arrow_types(pyarrow: Any) -> dict[Kind, Any]:
    return {
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "time": pyarrow.timestamp("us", tz="UTC"),
    }
