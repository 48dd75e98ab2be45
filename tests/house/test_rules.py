"""The house rules that a linter does not know."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.conftest import ROOT

STAGES = ("extract", "geocode", "deduplicate", "activity", "index", "notify")
LONGEST_FUNCTION = 40
LONGEST_MODULE = 300
MEDIAN_FUNCTION = 10
COMMON_ROOMS = {"errors", "language", "runtime", "settings"}
WIRING = {"app"}
"""Modules of `runtime` that know all stages; no stage may import them."""
SOURCES = sorted(
    path for room in ("schemas", "streams", "benchmarks") for path in (ROOT / room).rglob("*.py")
)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = node.body[0].end_lineno if ast.get_docstring(node) else None
            first = docstring + 1 if docstring else node.body[0].lineno
            yield node.name, (node.end_lineno or first) - first + 1


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_fit_on_a_screen_and_modules_in_a_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_MODULE
    assert {name: lines for name, lines in functions(path) if lines > LONGEST_FUNCTION} == {}


def test_most_functions_are_short() -> None:
    lengths = [lines for path in SOURCES for _, lines in functions(path)]
    assert median(lengths) <= MEDIAN_FUNCTION


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_knows_no_other_stage(stage: str) -> None:
    allowed = {stage, *COMMON_ROOMS}
    for path in (ROOT / "streams" / stage).rglob("*.py"):
        for module in imported(path):
            room, _, rest = module.removeprefix("streams.").partition(".")
            if module.startswith("streams."):
                assert room in allowed, f"{path.name} imports {module}"
                assert rest not in WIRING, f"{path.name} imports {module}"


def test_schemas_know_only_errors_of_streams() -> None:
    for path in (ROOT / "schemas").glob("*.py"):
        ours = [module for module in imported(path) if module.startswith("streams")]
        assert set(ours) <= {"streams.errors"}, path.name


def test_no_machine_path_or_address_stands_in_the_project() -> None:
    home = re.compile(r"/(?:work|home|Users|root)/\w")
    texts = (*SOURCES, *(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "Makefile")
    assert [str(path) for path in texts if home.search(path.read_text(encoding="utf-8"))] == []
