import json
from pathlib import Path

import pytest

from evaluation.gate import gate_results, measurable, read_recorded
from streams.errors import UsageError

RECORDED = {"seed": {"recall": 0.8, "precision": 0.6, "forbidden": 1, "noise": 0.05}}


def fallen(**figures: float) -> list[str]:
    now = {"recall": 0.8, "precision": 0.6, "forbidden": 1} | figures
    return [one.line() for one in gate_results({"seed": now}, RECORDED) if one.fallen]


def test_equal_scores_pass() -> None:
    assert fallen() == []


def test_a_fall_within_the_noise_passes() -> None:
    assert fallen(recall=0.75) == []


def test_a_fall_beyond_the_noise_is_told() -> None:
    assert fallen(recall=0.74) == ["FALLEN seed recall 0.740, recorded 0.800, allowed 0.750"]


def test_mistakes_may_get_fewer_but_not_more() -> None:
    assert fallen(forbidden=0) == []
    assert fallen(forbidden=2) == ["FALLEN seed forbidden 2, recorded 1, allowed 1"]


def test_a_score_that_was_not_measured_fails() -> None:
    lines = [one.line() for one in gate_results({}, RECORDED) if one.fallen]
    assert lines[0] == "FALLEN seed recall not measured, recorded 0.800, allowed 0.750"
    assert len(lines) == 3


def test_the_recorded_sample_is_what_the_gate_measures_and_no_figure() -> None:
    recorded = {"seed": {"recall": 0.5, "sample": 10}}
    assert [one.metric for one in gate_results({"seed": {"recall": 0.5}}, recorded)] == ["recall"]


def test_recorded_scores_are_read(tmp_path: Path) -> None:
    path = tmp_path / "scores.json"
    path.write_text(json.dumps(RECORDED))
    assert read_recorded(path) == RECORDED


@pytest.mark.parametrize(
    ("content", "message"),
    [("[]", "no table of scores"), ('{"xyzzy": {"recall": 1}}', "records xyzzy; known are seed")],
)
def test_a_damaged_file_is_told(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "scores.json"
    path.write_text(content)
    with pytest.raises(UsageError, match=message):
        read_recorded(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        read_recorded(tmp_path / "none.json")


def test_without_the_shared_data_only_the_projects_own_are_measured(tmp_path: Path) -> None:
    both = {**RECORDED, "samples": {"recall": 1.0}}
    assert measurable(both, tmp_path) == (both, [])
    assert measurable(both, tmp_path / "none") == ({"samples": {"recall": 1.0}}, ["seed"])


def test_the_projects_own_record_can_be_read() -> None:
    recorded = read_recorded(Path(__file__).parents[2] / "benchmarks" / "scores.json")
    assert {"recall", "precision", "forbidden", "noise"} <= set(recorded["seed"])
