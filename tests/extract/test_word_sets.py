"""The word sets of a folder are those that its code asks for."""

from pathlib import Path

import pytest

from streams.extract.places.tables import WORDS as PLACE_WORDS
from streams.extract.time.tables import WORDS as TIME_WORDS
from streams.rules.table import WordSets
from tests.conftest import ROOT


def code(folder: str) -> str:
    paths = sorted(Path(ROOT, "streams", folder).rglob("*.py"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("sets", [TIME_WORDS, PLACE_WORDS], ids=lambda sets: sets.table.folder)
def test_each_word_set_is_read(sets: WordSets) -> None:
    source = code(sets.table.folder)
    names = {row.name for row in sets.table.rows()}
    assert {name for name in names if f'"{name}"' not in source} == set()
