"""Files that other programs read back as what was written."""

import csv
import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas import Event
from streams.errors import MissingDependency
from streams.export import writers
from streams.export.writers import COLUMN_SETS, FileFormat, format_of, open_writer
from tests.index.records import event, evidence

EVENTS = [
    event(),
    event(event_id="e2", place=None, evidence=(evidence(quote='Line one,\nline "two"'),)),
]


def written(form: FileFormat, events: list[Event], columns: str = "dateline") -> bytes:
    out = io.BytesIO()
    writer = open_writer(form, out, COLUMN_SETS[columns])
    for one in events:
        writer.write([one])
    writer.close()
    return out.getvalue()


@pytest.mark.parametrize("columns", COLUMN_SETS)
def test_csv_has_a_header_and_a_row_per_event(columns: str) -> None:
    text = written("csv", EVENTS, columns).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == [column.name for column in COLUMN_SETS[columns]]
    assert len(rows) == 2
    assert text.count("\n") == 3


def test_csv_cells_are_plain() -> None:
    first, second = csv.DictReader(io.StringIO(written("csv", EVENTS).decode()))
    assert (first["date_end"], first["first_published"]) == ("2024-04-30", "2024-05-01T12:00:00Z")
    assert (first["is_centroid"], first["latitude"], first["killed_high"]) == (
        "false",
        "48.5",
        "25",
    )
    assert (second["latitude"], second["injured_best"], second["is_centroid"]) == ("", "", "")
    assert second["quote"] == 'Line one, line "two"'


HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\uff1d1",
    "\u00a0=1",
    "|x",
    "%0A",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_any_column_is_a_formula(text: str) -> None:
    place = event().place
    assert place is not None
    trap = event(
        weapon=text,
        place=place.model_copy(update={"name": text, "as_written": text, "city": text}),
        actors=tuple(item.model_copy(update={"name": text}) for item in event().actors),
        evidence=(evidence(quote=text, title=text, publisher=text, url=text),),
        claims=tuple(item.model_copy(update={"source": text}) for item in event().claims),
    )
    (cells,) = csv.DictReader(io.StringIO(written("csv", [trap]).decode()))
    hostile = {name: cell for name, cell in cells.items() if text.strip() in cell}
    assert len(hostile) >= 5
    for name, cell in hostile.items():
        assert cell.startswith("'"), name


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula_for_a_spreadsheet(start: str) -> None:
    trap = event(weapon=f"{start}HYPERLINK(1)", place=event().place)
    (row,) = csv.DictReader(io.StringIO(written("csv", [trap]).decode()))
    assert row["weapon"] == f"'{start}HYPERLINK(1)"
    west = event().place
    assert west is not None
    (row,) = csv.DictReader(
        io.StringIO(written("csv", [event(place=west.model_copy(update={"lon": -70.5}))]).decode())
    )
    assert row["longitude"] == "-70.5"


def test_geojson_has_points_and_null_where_there_is_no_place() -> None:
    found = json.loads(written("geojson", EVENTS))
    assert found["type"] == "FeatureCollection"
    first, second = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [37.25, 48.5]}
    assert (first["id"], first["properties"]["killed_low"]) == ("e1", 19)
    assert first["properties"]["publishers"] == "one.example"
    assert second["geometry"] is None
    assert all(not isinstance(v, list | dict) for v in first["properties"].values())


@pytest.mark.parametrize("form", ["geojson", "json", "csv", "jsonl", "parquet"])
def test_no_events_are_a_file_too(form: FileFormat) -> None:
    raw = written(form, [])
    if form == "geojson":
        assert json.loads(raw)["features"] == []
    elif form == "json":
        assert json.loads(raw) == []


def test_json_is_the_record_itself() -> None:
    lines = written("jsonl", EVENTS).splitlines()
    assert [Event.from_json(line) for line in lines] == EVENTS
    assert [Event.from_json(json.dumps(e)) for e in json.loads(written("json", EVENTS))] == EVENTS


@pytest.mark.parametrize("columns", COLUMN_SETS)
def test_parquet_has_typed_columns(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(writers, "ROW_GROUP", 1)
    file = parquet.ParquetFile(io.BytesIO(written("parquet", EVENTS, columns)))
    assert file.num_row_groups == 2
    rows = file.read().to_pylist()
    kinds = {"date": date, "time": datetime, "integer": int, "number": float, "texts": list}
    for column in COLUMN_SETS[columns]:
        value = rows[0][column.name]
        assert value is None or isinstance(value, kinds.get(column.kind, str | bool))
    assert file.schema_arrow.field("latitude").metadata[b"description"] == b"WGS84 degrees"
    if columns == "dateline":
        assert rows[0]["first_published"] == datetime(2024, 5, 1, 12, tzinfo=UTC)
        assert rows[1]["latitude"] is None


def test_parquet_without_pyarrow_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    modules: dict[str, Any] = sys.modules
    monkeypatch.setitem(modules, "pyarrow", None)
    with pytest.raises(MissingDependency, match=r"pip install 'dateline\[parquet\]'"):
        written("parquet", EVENTS)


def test_a_files_ending_names_its_format() -> None:
    assert format_of(Path("events.GeoJSON")) == "geojson"
    assert format_of(Path("events.parquet")) == "parquet"
    assert format_of(Path("events.txt")) is None
