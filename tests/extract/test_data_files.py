from importlib.resources import files

import pytest

NAMES = sorted(f.name for f in files("streams.extract").joinpath("data").iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_each_data_file_says_where_it_comes_from(name: str) -> None:
    head = files("streams.extract").joinpath("data", name).read_text(encoding="utf-8")[:700]
    assert head.startswith("#")
    assert any(
        word in head
        for word in ("Own compilation", "CC BY", "Common knowledge", "Made by training/")
    )
