"""Work and waiting are told apart, and quantiles are within what the buckets allow."""

import asyncio
import json
import time
from itertools import pairwise

import pytest

from streams.errors import TooLarge
from streams.extract.pool import ExtractionPool
from streams.ingest.articles import MAX_TEXT_BYTES
from streams.runtime.delivery import Incoming
from streams.runtime.metrics import LATENCY_BUCKETS, Metrics, Work

ARTICLE = {
    "article_id": "p1",
    "publisher": "daily.example",
    "published_at": "2024-03-11T08:00:00Z",
    "text": "A bomb exploded in Kirkuk on Sunday, killing three people. " * 40,
}


def message(text: str) -> Incoming:
    value = json.dumps(ARTICLE | {"text": text}).encode()
    return Incoming("articles", 0, 0, b"p1", value, 0.0, 0.0)


def test_waiting_for_a_process_is_no_work() -> None:
    seen: list[tuple[Incoming, Work]] = []
    pool = ExtractionPool(1, observe=lambda incoming, work: seen.append((incoming, work)))

    async def together() -> float:
        messages = [message(ARTICLE["text"]) for _ in range(6)]
        began = time.monotonic()
        await asyncio.gather(*(pool.process(one) for one in messages))
        return time.monotonic() - began

    try:
        pool.wait_until_warm()
        elapsed = asyncio.run(together())
    finally:
        pool.close()
    assert len(seen) == 6
    assert 0 < sum(work.seconds for _, work in seen) <= elapsed
    waits = [work.began - incoming.received for incoming, work in seen]
    assert sum(waits) > elapsed, "the last of six waits for the work on five others"


@pytest.mark.parametrize("processes", [0, 1])
def test_the_work_on_a_refused_message_counts(processes: int) -> None:
    seen: list[Work] = []
    pool = ExtractionPool(processes, observe=lambda _, work: seen.append(work))
    try:
        with pytest.raises(TooLarge):
            asyncio.run(pool.process(message("x" * (MAX_TEXT_BYTES + 1))))
    finally:
        pool.close()
    [work] = seen
    assert work.seconds > 0


def test_a_stage_is_busy_for_as_long_as_it_works() -> None:
    metrics = Metrics("test")
    stage = metrics.stage("extract", 2)
    stage.worked(Work(100.0, 3.0))
    stage.waited(90.0, 100.0)
    value = metrics.registry.get_sample_value
    labels = {"stage": "extract"}
    assert value("dateline_busy_seconds_total", labels) == 3.0
    assert value("dateline_stage_seconds_sum", labels) == 3.0
    assert value("dateline_wait_seconds_sum", labels) == 10.0
    assert value("dateline_stage_slots", labels) == 2


def test_work_for_a_batch_is_busy_time_and_that_of_no_message() -> None:
    metrics = Metrics("test")
    with metrics.stage("deduplicate", 1).finishing():
        time.sleep(0.01)
    labels = {"stage": "deduplicate"}
    busy = metrics.registry.get_sample_value("dateline_busy_seconds_total", labels)
    assert busy is not None
    assert busy >= 0.01
    assert metrics.registry.get_sample_value("dateline_stage_seconds_count", labels) == 0


def test_no_bucket_up_to_fifteen_minutes_is_wider_than_twice_its_start() -> None:
    near = [one for one in LATENCY_BUCKETS if 0.1 <= one <= 900]
    assert max(upper / lower for lower, upper in pairwise(near)) <= 2.5
    assert max(upper / lower for lower, upper in pairwise(one for one in near if one >= 0.5)) <= 2
