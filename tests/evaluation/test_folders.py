import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from schemas import Article, DeadLetter, Event, Mention
from streams.errors import UsageError
from streams.evaluation import samples, seed
from tests.evaluation.make import NOON, event, gold

ARTICLE = {
    "article_id": "a1",
    "publisher": "one.example",
    "published_at": "2024-05-02T12:00:00Z",
    "text": "A bomb went off in Erbil.",
}


@dataclass
class Output:
    events: Sequence[Event]
    mentions: Sequence[Mention] = ()
    dead_letters: Sequence[DeadLetter] = ()


class Recorder:
    """Stands for the pipeline: says one event and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[Article] = []

    def __call__(self, articles: Sequence[Article]) -> Output:
        self.given.extend(articles)
        return Output([event()])


def folder(path: Path, name: str, content: str) -> Path:
    (path / name).write_text(content)
    (path / "expected.json").write_text(json.dumps({"events": [gold()]}))
    return path


def test_the_seed_is_one_article(tmp_path: Path) -> None:
    run = Recorder()
    report = seed.evaluate(folder(tmp_path, "article.json", json.dumps(ARTICLE)), run)
    assert report.metrics == {"recall": 1.0, "precision": 1.0, "forbidden": 0}
    assert [article.article_id for article in run.given] == ["a1"]


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

    def run(articles: Sequence[Article]) -> Output:
        return Output([], dead_letters=[letter])

    report = seed.evaluate(folder(tmp_path, "article.json", json.dumps(ARTICLE)), run)
    assert report.facts["dead letters"] == "1"
    assert report.errors[-1]["message"] == "boom"


def test_samples_are_read_in_their_order(tmp_path: Path) -> None:
    lines = [json.dumps(ARTICLE | {"article_id": name}) for name in ("b", "a")]
    run = Recorder()
    report = samples.evaluate(folder(tmp_path, "articles.jsonl", "\n\n".join(lines) + "\n"), run)
    assert report.name == "samples"
    assert [article.article_id for article in run.given] == ["b", "a"]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    bad = folder(tmp_path, "articles.jsonl", json.dumps(ARTICLE) + "\n{}\n")
    with pytest.raises(UsageError, match=r"articles.jsonl:2: .*publisher"):
        samples.evaluate(bad, Recorder())


@pytest.mark.parametrize("content", ["{}", "{"])
def test_a_seed_that_is_no_article_is_told(tmp_path: Path, content: str) -> None:
    with pytest.raises(UsageError, match=r"article.json: Article is malformed"):
        seed.evaluate(folder(tmp_path, "article.json", content), Recorder())


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name the folder that holds it"):
        seed.evaluate(tmp_path / "none", Recorder())
    with pytest.raises(UsageError, match="name the folder that holds it"):
        samples.evaluate(tmp_path / "none", Recorder())
