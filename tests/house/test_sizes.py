"""A module holds one idea, and a function fits on a screen."""

from pathlib import Path
from statistics import median

import pytest

from tests.house.sources import SOURCES, functions, shown

LONGEST_FUNCTION = 40
SHORTEST_MODULE, LONGEST_MODULE = 60, 500
MEDIAN_FUNCTION = 10
SHORT_BY_NATURE = {"agent.py", "tables.py", "hooks.py"}
"""Modules that others find by their name, so that what is in them cannot stand elsewhere.

``agent``: the shell of a stage, kept apart from its pure core. ``tables``: a folder may have few
tables, and ``dateline rules check`` looks for them there. ``hooks``: the file that MkDocs loads.
The modules of ``commands`` are one to a command.
"""
MODULES = [path for path in SOURCES if path.name not in {"__init__.py", "__main__.py"}]


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_holds_one_idea(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE
    if path.parent.name != "commands" and path.name not in SHORT_BY_NATURE:
        assert lines >= SHORTEST_MODULE, "a crumb: put it where it is used"


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_functions_fit_on_a_screen(path: Path) -> None:
    assert {name: lines for name, lines in functions(path) if lines > LONGEST_FUNCTION} == {}


def test_most_functions_are_short() -> None:
    lengths = [lines for path in SOURCES for _, lines in functions(path)]
    assert median(lengths) <= MEDIAN_FUNCTION
