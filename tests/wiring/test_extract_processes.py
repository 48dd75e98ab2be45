"""How many processes for extraction a worker has where no setting says so."""

import os
from pathlib import Path

import pytest

from streams.settings import (
    MOST_EXTRACT_PROCESSES,
    Settings,
    default_extract_processes,
    usable_cores,
)

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def quota(folder: Path, text: str) -> Path:
    path = folder / "cpu.max"
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    "text",
    ["max 100000\n", "", "not a quota", "6400000 100000", "1 0", "\u0661"],
    ids=["none", "empty", "words", "more than there are", "no period", "one number"],
)
def test_without_a_smaller_quota_it_is_the_cores_of_the_process(tmp_path: Path, text: str) -> None:
    assert usable_cores(quota(tmp_path, text)) == CORES


def test_without_cgroups_it_is_the_cores_of_the_process(tmp_path: Path) -> None:
    assert usable_cores(tmp_path / "absent") == CORES


@pytest.mark.parametrize("text", ["100000 100000", "150000 100000", "50000 100000"])
def test_a_quota_below_two_cores_is_one(tmp_path: Path, text: str) -> None:
    assert usable_cores(quota(tmp_path, text)) == 1


def test_the_default_has_a_limit_and_a_setting_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.settings.usable_cores", lambda: 32)
    assert default_extract_processes() == MOST_EXTRACT_PROCESSES
    monkeypatch.setenv("DATELINE_EXTRACT_PROCESSES", "7")
    assert Settings().extract_processes == 7
    monkeypatch.delenv("DATELINE_EXTRACT_PROCESSES")
    assert Settings().extract_processes == MOST_EXTRACT_PROCESSES
