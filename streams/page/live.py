"""New revisions of events, sent to browsers as they are indexed (server-sent events)."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from aiohttp import web

from schemas import Event
from streams.errors import DatelineError
from streams.search.bodies import latest_written_body, written_since_body
from streams.search.event_query import MAX_LIMIT, EventQuery
from streams.search.headline import headline
from streams.search.query import SearchPage
from streams.search.scan import POLL_SECONDS, Follower

logger = logging.getLogger(__name__)

MAX_STREAMS = 64
"""Streams open at once; each is a socket and a queue. A browser opens one for each window."""
MAX_WAITING = 20
"""Batches that a slow browser may leave unread before its stream ends; it then connects anew."""
HEARTBEAT_SECONDS = 15.0
"""A comment is sent after this silence, so that a closed window is noticed."""
RETRY_MILLISECONDS = 3000
"""When a browser connects anew after the stream ended."""

EVERY = EventQuery(status=(), current_only=False, limit=MAX_LIMIT)
"""Browsers are told of all events, of any status; each reads its own search anew."""
NEWEST = EVERY.model_copy(update={"limit": 1})

Fetch = Callable[[dict[str, Any], int], Awaitable[SearchPage]]
"""Answers a request for the events indexed last, of a number at most."""
Batch = bytes
_END = b""


class Live:
    """Polls the index once a second for all browsers together, while any is connected.

    A failed poll is logged and repeated; browsers are told, and stay connected.
    """

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._queues: set[asyncio.Queue[Batch]] = set()
        self._task: asyncio.Task[None] | None = None

    @property
    def is_full(self) -> bool:
        """Whether no further stream may be opened."""
        return len(self._queues) >= MAX_STREAMS

    def join(self) -> asyncio.Queue[Batch]:
        """Return a queue of what is to be sent; an empty batch ends the stream."""
        queue: asyncio.Queue[Batch] = asyncio.Queue(MAX_WAITING)
        self._queues.add(queue)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._poll())
        return queue

    def leave(self, queue: asyncio.Queue[Batch]) -> None:
        """Forget a queue; the last one stops the polling."""
        self._queues.discard(queue)
        if not self._queues and self._task is not None:
            self._task.cancel()
            self._task = None

    async def close(self) -> None:
        """End all streams."""
        task, self._task = self._task, None
        for queue in list(self._queues):
            _put_end(queue)
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _poll(self) -> None:
        follower = Follower()
        while True:
            # What was there before the first browser came is on its page already.
            is_first = follower.since is None
            try:
                events = follower.fresh(await self._read(follower))
                if is_first and follower.since is not None:
                    follower.fresh(await self._read(follower))
            except (DatelineError, OSError) as error:
                logger.warning("live: %s", error)
                self._send(message("trouble", {"text": "The server does not answer."}))
            else:
                if events and not is_first:
                    self._send(message("events", changes(events)))
            await asyncio.sleep(POLL_SECONDS)

    async def _read(self, follower: Follower) -> list[Event]:
        """Return the events that may be new; all pages of them, as a replay may write many."""
        if follower.since is None:
            return (await self._fetch(latest_written_body(NEWEST), 1)).events
        found: list[Event] = []
        after: tuple[Any, ...] = ()
        while True:
            page = await self._fetch(written_since_body(EVERY, follower.since, after), MAX_LIMIT)
            found += page.events
            if not page.next_after:
                return found
            after = page.next_after

    def _send(self, batch: Batch) -> None:
        for queue in list(self._queues):
            try:
                queue.put_nowait(batch)
            except asyncio.QueueFull:
                _put_end(queue)


def changes(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return what a browser is told of new revisions."""
    return [
        {"id": event.event_id, "revision": event.revision, "headline": headline(event)}
        for event in events
    ]


def message(name: str, data: Any) -> Batch:
    """Return one message of a stream of server-sent events."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=True)}\n\n".encode()


def _put_end(queue: asyncio.Queue[Batch]) -> None:
    while queue.full():
        queue.get_nowait()
    queue.put_nowait(_END)


async def stream(request: web.Request, live: Live, headers: dict[str, str]) -> web.StreamResponse:
    """Answer a request with a stream that ends with the connection or the application.

    Raises:
        web.HTTPServiceUnavailable: if too many streams are open.
    """
    if live.is_full:
        raise web.HTTPServiceUnavailable(headers={"Retry-After": "30"})
    response = web.StreamResponse(headers=headers | {"Content-Type": "text/event-stream"})
    queue = live.join()
    try:
        await response.prepare(request)
        await response.write(f"retry: {RETRY_MILLISECONDS}\n\n".encode())
        while True:
            try:
                batch = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                batch = b": still here\n\n"
            if batch == _END:
                return response
            await response.write(batch)
    except ConnectionError:
        return response
    finally:
        live.leave(queue)
