from pathlib import Path

import pytest

from evaluation.gold import load_expected
from streams.errors import UsageError
from tests.evaluation.make import expected, gold


def test_notes_for_people_do_no_harm() -> None:
    assert expected(gold(note="seen by two", actors=["someone"])).events[0].id == "g1"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "expected.json is malformed"),
        ('{"events": []}', "events"),
        ('{"events": [{"id": "a"}]}', "types"),
    ],
)
def test_a_damaged_file_is_told(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "expected.json").write_text(content)
    with pytest.raises(UsageError, match=message):
        load_expected(tmp_path / "expected.json")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name the folder that holds it"):
        load_expected(tmp_path / "expected.json")


def test_ids_stand_once() -> None:
    with pytest.raises(ValueError, match="stand twice: g1"):
        expected(gold(), gold())


def test_a_place_is_somewhere() -> None:
    with pytest.raises(ValueError, match="needs lat and lon, or a country"):
        expected(gold(place={"name": "Erbil"}))
