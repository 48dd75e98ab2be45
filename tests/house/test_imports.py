"""Which folder may know which: the direction of imports."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.house.sources import SOURCES, imported, shown

STAGES = ("extract", "geocode", "deduplicate", "activity", "index", "notify")
SHARED = {"errors", "settings", "rules", "runtime", "ingest", "geodesy", "logistic"}
"""Folders that every stage may know. None of them knows a stage."""
EXTRACTION = (
    "document",
    "vocabulary",
    "text",
    "syntax",
    "names",
    "triggers",
    "casualties",
    "time",
    "attribution",
    "factuality",
    "participants",
    "places",
    "article",
)
"""Folders of extraction: each may know those before it, none of those behind it."""
LAYERS = {
    "geocode": ("gazetteer", "resolve", "place"),
    "deduplicate": ("evidence", "candidates", "score", "fuse", "linking", "state"),
}


def folder_of(module: str, package: str) -> str | None:
    """Return the folder of a package that a module is in; None for one outside of it."""
    inside = module.removeprefix(f"{package}.")
    return inside.partition(".")[0] if inside != module else None


def python_files(folder: Path) -> Iterator[Path]:
    return folder.rglob("*.py")


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_knows_no_other_stage(stage: str) -> None:
    for path in python_files(ROOT / "streams" / stage):
        folders = {folder_of(module, "streams") for module in imported(path)} - {None}
        assert folders <= {stage, *SHARED}, shown(path)


@pytest.mark.parametrize("folder", ["runtime", "rules", "ingest"])
def test_shared_folders_know_no_stage(folder: str) -> None:
    for path in python_files(ROOT / "streams" / folder):
        folders = {folder_of(module, "streams") for module in imported(path)} - {None}
        assert folders <= SHARED | {"local"}, shown(path)


@pytest.mark.parametrize("folder", EXTRACTION)
def test_a_folder_of_extraction_knows_only_folders_before_it(folder: str) -> None:
    allowed = set(EXTRACTION[: EXTRACTION.index(folder) + 1])
    for path in python_files(ROOT / "streams" / "extract" / folder):
        folders = {folder_of(module, "streams.extract") for module in imported(path)} - {None}
        assert folders <= allowed, shown(path)


@pytest.mark.parametrize("stage", LAYERS)
def test_layers_of_a_stage_know_only_those_before_them(stage: str) -> None:
    for layer in LAYERS[stage]:
        allowed = set(LAYERS[stage][: LAYERS[stage].index(layer) + 1])
        for path in python_files(ROOT / "streams" / stage / layer):
            folders = {folder_of(module, f"streams.{stage}") for module in imported(path)} - {None}
            assert folders & set(LAYERS[stage]) <= allowed, shown(path)


def test_schemas_know_only_errors_of_streams() -> None:
    for path in python_files(ROOT / "schemas"):
        ours = {module for module in imported(path) if module.startswith("streams")}
        assert ours <= {"streams.errors"}, shown(path)


def test_the_product_knows_no_development_tool() -> None:
    tools = {"evaluation", "training", "benchmarks", "documentation", "tests"}
    for path in SOURCES:
        if path.relative_to(ROOT).parts[0] in {"schemas", "streams", "models"}:
            known = {module.partition(".")[0] for module in imported(path)}
            if path.name != "evaluate.py":
                assert known.isdisjoint(tools), shown(path)
