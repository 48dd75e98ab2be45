"""Deliver each message to its handler at least once.

The order is fixed: handle, flush the outputs, acknowledge, strictly by offset. No exception leaves
the loop of an agent, because Faust acknowledges a message whose handler raises or is cancelled.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from streams.runtime.health import Progress
from streams.runtime.metrics import StageMetrics

logger = logging.getLogger(__name__)

ORIGIN_HEADER = "dateline-origin"
"""Kafka header: broker timestamp of the article that a message results from, in milliseconds."""

SKIPPED_HEADER = "dateline-skipped"
"""Kafka header: why the input was skipped, on the output that stands for it ("language:fr")."""


@dataclass(frozen=True)
class Incoming:
    """A message as received from the broker. ``timestamp`` and ``origin`` are Unix seconds."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    timestamp: float
    origin: float


@dataclass(frozen=True)
class Outgoing:
    """A message to send; ``topic`` has no prefix, and a null value is a tombstone."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()


class Handler(Protocol):
    """Processes the messages of a stage, including retries and dead letters."""

    def begin(self, message: Incoming) -> "asyncio.Future[Any] | None":
        """Start work that may run concurrently with other messages; None if there is none."""
        ...

    async def handle(self, batch: Sequence[tuple[Incoming, "asyncio.Future[Any] | None"]]) -> None:
        """Finish messages in order; return only when all their results are stored."""
        ...


@dataclass(frozen=True)
class Pace:
    """Batch size, longest wait for a batch in seconds, and number of messages to read ahead."""

    batch: int
    linger: float
    ahead: int


class Delivery:
    """Reads a stream, passes batches to the handler, and acknowledges them in order."""

    def __init__(
        self,
        handler: Handler,
        pace: Pace,
        metrics: StageMetrics,
        progress: Progress,
        is_current: Callable[[Any], bool],
    ) -> None:
        self._handler = handler
        self._pace = pace
        self._metrics = metrics
        self._progress = progress
        self._is_current = is_current

    async def run(self, stream: Any, crash: Callable[[BaseException], Awaitable[None]]) -> None:
        """Read until cancelled. Any error here is a defect, and the worker must stop.

        To continue would skip an unacknowledged message for good. So ``crash`` is awaited, and a
        restarted worker receives the message again.
        """
        queue: asyncio.Queue[Any] = asyncio.Queue(maxsize=self._pace.ahead)
        finisher = asyncio.create_task(self._finish(stream, queue, crash))
        try:
            async for event in stream.noack().events():
                message = incoming(event.message)
                self._metrics.in_flight(1)
                await queue.put((event, message, self._handler.begin(message)))
        finally:
            finisher.cancel()
            with suppress(asyncio.CancelledError):
                await finisher
            self._metrics.in_flight(-queue.qsize())

    async def _finish(
        self,
        stream: Any,
        queue: "asyncio.Queue[Any]",
        crash: Callable[[BaseException], Awaitable[None]],
    ) -> None:
        try:
            while True:
                batch = await self._gather(queue)
                # After a rebalance, another worker may own some of these and receive them again.
                current = [item for item in batch if self._is_current(item[0])]
                await self._handler.handle([(message, work) for _, message, work in current])
                for event, _, _ in current:
                    await stream.ack(event)
                self._note(len(batch))
        except Exception as error:
            logger.exception("delivery failed; stopping the worker so that no message is skipped")
            await crash(error)

    async def _gather(self, queue: "asyncio.Queue[Any]") -> list[Any]:
        batch = [await queue.get()]
        deadline = asyncio.get_running_loop().time() + self._pace.linger
        while len(batch) < self._pace.batch:
            wait = deadline - asyncio.get_running_loop().time()
            try:
                batch.append(
                    queue.get_nowait()
                    if wait <= 0 or not queue.empty()
                    else await asyncio.wait_for(queue.get(), wait)
                )
            except (asyncio.QueueEmpty, TimeoutError):
                break
        return batch

    def _note(self, number: int) -> None:
        self._metrics.in_flight(-number)
        self._metrics.finished(time.time())
        self._progress.advance()


def incoming(message: Any) -> Incoming:
    """Convert a Faust message: raw bytes, position and timestamps."""
    timestamp = float(message.timestamp or 0.0)
    headers = message.headers or {}
    pairs = headers.items() if hasattr(headers, "items") else headers
    origin = timestamp
    for name, value in pairs:
        if name == ORIGIN_HEADER:
            with suppress(ValueError):
                origin = int(value) / 1000
    return Incoming(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        timestamp=timestamp,
        origin=origin,
    )
