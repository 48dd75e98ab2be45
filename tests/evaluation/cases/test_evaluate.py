import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.cases.commands import run_command
from evaluation.cases.evaluate import evaluate, outcome_of
from evaluation.cases.model import Case, read_cases
from evaluation.registry import Options
from streams.errors import UsageError
from tests.evaluation.make import event
from tests.evaluation.stub import Said, Stub

ARTICLE = {
    "article_id": "a",
    "publisher": "a.example",
    "published_at": "2024-05-01T12:00:00Z",
    "text": "A bomb went off in Erbil.",
}


def case(**changes: Any) -> Case:
    fields = {"id": "c", "kind": "k", "why": "w", "command": "run", "articles": [ARTICLE]}
    return Case.model_validate(fields | changes)


def faults(one: Case, system: Stub) -> tuple[str, ...]:
    return outcome_of(one, system).faults


def test_an_expected_event_that_is_missing_is_a_fault() -> None:
    one = case(events=[{"id": "e", "types": ["bombing"]}])
    assert faults(one, Stub()) == ("missing e bombing: no event",)
    assert faults(one, Stub(lambda _: Said([event()]))) == ()


def test_too_many_events_are_a_fault() -> None:
    system = Stub(lambda _: Said([event("e1"), event("e2")]))
    assert faults(case(max_events=1), system) == ("2 counting events, at most 1",)


def test_an_article_that_cannot_be_read_is_a_fault_of_its_case() -> None:
    (fault,) = faults(case(articles=[{"text": "no publisher"}]), Stub())
    assert fault.startswith("MalformedRecord: ")


def test_cases_and_controls_are_counted_apart(tmp_path: Path) -> None:
    lines = [case().model_dump(), case(control=True, max_events=0).model_dump()]
    (tmp_path / "cases.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    report = evaluate(tmp_path, Stub(lambda _: Said([event()])), Options())
    assert dict(report.metrics) == {"cases": 1, "controls": 0}
    assert report.errors[0]["kind"] == "k [control]"


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": "c"}', encoding="utf-8")
    with pytest.raises(UsageError, match=r"cases\.jsonl:1: "):
        read_cases(path)


def test_publishing_shows_what_would_be_sent() -> None:
    files = {"a.jsonl": json.dumps(ARTICLE) + "\n{}\n"}
    one = case(
        command="publish-check",
        files=files,
        args=["publish", "{dir}/a.jsonl"],
        expect_any=[{"exit": 0}, {"exit": 1, "articles": 2}],
    )
    outcome = run_command(one)
    assert outcome.exit == 1
    assert [sent["article_id"] for sent in outcome.sent] == ["a"]
    assert "1 skipped" in outcome.output
    assert faults(one, Stub()) == ("exit 1 or 1 articles sent, not 2",)
