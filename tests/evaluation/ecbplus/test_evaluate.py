"""The place of the main event of each article, against that of its seminal event."""

import json
from pathlib import Path

import pytest

from evaluation.ecbplus.evaluate import evaluate, main_events
from evaluation.ecbplus.gold import STRESSED, read_folder, stressed
from evaluation.registry import Options
from schemas import Event
from streams.errors import UsageError
from tests.evaluation.make import ERBIL, event, evidence, place
from tests.evaluation.stub import Said, Stub

TEXT = "A blast shook the market. Crowds fled."
GROUP = {
    "group": "1a",
    "split": "dev",
    "scope": "in",
    "types": ["bombing"],
    "place": {"name": "Erbil", "lat": ERBIL[0], "lon": ERBIL[1]},
    "tolerance_km": 25,
}
ARTICLE = {
    "group": "1a",
    "url": None,
    "publisher": None,
    "title": None,
    "text": TEXT,
    "published_at": None,
    "assumed_published_at": "2024-05-02T12:00:00+00:00",
}


def write(folder: Path, groups: list[dict[str, object]], *names: str, group: str = "1a") -> Path:
    articles = [ARTICLE | {"doc_id": name, "group": group} for name in names]
    for file, lines in (("subtopics.jsonl", groups), ("articles.jsonl", articles)):
        (folder / file).write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def told(*articles: str, name: str = "e1", lat: float = ERBIL[0]) -> Event:
    quotes = tuple(evidence(TEXT, "A blast", article=article) for article in articles)
    where = place(lat)
    return event(name, where=where, told=quotes).model_copy(update={"n_articles": len(articles)})


def test_a_place_within_the_tolerance_is_right(tmp_path: Path) -> None:
    near, far = told("a1", lat=ERBIL[0] + 0.1), told("a2", name="e2", lat=ERBIL[0] + 1)
    stub = Stub(said=lambda _: Said([near, far]))
    folder = write(tmp_path, [GROUP], "a1", "a2", "a3")
    report = evaluate(folder, stub, Options())
    assert report.metrics["place"] == pytest.approx(0.3333)
    assert report.metrics["place_of_found"] == pytest.approx(0.5)
    assert {"another place", "no main event"} <= {error["error"] for error in report.errors}


def test_the_main_event_is_the_one_that_most_articles_tell() -> None:
    few, many = told("a1", name="few"), told("a1", "a2", name="many")
    assert main_events([few, many])["a1"].event_id == "many"


def test_groups_without_a_place_are_left_out(tmp_path: Path) -> None:
    outside: dict[str, object] = {"group": "1a", "split": "dev", "scope": "out"}
    assert read_folder(write(tmp_path, [outside], "a1"), "dev") == []


def test_an_article_of_no_group_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="group 9z"):
        read_folder(write(tmp_path, [GROUP], "a1", group="9z"), "dev")


def test_articles_with_one_main_event_are_a_group(tmp_path: Path) -> None:
    stub = Stub(said=lambda _: Said([told("a1", "a2"), told("a3", name="e2")]))
    report = evaluate(write(tmp_path, [GROUP], "a1", "a2", "a3", "a4"), stub, Options())
    assert report.metrics["pairwise_precision"] == pytest.approx(1.0)
    assert report.metrics["pairwise_f1"] == pytest.approx(2 / 7, abs=1e-4)
    assert report.facts["main events of a group"] == "2.00"
    assert {error["error"] for error in report.errors} == {"kept apart", "no main event"}


def test_alike_happenings_are_moved_to_beside_each_other(tmp_path: Path) -> None:
    topic = min(STRESSED)
    groups = [
        GROUP | {"topic": topic, "subtopic": "ecb", "date_start": "2020-03-04"},
        GROUP | {"group": "1b", "topic": topic, "subtopic": "ecbplus", "date_start": "2024-05-01"},
    ]
    write(tmp_path, groups, "a1", group="1b")
    first = ARTICLE | {"doc_id": "a0", "assumed_published_at": "2020-03-04T12:00:00+00:00"}
    with (tmp_path / "articles.jsonl").open("a") as file:
        file.write(json.dumps(first) + "\n")
    before = {one.article.article_id: one.article for one in read_folder(tmp_path, "dev")}
    after = {one.article.article_id: one.article for one in stressed(read_folder(tmp_path, "dev"))}
    assert after["a0"] == before["a0"]
    moved = after["a1"].published_at - before["a1"].published_at
    assert moved.days % 7 == 0
    assert abs((after["a1"].published_at - after["a0"].published_at).days) <= 5
