"""Nothing is lost or counted twice when a worker is killed, another joins, or a server is away.

These workers keep their state in memory; those of the other tests of faults have it on disk, which
is the default.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from streams.local.processes import family
from streams.local.servers import Servers
from tests.stack import Stack, Worker

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module", autouse=True)
def in_memory() -> Iterator[None]:
    """Let the workers of this module keep their state in memory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_STATE_STORE", "memory")
        yield


CITIES = ("Mosul", "Aleppo", "Kharkiv", "Lagos", "Aden", "Kirkuk", "Homs", "Odesa")
NUMBER = 160


def articles(run: str) -> list[tuple[str, bytes]]:
    """Return articles of our own words, each about one blast in one city on one day."""
    made = []
    for index in range(NUMBER):
        city, day = CITIES[index % len(CITIES)], 1 + index // len(CITIES)
        name = f"{run}-{index}"
        article = {
            "article_id": name,
            "publisher": f"outlet{index % 5}.example",
            "published_at": f"2024-03-{day:02d}T20:00:00Z",
            "text": f"A car bomb exploded in {city} on {_weekday(day)}, killing {2 + index % 7} "
            "people, police said.",
        }
        made.append((name, json.dumps(article).encode()))
    return made


def _weekday(day: int) -> str:
    return ("Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday")[
        (day - 1) % 7
    ]


def assert_whole(stack: Stack, run: str) -> None:
    """Every article is stored, and every mention is evidence of exactly one event."""
    names = {name for name, _ in articles(run)}
    # A worker that has just taken partitions over may look idle before it has read them.
    stack.until(lambda: len(mentions_of(stack, names)) >= NUMBER)
    stack.settle()
    assert names <= set(stack.documents("articles"))
    mentions = mentions_of(stack, names)
    evidence = [
        item["mention_id"]
        for event in stack.documents("events").values()
        for item in event["evidence"]
        if event["status"] not in ("merged", "retracted") and item["article_id"] in names
    ]
    assert len(mentions) >= NUMBER
    assert sorted(evidence) == sorted(mentions)


def mentions_of(stack: Stack, names: set[str]) -> set[str]:
    """Return the ids of the stored mentions of the articles."""
    stack.client.indices.refresh(index=stack.settings.index("mentions"))
    return {
        source["mention_id"]
        for source in stack.documents("mentions").values()
        if source["article_id"] in names
    }


def assert_counted_once(stack: Stack) -> None:
    """The windows of each city and day hold the events of that city and day, each once."""
    events = [
        (event["place"]["city_id"], event["date_start"])
        for event in stack.documents("events").values()
        if event["status"] not in ("merged", "retracted")
    ]
    counted = {
        (window["area"]["area_id"], window["window_start"][:10]): window["n_events"]
        for window in stack.documents("city-activity").values()
        if (window["clock"], window["granularity"]) == ("event", "day") and window["n_events"]
    }
    assert counted == {key: events.count(key) for key in events}


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(stack: Stack) -> None:
    victim = stack.workers[0]
    sent = articles("killed")
    stack.publish(sent[: NUMBER // 2])
    stack.until(lambda: _processed(victim, "extract") > 0)
    victim.kill()
    stack.publish(sent[NUMBER // 2 :])
    stack.workers[0] = Worker("pipeline", stack.settings, victim.folder)
    stack.workers[0].start()
    stack.settle()
    assert_whole(stack, "killed")
    assert_counted_once(stack)


def test_a_second_worker_takes_over_partitions_while_messages_flow(stack: Stack) -> None:
    sent = articles("shared")
    stack.publish(sent[: NUMBER // 2])
    second = Worker("pipeline", stack.settings, stack.workers[0].folder)
    second.start()
    stack.workers.append(second)
    stack.publish(sent[NUMBER // 2 :])
    stack.until(lambda: _processed(second, "extract") + _processed(second, "deduplicate") >= 0)
    stack.settle()
    assert_whole(stack, "shared")
    first = stack.workers.pop(0)
    assert first.stop() == 0
    stack.publish(sent)
    stack.settle()
    assert_whole(stack, "shared")
    stack.workers.insert(0, stack.workers.pop())


def test_elasticsearch_away_for_a_while_loses_nothing(stack: Stack, server_home: Path) -> None:
    statuses = Servers().status(server_home)
    launcher = next(s.pid for s in statuses if "elastic" in s.title.lower())
    servers = family([psutil.Process(launcher)])
    for server in servers:
        server.suspend()
    try:
        stack.publish(articles("away"))
        stack.until(lambda: _retries(stack.workers[1]) > 0)
    finally:
        for server in servers:
            server.resume()
    stack.settle()
    assert_whole(stack, "away")


def _processed(worker: Worker, stage: str) -> float:
    return _metric(worker, f'dateline_records_total{{outcome="ok",stage="{stage}"}}')


def _retries(worker: Worker) -> float:
    return _metric(worker, 'dateline_records_total{outcome="retry",stage="index"}')


def _metric(worker: Worker, series: str) -> float:
    found = re.search(rf"^{re.escape(series)} (\S+)$", worker.get("/metrics") or "", re.MULTILINE)
    return float(found.group(1)) if found else -1.0


def test_a_broker_killed_and_started_again_loses_nothing(stack: Stack, server_home: Path) -> None:
    sent = articles("broker")
    stack.publish(sent[: NUMBER // 2])
    broker = next(s.pid for s in Servers().status(server_home) if "kafka" in s.title.lower())
    assert broker is not None
    psutil.Process(broker).kill()
    Servers().up(server_home, print)
    stack.publish(sent[NUMBER // 2 :])
    stack.settle()
    assert_whole(stack, "broker")
