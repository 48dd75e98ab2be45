"""Deliver each message to its handler at least once.

The order is fixed: handle, flush the outputs, acknowledge, strictly by offset. No exception leaves
the loop of an agent, because Faust acknowledges a message whose handler raises or is cancelled, and
starts the agent again behind the messages that it had read ahead.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from streams.errors import TooLarge
from streams.runtime.health import Progress
from streams.runtime.metrics import StageMetrics
from streams.runtime.packed_batches import UnreadBatch

logger = logging.getLogger(__name__)

ORIGIN_HEADER = "dateline-origin"
"""Kafka header: broker timestamp of the article that a message results from, in milliseconds."""

LONGEST_ORIGIN = 16
"""Digits of an origin in milliseconds, at the most; a longer one is no time."""

TOLERANCE_SECONDS = 24 * 60 * 60.0
"""How far a message may be ahead of the worker: clocks of servers differ by less than a day."""

SETTLE_SECONDS = 10.0
"""Longest wait for messages in hand before partitions move to another worker, which then receives
them again."""
POLL_SECONDS = 0.02
"""Interval between checks whether messages in hand are finished."""

GATHER_SECONDS = 0.05
"""Interval between looks for further messages of a batch."""

SKIPPED_HEADER = "dateline-skipped"
"""Kafka header: why the input was skipped, on the output that stands for it ("language:fr")."""


class SteadyClock:
    """Unix time that no adjustment of the system clock moves.

    The system clock is read once, when the worker starts. From then on the time is what a
    monotonic clock adds to it.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic = monotonic
        self._offset = wall() - monotonic()

    def __call__(self) -> float:
        """Return the time in Unix seconds."""
        return self._offset + self._monotonic()

    def bounded(self, moment: float) -> float:
        """Return a moment, at most ``TOLERANCE_SECONDS`` ahead and never before 1970."""
        return min(max(moment, 0.0), self() + TOLERANCE_SECONDS)


@dataclass(frozen=True)
class Incoming:
    """A message as received from the broker. ``timestamp`` and ``origin`` are Unix seconds.

    ``received`` is when the worker took it, on the monotonic clock of the machine.
    """

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    timestamp: float
    origin: float
    received: float = field(default_factory=time.monotonic, compare=False)

    @property
    def content(self) -> bytes | None:
        """Return the value of a message that strangers may have sent.

        Raises:
            TooLarge: if it stands for a batch that was not unpacked.
        """
        if isinstance(self.value, UnreadBatch):
            raise TooLarge(self.value.why)
        return self.value


@dataclass(frozen=True)
class Outgoing:
    """A message to send; ``topic`` has no prefix, and a null value is a tombstone.

    ``replaces`` names what the message is the newest state of, within its topic: of several
    messages of one batch, only that of the highest ``revision`` is sent, and of equal ones the
    last. None: the message is always sent.
    """

    topic: str
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()
    replaces: bytes | None = None
    revision: int = 0


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
    """Reads a stream, passes batches to the handler, and acknowledges them in order.

    Args:
        handler: processes the messages.
        pace: how many messages are taken and acknowledged together.
        metrics: the metrics of the stage.
        progress: is told of every finished message.
        is_current: whether an event belongs to the present assignment of partitions.
        read: turns a message of Faust into one of ours.
        forget: is told of an event that is neither handled nor acknowledged.
    """

    def __init__(
        self,
        handler: Handler,
        pace: Pace,
        metrics: StageMetrics,
        progress: Progress,
        is_current: Callable[[Any], bool],
        read: "Callable[[Any], Incoming] | None" = None,
        forget: Callable[[Any], None] = lambda _: None,
    ) -> None:
        self._handler = handler
        self._pace = pace
        self._metrics = metrics
        self._progress = progress
        self._is_current = is_current
        self._read = read or MessageReader(SteadyClock())
        self._forget = forget
        self._in_hand = 0
        self._failed = False

    async def run(self, stream: Any, crash: Callable[[BaseException], Awaitable[None]]) -> None:
        """Read until cancelled. Any error here is a defect, and the worker must stop.

        To continue would skip an unacknowledged message for good. So ``crash`` is awaited, nothing
        is acknowledged any more, and a restarted worker receives the message again.
        """
        queue: asyncio.Queue[Any] = asyncio.Queue(maxsize=self._pace.ahead)
        finisher = asyncio.create_task(self._finish(stream, queue, crash))
        try:
            await self._take(stream, queue)
        except Exception as error:
            await self._fail(error, crash)
        finally:
            finisher.cancel()
            with suppress(asyncio.CancelledError):
                await finisher
            self._note_in_hand(-self._in_hand)

    async def settled(self, seconds: float = SETTLE_SECONDS) -> bool:
        """Wait until no message is in hand; return False if that takes longer."""
        deadline = asyncio.get_running_loop().time() + seconds
        while self._in_hand and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(POLL_SECONDS)
        return not self._in_hand

    async def _take(self, stream: Any, queue: "asyncio.Queue[Any]") -> None:
        async for event in stream.noack().events():
            message = self._read(event.message)
            self._note_in_hand(1)
            await queue.put((event, message, self._handler.begin(message)))

    async def _finish(
        self,
        stream: Any,
        queue: "asyncio.Queue[Any]",
        crash: Callable[[BaseException], Awaitable[None]],
    ) -> None:
        try:
            while not self._failed:
                await self._finish_batch(stream, queue)
        except Exception as error:
            await self._fail(error, crash)

    async def _finish_batch(self, stream: Any, queue: "asyncio.Queue[Any]") -> None:
        batch = await self._gather(queue)
        try:
            # After a rebalance, another worker may own some of these and receive them again.
            current = [item for item in batch if self._is_current(item[0])]
            for event, _, _ in batch:
                if not self._is_current(event):
                    self._forget(event)
            await self._handler.handle([(message, work) for _, message, work in current])
            for event, _, _ in current:
                if self._failed:
                    return
                await stream.ack(event)
        finally:
            self._note_in_hand(-len(batch))
        self._metrics.finished(time.time())
        self._progress.advance()

    async def _fail(
        self, error: Exception, crash: Callable[[BaseException], Awaitable[None]]
    ) -> None:
        """End the worker and stay here until it has ended: Faust must not start the loop again."""
        self._failed = True
        logger.error(
            "delivery failed; stopping the worker so that no message is skipped", exc_info=error
        )
        await crash(error)
        await asyncio.Event().wait()

    async def _gather(self, queue: "asyncio.Queue[Any]") -> list[Any]:
        batch = [await queue.get()]
        deadline = asyncio.get_running_loop().time() + self._pace.linger
        while True:
            while len(batch) < self._pace.batch and not queue.empty():
                batch.append(queue.get_nowait())
            wait = deadline - asyncio.get_running_loop().time()
            if wait <= 0 or len(batch) == self._pace.batch:
                return batch
            # A sleep costs less than waiting for each message, which is a task and a timer.
            await asyncio.sleep(min(wait, GATHER_SECONDS))

    def _note_in_hand(self, change: int) -> None:
        self._in_hand += change
        self._metrics.in_flight(change)


class MessageReader:
    """Reads messages of Faust: raw bytes, position and times.

    Args:
        clock: bounds the times of messages, whose clocks may be wrong.
        own: whether Dateline itself sends to the topic. Headers of other producers count for
            nothing.
    """

    def __init__(self, clock: SteadyClock, *, own: bool = True) -> None:
        self._clock = clock
        self._own = own

    def __call__(self, message: Any) -> Incoming:
        """Convert a message; nothing in it can make this fail."""
        timestamp = self._clock.bounded(_seconds(message.timestamp))
        origin = _origin(message.headers) if self._own else None
        return Incoming(
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            key=message.key,
            value=message.value,
            timestamp=timestamp,
            origin=timestamp if origin is None else min(origin, timestamp),
        )


def _seconds(timestamp: Any) -> float:
    return float(timestamp) if isinstance(timestamp, int | float) else 0.0


def _origin(headers: Any) -> float | None:
    """Return the origin in Unix seconds, or None if the headers have none that can be read."""
    pairs = headers.items() if hasattr(headers, "items") else headers or ()
    for name, value in pairs:
        if name == ORIGIN_HEADER and isinstance(value, bytes):
            text = value.decode("ascii", "replace")
            if text.isdecimal() and len(text) <= LONGEST_ORIGIN:
                return int(text) / 1000
    return None
