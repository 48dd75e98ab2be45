import asyncio
import json
import os
import signal
from collections.abc import Iterator
from contextlib import suppress

import psutil
import pytest

from schemas import Extraction
from streams.errors import MalformedRecord, MissingDependency, StageFailed, TooSlow
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


def test_only_the_article_that_kills_its_process_fails() -> None:
    slow = ARTICLE | {"text": '"Two men were shot," she told us, ' * 30_000}
    values = [json.dumps(slow).encode(), *[json.dumps(ARTICLE).encode()] * 3]

    async def kill_the_first() -> list[object]:
        pool = ExtractionPool(1)
        try:
            pool.wait_until_warm()
            every = [asyncio.ensure_future(pool.process(message(value))) for value in values]
            killed: set[int] = set()
            while len(killed) < 3 and not all(one.done() for one in every):
                await asyncio.sleep(0.2)
                for child in _at_work() - killed:
                    await asyncio.sleep(1.0)
                    os.kill(child, signal.SIGKILL)
                    killed.add(child)
            return list(await asyncio.gather(*every, return_exceptions=True))
        finally:
            pool.close()

    first, *others = asyncio.run(kill_the_first())
    assert isinstance(first, StageFailed)
    assert [isinstance(one, list) and len(one) for one in others] == [1, 1, 1]


def _at_work() -> set[int]:
    found = set()
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):  # a killed one is still listed for a while
            if "spawn_main" in " ".join(child.cmdline()):
                found.add(child.pid)
    return found


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
