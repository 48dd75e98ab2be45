import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.commands.geoparse import command
from streams.errors import MalformedRecord, TooLarge, UsageError
from streams.ingest.articles import MAX_TEXT_BYTES
from streams.wiring.geoparse import Document

TEXT = "Two bombs went off in Erbil, police said. A bus burned near Kirkuk, Iraq."
FIELDS = [
    "start",
    "end",
    "name",
    "id",
    "lat",
    "lon",
    "country",
    "admin1",
    "precision",
    "confidence",
    "candidates",
]


def call(text: str, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, input=text)


def test_places_come_with_offsets_into_the_given_text() -> None:
    result = call(json.dumps({"id": "a", "text": "  " + TEXT, "publisher": "one.example"}) + "\n")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["id"] == "a"
    spans = [("  " + TEXT)[one["start"] : one["end"]] for one in answer["toponyms"]]
    assert spans == ["Erbil", "Kirkuk", "Iraq"]
    erbil = answer["toponyms"][0]
    assert list(erbil) == FIELDS
    assert erbil["country"] == "IQ"
    assert abs(erbil["lat"] - 36.19) < 0.2


def test_a_bad_line_is_reported_and_the_rest_goes_on() -> None:
    result = call('{"id": 1}\n\n{"id": 2, "text": ""}\nnonsense\n')
    assert result.exit_code == 1
    assert [json.loads(line) for line in result.stdout.splitlines()] == [{"id": 2, "toponyms": []}]
    assert "-:1: Document is malformed: text: Field required" in result.stderr
    assert "-:4: Document is malformed" in result.stderr


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"id": "b", "text": "The mayor of Paris spoke."}))
    result = call("", str(path))
    assert json.loads(result.stdout)["toponyms"][0]["name"] == "Paris"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    result = call("", str(tmp_path / "none.jsonl"))
    assert isinstance(result.exception, UsageError)
    assert "give a JSONL file" in str(result.exception)


def test_a_text_that_is_too_large_is_refused() -> None:
    with pytest.raises(TooLarge, match="bytes of text; at most"):
        Document.from_json(json.dumps({"id": "c", "text": "a" * (MAX_TEXT_BYTES + 1)}))


def test_bytes_that_are_no_utf8_are_refused() -> None:
    with pytest.raises(MalformedRecord):
        Document.from_json(b'{"text": "\xff"}')


GERMAN = "In der Altstadt von Erbil sind gestern nach Angaben der Polizei zwei Bomben explodiert."


def test_a_text_of_another_language_is_not_read_and_that_is_told() -> None:
    result = call(json.dumps({"id": "d", "text": GERMAN}))
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"id": "d", "toponyms": [], "skipped": "language:de"}
    assert "-:1: not read, its language is de; --language en reads it as en" in result.stderr


def test_a_language_that_is_given_decides() -> None:
    tagged = json.dumps({"id": "e", "text": TEXT, "language": "de"})
    assert json.loads(call(tagged).stdout)["skipped"] == "language:de"
    answer = json.loads(call(tagged, "--language", "en").stdout)
    assert "skipped" not in answer
    assert [one["name"] for one in answer["toponyms"]] == ["Erbil", "Kirkuk", "Iraq"]
    assert json.loads(call(json.dumps({"text": TEXT}), "--language", "fr").stdout)["skipped"]


def test_a_foreign_text_is_read_when_that_is_asked_for() -> None:
    answer = json.loads(call(json.dumps({"id": "d", "text": GERMAN}), "--language", "en").stdout)
    assert "skipped" not in answer
    assert any("Erbil" in one["name"] for one in answer["toponyms"])


def test_geojson_has_a_point_for_each_name_and_none_without_a_place() -> None:
    text = TEXT + " They met at Xyzzyqveth Crossroads in Zzyxqville."
    lines = [json.dumps({"id": name, "text": text}) for name in "ab"]
    result = call("\n".join(lines), "--format", "geojson")
    collection = json.loads(result.stdout)
    assert collection["type"] == "FeatureCollection"
    features = collection["features"]
    assert {one["properties"]["text"] for one in features} == {"a", "b"}
    points = {one["properties"]["name"]: one["geometry"] for one in features}
    assert points["Erbil"]["type"] == "Point"
    longitude, latitude = points["Erbil"]["coordinates"]
    assert (round(latitude), round(longitude)) == (36, 44)
    assert any(point is None for point in points.values())
    assert json.loads(call("", "--format", "geojson").stdout)["features"] == []


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_table_fits_the_terminal_with_whole_words(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = call(json.dumps({"id": "a", "text": TEXT}), "--format", "table")
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= width
    for word in ("Erbil", "Kirkuk", "36.19"):
        assert any(word in line for line in lines), result.stdout
    assert ("22-27" in result.stdout) == (width >= 80)
