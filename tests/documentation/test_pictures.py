"""The pictures of the terminal and the page of the notebook show what the code does now."""

import re
from pathlib import Path

import pytest

from documentation.notebook import PAGE, cells, ran
from documentation.pictures import FOLDER, pictures


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    return pictures()


def test_the_pictures_show_what_the_commands_print(drawn: dict[str, str]) -> None:
    for name, svg in drawn.items():
        shown = (FOLDER / name).read_text(encoding="utf-8")
        assert shown == svg, "run: python -m documentation.pictures"


def test_a_picture_loads_nothing_from_the_network(drawn: dict[str, str]) -> None:
    for svg in drawn.values():
        assert re.findall(r"https?://(?!www\.w3\.org|www\.textualize\.io)", svg) == []
        assert "url(http" not in svg


def test_the_page_of_the_notebook_is_what_its_cells_do() -> None:
    with ran() as (page, folder):
        assert PAGE.read_text(encoding="utf-8") == page, "run: python -m documentation.notebook"
        made = {f"notebook-{one.name}" for one in folder.glob("*.png")}
    shown = set(re.findall(r"\((notebook-[a-z]+\.png)\)", page))
    assert shown == made == {one.name for one in PAGE.parent.glob("notebook-*.png")}
    assert all(text in page for _, text in cells())
    assert all(Path(PAGE.parent, name).stat().st_size > 5000 for name in shown)
