"""What another order of arrival changes is measured and told."""

from collections.abc import Sequence
from pathlib import Path

from evaluation.gunviolence.evaluate import evaluate
from evaluation.registry import Options
from schemas import Article
from tests.evaluation.gunviolence.make import quotes
from tests.evaluation.gunviolence.test_reading import INCIDENT, line, write
from tests.evaluation.make import event
from tests.evaluation.stub import Said, Stub

SECOND = {**INCIDENT, "incident": "i2"}
FOUR = [
    line(name, f"2015-03-0{day}", about)
    for day, (name, about) in enumerate((("a", "i1"), ("b", "i1"), ("c", "i2"), ("d", "i2")), 1)
]


def in_pairs(articles: Sequence[Article]) -> Said:
    """Put neighbours in the order of arrival together, as a bad system would."""
    events = []
    for at in range(0, len(articles), 2):
        told = [quote for one in articles[at : at + 2] for quote in quotes(one.article_id, "Shots")]
        events.append(event(f"e{at}", "shooting", told=tuple(told)))
    return Said(events)


def test_the_worst_order_is_told_beside_the_usual_one(tmp_path: Path) -> None:
    folder = write(tmp_path, *FOUR, incidents=(INCIDENT, SECOND))
    report = evaluate(folder, Stub(in_pairs), Options(shuffles=8))
    assert report.metrics["pairwise_f1"] == 1.0
    assert report.facts["most that an order changes pairwise F1"] == "1.0000"
    (section,) = [one for one in report.sections if one.heading == "Order of arrival"]
    assert len(section.rows) == 9


def test_without_shuffles_nothing_is_told(tmp_path: Path) -> None:
    report = evaluate(write(tmp_path, *FOUR[:2]), Stub(in_pairs), Options())
    assert [one.heading for one in report.sections if one.heading == "Order of arrival"] == []
