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
