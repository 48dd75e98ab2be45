import json
from pathlib import Path

import pytest

from evaluation.registry import Options
from evaluation.seed import evaluate_samples, evaluate_seed
from schemas import DeadLetter
from streams.errors import UsageError
from tests.evaluation.make import NOON, event, gold
from tests.evaluation.stub import Said, Stub

ARTICLE = {
    "article_id": "a1",
    "publisher": "one.example",
    "published_at": "2024-05-02T12:00:00Z",
    "text": "A bomb went off in Erbil.",
}


ALL = Options()


def stub(*letters: DeadLetter) -> Stub:
    return Stub(lambda _: Said([event()], dead_letters=letters))


def folder(path: Path, name: str, content: str) -> Path:
    (path / name).write_text(content)
    (path / "expected.json").write_text(json.dumps({"events": [gold()]}))
    return path


def test_the_seed_is_one_article(tmp_path: Path) -> None:
    system = stub()
    report = evaluate_seed(folder(tmp_path, "article.json", json.dumps(ARTICLE)), system, ALL)
    assert report.metrics == {"recall": 1.0, "precision": 1.0, "forbidden": 0}
    assert [article.article_id for article in system.given] == ["a1"]


def test_an_article_that_no_stage_took_is_told(tmp_path: Path) -> None:
    letter = DeadLetter(
        stage="geocode",
        reason="stage_failed",
        error_class="StageFailed",
        message="boom",
        topic="extractions",
        partition=0,
        offset=0,
        first_failed_at=NOON,
        pipeline_version="t",
        key=None,
        value=None,
    )

    system = stub(letter)
    report = evaluate_seed(folder(tmp_path, "article.json", json.dumps(ARTICLE)), system, ALL)
    assert report.facts["dead letters"] == "1"
    assert report.errors[-1]["message"] == "boom"


def test_samples_are_read_in_their_order(tmp_path: Path) -> None:
    lines = [json.dumps(ARTICLE | {"article_id": name}) for name in ("b", "a")]
    system = stub()
    report = evaluate_samples(
        folder(tmp_path, "articles.jsonl", "\n\n".join(lines) + "\n"), system, ALL
    )
    assert report.name == "samples"
    assert [article.article_id for article in system.given] == ["b", "a"]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    bad = folder(tmp_path, "articles.jsonl", json.dumps(ARTICLE) + "\n{}\n")
    with pytest.raises(UsageError, match=r"articles.jsonl:2: .*publisher"):
        evaluate_samples(bad, stub(), ALL)


@pytest.mark.parametrize("content", ["{}", "{"])
def test_a_seed_that_is_no_article_is_told(tmp_path: Path, content: str) -> None:
    with pytest.raises(UsageError, match=r"article.json: Article is malformed"):
        evaluate_seed(folder(tmp_path, "article.json", content), stub(), ALL)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name the folder that holds it"):
        evaluate_seed(tmp_path / "none", stub(), ALL)
    with pytest.raises(UsageError, match="name the folder that holds it"):
        evaluate_samples(tmp_path / "none", stub(), ALL)
