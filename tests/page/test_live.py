"""New revisions are sent to every open stream; streams are bounded and end with the page."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from schemas import Event
from streams.errors import ServerError
from streams.page import live as live_module
from streams.page.app import make_app
from streams.page.live import MAX_STREAMS, MAX_WAITING, Live
from streams.search.query import EventHit, SearchPage
from streams.settings import Settings
from tests.index.records import event
from tests.search.conftest import Put

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


class Index:
    """Answers requests for the events indexed last, as Elasticsearch would."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.fails = False

    def add(self, name: str, revision: int = 1) -> None:
        at = NOW + timedelta(seconds=len(self.events))
        self.events.append(event(event_id=name, revision=revision, indexed_at=at))

    async def __call__(self, body: dict[str, Any], limit: int) -> SearchPage:
        if self.fails:
            raise ServerError("not there")
        found = self.events if "query" in body else self.events[-1:]
        return SearchPage(len(found), tuple(map(EventHit, found)), ())


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Index:
    monkeypatch.setattr(live_module, "POLL_SECONDS", 0.01)
    return Index()


async def _next(queue: "asyncio.Queue[bytes]") -> tuple[str, Any]:
    name, data = (await asyncio.wait_for(queue.get(), 5)).decode().strip().split("\n")
    return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def test_only_what_comes_after_the_first_look_is_sent(index: Index) -> None:
    async def _run() -> None:
        index.add("old")
        index.add("older, but indexed within the overlap")
        live = Live(index)
        queue, other = live.join(), live.join()
        await asyncio.sleep(0.1)
        assert queue.empty()
        index.add("new")
        index.add("old", revision=2)
        sent: list[Any] = []
        while len(sent) < 2:
            sent += (await _next(queue))[1]
        assert [(one["id"], one["revision"]) for one in sent] == [("new", 1), ("old", 2)]
        assert sent[0]["headline"].startswith("Shelling kills 19")
        assert (await _next(other))[0] == "events"
        await live.close()
        assert queue.get_nowait() == b""

    asyncio.run(_run())


def test_a_server_that_is_away_for_a_moment_ends_no_stream(index: Index) -> None:
    async def _run() -> None:
        index.add("old")
        live = Live(index)
        queue = live.join()
        await asyncio.sleep(0.1)
        index.fails = True
        assert (await _next(queue))[0] == "trouble"
        index.fails = False
        index.add("new")
        while (found := await _next(queue))[0] == "trouble":
            pass
        assert found[1][0]["id"] == "new"
        await live.close()

    asyncio.run(_run())


def test_a_browser_that_does_not_read_is_let_go_and_others_are_not(index: Index) -> None:
    async def _run() -> None:
        index.add("old")
        live = Live(index)
        slow, quick = live.join(), live.join()
        await asyncio.sleep(0.1)
        for number in range(MAX_WAITING + 1):
            index.add(f"new {number}")
            assert (await _next(quick))[0] == "events"
        waiting = [slow.get_nowait() for _ in range(slow.qsize())]
        assert len(waiting) == MAX_WAITING
        assert waiting[-1] == b""
        assert b"" not in waiting[:-1]
        await live.close()

    asyncio.run(_run())


def test_nothing_is_polled_without_a_reader(index: Index) -> None:
    async def _run() -> None:
        live = Live(index)
        live.leave(live.join())
        index.fails = True
        await asyncio.sleep(0.05)
        queues = [live.join() for _ in range(MAX_STREAMS)]
        assert live.is_full
        for queue in queues:
            live.leave(queue)
        assert not live.is_full

    asyncio.run(_run())


@pytest.mark.servers
def test_an_event_that_is_indexed_reaches_an_open_stream(put: Put, settings: Settings) -> None:
    async def _run() -> str:
        server = TestServer(make_app(settings), host="127.0.0.1")
        async with TestClient(server) as client, client.get("/live") as answer:
            assert answer.content_type == "text/event-stream"
            assert answer.headers["Content-Security-Policy"]
            await asyncio.sleep(2.5)
            later = datetime.now(UTC)
            await asyncio.to_thread(put, event(event_id="e2", revision=7), at=later)
            text = ""
            while "e2" not in text:
                text += (await asyncio.wait_for(answer.content.readline(), 20)).decode()
        return text

    put(event())
    text = asyncio.run(_run())
    assert "event: events" in text
    assert '"revision": 7' in text
    assert '"e1"' not in text
