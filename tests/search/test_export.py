"""``dateline export`` on a real server: all that match, whole or not at all, in bounded memory."""

import csv
import io
import json
import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from elasticsearch import Elasticsearch

from streams.commands import export, search
from streams.errors import MalformedRecord
from streams.index.templates import concrete_index
from streams.search import scan
from streams.settings import Settings
from tests.index.records import event
from tests.search.conftest import Put

pytestmark = pytest.mark.servers


def run(*words: str) -> Result:
    return CliRunner().invoke(export.command, list(words), catch_exceptions=False)


def test_all_events_that_match_are_written_however_many(
    put: Put,
    pointed: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scan, "PAGE", 7)
    put(*(event(event_id=f"e{n:03d}", home_year=2020 + n % 4) for n in range(60)))
    put(event(event_id="raid", event_type="raid"), event(event_id="gone", status="retracted"))
    target = tmp_path / "events.csv"
    result = run("--type", "shelling", "--output", str(target))
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert [row["event_id"] for row in rows] == [f"e{n:03d}" for n in range(60)]
    assert "60 events" in result.stderr
    assert "without the words: 60 events" in run("nowhere", "--type", "shelling").stderr
    assert not target.with_name("events.csv.part").exists()


def test_the_ending_of_the_file_is_its_format(put: Put, pointed: None, tmp_path: Path) -> None:
    put(event())
    for ending, columns in (("geojson", "plover"), ("parquet", "acled"), ("jsonl", "dateline")):
        run("shells", "--output", str(tmp_path / f"events.{ending}"), "--columns", columns)
    (feature,) = json.loads((tmp_path / "events.geojson").read_bytes())["features"]
    assert feature["properties"]["quad_code"] == 4
    parquet = pytest.importorskip("pyarrow.parquet")
    (row,) = parquet.read_table(tmp_path / "events.parquet").to_pylist()
    assert row["sub_event_type"] == "Shelling/artillery/missile attack"
    assert json.loads((tmp_path / "events.jsonl").read_bytes())["event_id"] == "e1"


def test_search_and_export_write_the_same_rows(put: Put, pointed: None) -> None:
    put(event())
    words = ["shells", "--min-killed", "20", "--near", "48.5,37.25"]
    for form in ("csv", "geojson"):
        found = CliRunner().invoke(search.command, [*words, "--format", form])
        assert found.stdout == run(*words, "--format", form).stdout


def test_a_file_that_did_not_become_whole_does_not_appear(
    put: Put,
    client: Elasticsearch,
    settings: Settings,
    pointed: None,
    tmp_path: Path,
) -> None:
    put(event())
    index = concrete_index("events", settings.index_prefix, 2024)
    client.update(index=index, id="e1", doc={"revision": -1}, refresh=True)
    target = tmp_path / "events.csv"
    target.write_text("the one of yesterday")
    with pytest.raises(MalformedRecord):
        run("--output", str(target))
    assert target.read_text() == "the one of yesterday"
    assert list(tmp_path.iterdir()) == [target]


def test_memory_does_not_grow_with_the_number_of_events(
    put: Put,
    client: Elasticsearch,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from streams.search.event_query import EventQuery
    from streams.search.scan import scan_events

    for start in range(0, 300, 100):
        put(*(event(event_id=f"e{n:04d}") for n in range(start, start + 100)))

    def _peak(page: int) -> int:
        tracemalloc.start()
        for events in scan_events(client, settings, EventQuery(), page=page):
            del events
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    _peak(10)
    assert _peak(10) * 4 < _peak(300)
