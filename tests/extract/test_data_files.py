from importlib.resources import files
from pathlib import Path

import pytest

STREAMS = Path(str(files("streams")))
MODELS = Path(str(files("models")))
TABLES = sorted(
    path
    for folder, pattern in (
        (STREAMS, "**/rules/**/*.t[sx][vt]"),
        (MODELS, "extract/**/*.t[sx][vt]"),
    )
    for path in folder.glob(pattern)
)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_each_table_says_where_it_comes_from(path: Path) -> None:
    head = path.read_text(encoding="utf-8")[:700]
    assert head.startswith("#")
    assert any(
        word in head
        for word in ("Own compilation", "CC BY", "Common knowledge", "Made by training/")
    )
