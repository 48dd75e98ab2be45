"""The project's own Python sources, as the house tests look at them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

PACKAGES = (
    "dateline",
    "schemas",
    "streams",
    "models",
    "evaluation",
    "training",
    "benchmarks",
    "documentation",
)
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def shown(path: Path) -> str:
    """Return a path as test ids show it."""
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function of a module with the lines of its body, docstring left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = node.body[0].end_lineno if ast.get_docstring(node) else None
            first = docstring + 1 if docstring else node.body[0].lineno
            yield node.name, (node.end_lineno or first) - first + 1


def imported(path: Path) -> Iterator[str]:
    """Yield the modules that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
