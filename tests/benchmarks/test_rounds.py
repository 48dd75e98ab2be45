"""Medians over several runs, and the picture of them."""

from pathlib import Path

import pytest

from benchmarks.counts import Counts
from benchmarks.rounds import draw, figures, spread
from benchmarks.stack import Usage
from benchmarks.whole_way import Run


def run(seconds: float, records: int) -> Run:
    counts = Counts(
        {"events": records, "pipeline-fusion-changelog": 20}, {"events": 5000}, {"a": 7}
    )
    processes = {
        "worker-pipeline": Usage(3.0, 300.0),
        "worker-pipeline extraction": Usage(4.0, 400.0),
        "worker-index": Usage(1.0, 150.0),
        "kafka": Usage(2.0, 200.0),
    }
    return Run(articles=100, seconds=seconds, counts=counts, processes=processes)


def test_figures_are_per_article() -> None:
    found = figures(run(10.0, 300))
    assert found["articles/s"] == 10.0
    assert found["CPU ms"] == 100.0
    assert found["records"] == 3.2
    assert found["documents"] == 0.07
    assert found["language work, % of the workers' CPU"] == 50.0


def test_of_several_runs_the_median_and_the_range_are_shown() -> None:
    found = spread([run(10.0, 300), run(20.0, 500), run(5.0, 400)])
    assert found["articles/s"] == (10.0, 5.0, 20.0)
    assert found["records"] == (4.2, 3.2, 5.2)


def test_the_picture_names_processes_topics_and_indices(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "cost.svg"
    draw([run(10.0, 300), run(20.0, 500)], path)
    text = path.read_text(encoding="utf-8")
    for name in ("pipeline extraction", "state of fusion", "events"):
        assert f"<!-- {name} -->" in text
