import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from evaluation.gunviolence.evaluate import evaluate
from evaluation.gunviolence.gold import part_of, read_folder, sample_of
from evaluation.registry import Options
from schemas import Article
from streams.errors import UsageError
from tests.evaluation.gunviolence.make import DAY, quotes, told
from tests.evaluation.make import event
from tests.evaluation.stub import Said, Stub

INCIDENT = {
    "incident": "i1",
    "date": "March 1, 2015",
    "state": "Ohio",
    "city": "Springfield",
    "ints": [0, 0],
    "latlon": None,
}


def line(name: str, day: str = "2015-03-02", about: str = "i1") -> dict[str, object]:
    uri = "http://archive.example/2015/http://www.two.example/story"
    text = {"title": "Shots", "content": "Shots were fired in Springfield."}
    return {"id": name, "dct": day, "uri": uri, "incident": about, **text}


def write(
    folder: Path, *articles: dict[str, object], incidents: Sequence[object] = (INCIDENT,)
) -> Path:
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)))
    (folder / "incidents.jsonl").write_text("\n".join(map(json.dumps, incidents)))
    return folder


def test_articles_are_read_in_order_of_publication(tmp_path: Path) -> None:
    later, earlier = line("x"), line("y", "2014-12-31")
    found = read_folder(write(tmp_path, later, earlier, line("z", about="unknown")))
    assert [one.article.article_id for one in found] == ["y", "x"]
    assert found[0].incident.date == date(2015, 3, 1)
    assert found[0].article.publisher == "two.example"


def test_an_article_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    other = {**INCIDENT, "incident": "i2"}
    folder = write(tmp_path, line("x"), line("x", about="i2"), incidents=(INCIDENT, other))
    assert [one.incident.incident for one in read_folder(folder)] == ["i1"]


def test_parts_are_by_year_and_samples_by_incident() -> None:
    old = told("a", "text", day=date(2014, 12, 31))
    new = [told(str(n), "text", about=f"i{n // 2}", day=DAY) for n in range(6)]
    assert part_of([old, *new], "dev") == [old]
    assert part_of([old, *new], "test") == new
    assert [one.article.article_id for one in sample_of(new, 2)] == ["0", "1", "4", "5"]


@pytest.mark.parametrize(
    ("incidents", "message"),
    [
        ([INCIDENT, INCIDENT], r"incidents.jsonl:2: incident i1 stands twice"),
        ([{**INCIDENT, "date": "soon"}], r"incidents.jsonl:1: Incident is malformed: date"),
        ([{**INCIDENT, "ints": [1]}], r"incidents.jsonl:1: Incident is malformed: ints"),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, incidents: list[object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_folder(write(tmp_path, line("x"), incidents=incidents))


def test_a_folder_is_measured_in_one_run(tmp_path: Path) -> None:
    def say(articles: Sequence[Article]) -> Said:
        told = tuple(one for article in articles for one in quotes(article.article_id, "Shots"))
        return Said([event("e1", "shooting", days=(date(2015, 3, 1), date(2015, 3, 1)), told=told)])

    system = Stub(say)
    folder = write(tmp_path, line("x"), line("y"), line("old", "2014-01-01"))
    report = evaluate(folder, system, Options())
    assert [article.article_id for article in system.given] == ["x", "y"]
    assert report.metrics == {
        "day": 1.0,
        "killed": 1.0,
        "injured": 1.0,
        "city": 0.0,
        "pairwise_f1": 1.0,
        "b_cubed_f1": 1.0,
    }
    assert {error["error"] for error in report.errors} == {"city"}
