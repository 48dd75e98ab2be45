import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.commands import evaluate
from tests.evaluation.make import event, gold
from tests.evaluation.stub import Said, Stub


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    system = Stub(lambda _: Said([event("e1"), event("e2", "raid")]))
    monkeypatch.setattr(evaluate, "_system", system)
    folder = tmp_path / "shared" / "seed"
    folder.mkdir(parents=True)
    article = {
        "id": "a",
        "publisher": "one.example",
        "published_at": "2024-05-02T00:00Z",
        "text": "A bomb.",
    }
    (folder / "article.json").write_text(json.dumps(article))
    (folder / "expected.json").write_text(json.dumps({"events": [gold()]}))
    return folder.parent


def call(*arguments: object) -> Result:
    return CliRunner().invoke(evaluate.command, [str(argument) for argument in arguments])


def gate(shared: Path, *arguments: str, **figures: float) -> Result:
    recorded = shared.parent / "benchmarks" / "scores.json"
    recorded.parent.mkdir()
    recorded.write_text(json.dumps({"seed": figures}))
    return call("gate", shared, "--recorded", recorded, *arguments)


def test_the_report_as_json_and_the_errors_in_a_file(shared: Path, tmp_path: Path) -> None:
    errors = tmp_path / "errors.jsonl"
    result = call("seed", shared / "seed", "--json", "--errors", errors)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["metrics"] == {"recall": 1, "precision": 0.5, "forbidden": 0}
    assert json.loads(errors.read_text())["error"] == "unexpected"


def test_the_report_for_people_ends_with_the_figures(shared: Path) -> None:
    assert "seed precision: 0.500" in call("seed", shared / "seed").stdout


@pytest.mark.parametrize("processes", [1, 2])
def test_the_gate_is_open_at_the_recorded_scores(shared: Path, processes: int) -> None:
    arguments = ("--processes", str(processes))
    result = gate(shared, *arguments, recall=1.0, precision=0.4, forbidden=0)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "ok     seed recall 1.000, recorded 1.000",
        "ok     seed precision 0.500, recorded 0.400",
        "ok     seed forbidden 0, recorded 0",
    ]


def test_the_gate_shuts_when_a_score_has_fallen(shared: Path) -> None:
    result = gate(shared, precision=0.6, noise=0.05)
    assert result.exit_code == 1
    assert "FALLEN seed precision 0.500, recorded 0.600, allowed 0.550" in result.stderr


def test_the_gate_records_what_it_measured_and_keeps_the_noise(shared: Path) -> None:
    assert gate(shared, "--record", precision=0.9, noise=0.05).exit_code == 0
    path = shared.parent / "benchmarks" / "scores.json"
    assert path.read_text() == '{\n  "seed": {"precision": 0.5, "noise": 0.05}\n}\n'


def test_without_the_shared_data_the_gate_says_so(shared: Path) -> None:
    (shared / "seed" / "article.json").unlink()
    (shared / "seed" / "expected.json").unlink()
    (shared / "seed").rmdir()
    shared.rmdir()
    result = gate(shared, recall=1.0)
    assert result.exit_code == 0
    assert "does not have the data: seed" in result.stderr


def test_an_unknown_part_is_told(shared: Path) -> None:
    result = call("seed", shared / "seed", "--part", "dev")
    assert "name one of all with --part" in str(result.exception)
