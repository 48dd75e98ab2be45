"""Events are the same whoever keeps them: partitions move and workers die while it is told."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas import Article
from tests.samples.read import run
from tests.stack import Stack, Worker

pytestmark = pytest.mark.servers

CITIES = ("Mosul", "Kharkiv", "Aden", "Homs", "Lagos", "Kirkuk", "Odesa", "Aleppo")
OUTLETS = ("northpost", "harbourwire", "citysheet", "eveningvoice")
WORDS = (
    "A car bomb exploded near a market in {city} on Friday, killing {dead} people, police said.",
    "Police in {city} said a bomb in a car killed {dead} people on Friday close to a market.",
    "{dead} people died on Friday when a car bomb went off at a market in {city}, officials said.",
    "A blast from a parked car killed {dead} people in {city} on Friday, a hospital said.",
)


ACROSS = (
    "Gunmen shot dead the teacher Maryam Dolatzai and her brother Fahim Dolatzai outside the "
    "Zarghuna school in Jalalabad on Friday, police said. Neighbours of the Dolatzai family heard "
    "six shots.",
    "The teacher Maryam Dolatzai and her brother Fahim Dolatzai were shot dead outside the "
    "Zarghuna school in eastern Afghanistan on Friday. The Dolatzai family had been threatened.",
)
"""One killing, told with its town and with its country: events of two blocks that meet by names."""


def articles() -> list[Article]:
    """Return eight blasts, each told by four outlets that take turns, and a killing told by two."""
    return [*_blasts(), *_killing()]


def _killing() -> list[Article]:
    return [
        Article(
            article_id=f"{outlet}-teacher",
            publisher=f"{outlet}.example",
            published_at=datetime(2024, 3, 1, 20, tzinfo=UTC),
            text=text,
        )
        for outlet, text in zip(OUTLETS, ACROSS, strict=False)
    ]


def _blasts() -> list[Article]:
    return [
        Article(
            article_id=f"{outlet}-{city.lower()}",
            publisher=f"{outlet}.example",
            published_at=datetime(2024, 3, 1, 20, tzinfo=UTC),
            text=WORDS[number].format(city=city, dead=3 + at),
        )
        for number, outlet in enumerate(OUTLETS)
        for at, city in enumerate(CITIES)
    ]


def told_together(events: list[tuple[str, set[str]]]) -> set[frozenset[str]]:
    return {frozenset(told) for status, told in events if status not in ("merged", "retracted")}


def groups_in_process() -> set[frozenset[str]]:
    result = run(articles())
    return told_together([(e.status, {i.mention_id for i in e.evidence}) for e in result.events])


def groups_of(stack: Stack) -> set[frozenset[str]]:
    stack.client.indices.refresh(index=f"{stack.settings.index_prefix}*")
    documents = stack.documents("events").values()
    return told_together(
        [(one["status"], {i["mention_id"] for i in one["evidence"]}) for one in documents]
    )


def test_partitions_that_move_and_a_killed_worker_end_in_the_same_events(stack: Stack) -> None:
    every = [(one.article_id, one.to_json()) for one in articles()]
    first = stack.workers[0]
    second = Worker("pipeline", stack.settings, first.folder)
    stack.publish(every[:8])
    stack.settle()
    second.start()
    stack.workers.append(second)
    stack.publish(every[8:16])
    _until(stack, lambda: _deduplicated(second) > 0, lambda: stack.publish(every[:16]))
    stack.publish(every[16:24])
    first.kill()
    third = stack.workers[0] = Worker("pipeline", stack.settings, first.folder)
    third.start()
    stack.publish(every[24:])
    whole = groups_in_process()
    assert len(whole) == len(CITIES) + 1
    _until(stack, lambda: groups_of(stack) == whole, lambda: None)
    stack.settle()
    assert groups_of(stack) == whole
    revisions = _revisions(stack)
    stack.publish(every)
    _until(stack, lambda: _deduplicated(third) > 0, lambda: stack.publish(every))
    stack.settle()
    assert groups_of(stack) == whole
    assert _revisions(stack) == revisions
    assert second.stop() == 0
    stack.workers.remove(second)


def _revisions(stack: Stack) -> dict[str, int]:
    return {name: one["revision"] for name, one in stack.documents("events").items()}


def _deduplicated(worker: Worker) -> float:
    series = re.escape('dateline_records_total{outcome="ok",stage="deduplicate"}')
    found = re.search(rf"^{series} (\S+)$", worker.get("/metrics") or "", re.MULTILINE)
    return float(found.group(1)) if found else 0.0


def _until(stack: Stack, true: Callable[[], bool], again: Callable[[], None]) -> None:
    """Send what was sent again and again, until the other worker has a share of it."""

    def send_and_wait() -> None:
        again()
        time.sleep(2.0)

    stack.until(true, 200.0, send_and_wait)
