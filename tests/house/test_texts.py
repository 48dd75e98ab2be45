"""What may not stand in the project."""

import re

from tests.conftest import ROOT
from tests.house.sources import SOURCES


def test_no_machine_path_or_address_stands_in_the_project() -> None:
    home = re.compile(r"/(?:work|home|Users|root)/\w")
    texts = (*SOURCES, *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), ROOT / "Makefile")
    assert [str(path) for path in texts if home.search(path.read_text(encoding="utf-8"))] == []
