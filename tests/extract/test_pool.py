import asyncio
import json
import os
import signal
from collections.abc import Iterator

import psutil
import pytest

from schemas import Extraction
from streams.errors import MalformedRecord, MissingDependency, TooSlow
from streams.extract.pool import ExtractionPool
from streams.runtime.delivery import Incoming

ARTICLE = {
    "article_id": "p1",
    "publisher": "daily.example",
    "published_at": "2024-03-11T08:00:00Z",
    "text": "A bomb exploded in Kirkuk on Sunday, killing three people.",
}


def message(value: bytes) -> Incoming:
    return Incoming("articles", 0, 0, b"p1", value, 0.0, 0.0)


@pytest.fixture(params=[0, 1])
def pool(request: pytest.FixtureRequest) -> Iterator[ExtractionPool]:
    pool = ExtractionPool(request.param)
    yield pool
    pool.close()


def extracted(pool: ExtractionPool, value: bytes) -> Extraction:
    (output,) = asyncio.run(pool.process(message(value)))
    return Extraction.from_json(output.value or b"")


def test_it_extracts_in_process_and_beside_it(pool: ExtractionPool) -> None:
    assert extracted(pool, json.dumps(ARTICLE).encode()).drafts


def test_errors_keep_their_type_across_processes(pool: ExtractionPool) -> None:
    with pytest.raises(MalformedRecord, match="Article is malformed"):
        extracted(pool, b"{}")


@pytest.mark.parametrize("processes", [0, 1])
def test_a_missing_pipeline_is_told_before_any_article(processes: int) -> None:
    pool = ExtractionPool(processes, "en_core_web_xyz")
    try:
        with pytest.raises(MissingDependency, match="spacy download en_core_web_xyz"):
            pool.wait_until_warm()
        with pytest.raises(MissingDependency, match="spacy download en_core_web_xyz"):
            extracted(pool, json.dumps(ARTICLE).encode())
    finally:
        pool.close()


def test_every_process_is_warm_before_work() -> None:
    pool = ExtractionPool(2)
    try:
        pool.wait_until_warm()
        assert extracted(pool, json.dumps(ARTICLE).encode()).drafts
    finally:
        pool.close()


def test_a_killed_process_is_replaced_and_the_article_extracted_after_all() -> None:
    pool = ExtractionPool(1)
    try:
        value = json.dumps(ARTICLE).encode()
        extracted(pool, value)
        workers = [
            child.pid
            for child in psutil.Process().children(recursive=True)
            if "spawn_main" in " ".join(child.cmdline())
        ]
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        assert workers
        assert extracted(pool, value).drafts
    finally:
        pool.close()


def test_a_correction_that_takes_too_long_takes_its_earlier_version_back() -> None:
    pool = ExtractionPool(1, cpu_seconds=1.0)
    try:
        slow = {"text": '"Two men were shot," she told us, ' * 30_000, "version": 2}
        with pytest.raises(TooSlow) as caught:
            extracted(pool, json.dumps(ARTICLE | slow).encode())
        (output,) = caught.value.instead
        extraction = Extraction.from_json(output.value)
        assert (extraction.article_version, extraction.skipped) == (2, "too_slow")
        assert not extraction.drafts
    finally:
        pool.close()


def test_the_end_does_not_wait_for_the_article_in_hand() -> None:
    slow = ARTICLE | {"text": '"Two men were shot," she told us, ' * 30_000}

    async def close_in_the_middle() -> None:
        pool = ExtractionPool(1)
        pool.wait_until_warm()
        children = psutil.Process().children(recursive=True)
        at_work = [child for child in children if "spawn_main" in " ".join(child.cmdline())]
        work = asyncio.ensure_future(pool.process(message(json.dumps(slow).encode())))
        await asyncio.sleep(1.0)
        assert not work.done()
        pool.close()
        _, alive = await asyncio.to_thread(psutil.wait_procs, at_work, 5.0)
        assert at_work
        assert not alive
        await asyncio.sleep(0.2)
        assert not work.done(), "neither a result nor a dead letter"
        work.cancel()

    asyncio.run(close_in_the_middle())
