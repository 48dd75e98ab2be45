"""At least once: handle, then acknowledge, in order, and nothing that was not handled."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from streams.runtime.delivery import (
    ORIGIN_HEADER,
    TOLERANCE_SECONDS,
    Delivery,
    Incoming,
    MessageReader,
    Pace,
    SteadyClock,
)
from streams.runtime.health import Progress
from streams.runtime.metrics import Metrics


@dataclass
class Message:
    offset: int
    value: bytes | None = b"x"
    key: bytes | None = b"k"
    topic: str = "t"
    partition: int = 0
    timestamp: Any = 100.0
    headers: Any = None
    generation_id: int = 1


@dataclass
class Event:
    message: Message


@dataclass
class Stream:
    """Stands in for a Faust stream: yields events, then waits, and notes what is acknowledged."""

    events_: list[Event]
    acked: list[int] = field(default_factory=list)

    def noack(self) -> "Stream":
        return self

    async def events(self) -> AsyncIterator[Event]:
        for event in self.events_:
            yield event
        await asyncio.Event().wait()

    async def ack(self, event: Event) -> None:
        self.acked.append(event.message.offset)


class Handler:
    def __init__(self, fail_at: int | None = None) -> None:
        self.batches: list[list[int]] = []
        self.fail_at = fail_at

    def begin(self, message: Incoming) -> None:
        del message

    async def handle(self, batch: Sequence[tuple[Incoming, Any]]) -> None:
        offsets = [message.offset for message, _ in batch]
        if self.fail_at in offsets:
            msg = "defect"
            raise RuntimeError(msg)
        self.batches.append(offsets)


def deliver(
    stream: Stream,
    handler: Handler,
    *,
    batch: int = 10,
    current: Callable[[Any], bool] = lambda _: True,
    crash_seconds: float = 0.0,
) -> list[BaseException]:
    metrics = Metrics("test").stage("stage")
    delivery = Delivery(handler, Pace(batch, 0.01, 64), metrics, Progress(lambda: 0.0, 60), current)
    crashes: list[BaseException] = []

    async def crash(error: BaseException) -> None:
        await asyncio.sleep(crash_seconds)
        crashes.append(error)

    async def run() -> None:
        task = asyncio.create_task(delivery.run(stream, crash))
        for _ in range(100):
            await asyncio.sleep(0.005)
            breaks = isinstance(stream, BrokenStream)
            if crashes or (len(stream.acked) == len(stream.events_) and not breaks):
                break
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    return crashes


def some(number: int) -> list[Event]:
    return [Event(Message(offset)) for offset in range(number)]


def test_messages_are_handled_and_acknowledged_in_order() -> None:
    stream, handler = Stream(some(25)), Handler()
    assert deliver(stream, handler) == []
    assert [offset for batch in handler.batches for offset in batch] == list(range(25))
    assert stream.acked == list(range(25))
    assert max(map(len, handler.batches)) <= 10


def test_a_handler_that_raises_ends_the_worker_and_acknowledges_nothing_from_there() -> None:
    stream, handler = Stream(some(9)), Handler(fail_at=4)
    crashes = deliver(stream, handler, batch=3)
    assert [str(error) for error in crashes] == ["defect"]
    assert stream.acked == [0, 1, 2]


def test_messages_of_an_older_assignment_are_neither_handled_nor_acknowledged() -> None:
    stream, handler = Stream(some(4)), Handler()
    deliver(stream, handler, current=lambda event: event.message.offset >= 2)
    assert stream.acked == [2, 3]


class BrokenStream(Stream):
    """Raises where Faust would hand out the next event."""

    async def events(self) -> AsyncIterator[Event]:
        for event in self.events_:
            yield event
        await asyncio.sleep(0.03)
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")


def test_an_error_while_reading_ends_the_worker_and_never_returns_to_faust() -> None:
    stream, handler = BrokenStream(some(2)), Handler()
    crashes = deliver(stream, handler)
    assert [type(error) for error in crashes] == [UnicodeDecodeError]


def test_after_a_failure_nothing_is_acknowledged_any_more() -> None:
    """What is in the hands of the handler when the failure comes is delivered again."""

    class Slow(Handler):
        async def handle(self, batch: Sequence[tuple[Incoming, Any]]) -> None:
            await asyncio.sleep(0.05)
            await super().handle(batch)

    stream = BrokenStream(some(2))
    crashes = deliver(stream, Slow(), crash_seconds=0.3)
    assert len(crashes) == 1
    assert stream.acked == []


class Still(SteadyClock):
    def __init__(self, now: float) -> None:
        super().__init__(lambda: now, lambda: 0.0)


READ = MessageReader(Still(1_000_000.0))


def test_the_origin_is_the_articles_arrival_carried_in_a_header() -> None:
    carried = Message(0, headers=[(ORIGIN_HEADER, b"50500")])
    assert READ(carried).origin == 50.5
    assert READ(Message(0)).origin == 100.0


@pytest.mark.parametrize(
    "value",
    [b"not a number", b"9" * 400, b"9" * 311, b"1e9", b"-5", b"", b"\xff", "\u0665".encode(), None],
)
def test_an_origin_that_is_no_time_counts_as_absent(value: bytes | None) -> None:
    for headers in ([(ORIGIN_HEADER, value)], {ORIGIN_HEADER: value}):
        assert READ(Message(0, headers=headers)).origin == 100.0


def test_headers_of_other_producers_count_for_nothing() -> None:
    read = MessageReader(Still(1_000_000.0), own=False)
    assert read(Message(0, headers=[(ORIGIN_HEADER, b"50500")])).origin == 100.0


@pytest.mark.parametrize("ahead", [253402300799.0, 1e308, float("inf")])
def test_a_message_from_the_far_future_moves_no_clock_by_more_than_a_day(ahead: float) -> None:
    found = READ(Message(0, timestamp=ahead, headers=[(ORIGIN_HEADER, b"9999999999999999")]))
    assert found.timestamp == found.origin == 1_000_000.0 + TOLERANCE_SECONDS


@pytest.mark.parametrize("timestamp", [None, -1.0, "x"])
def test_a_message_without_a_time_is_of_1970(timestamp: object) -> None:
    assert READ(Message(0, timestamp=timestamp)).timestamp == 0.0


def test_the_clock_of_the_worker_is_not_moved_by_the_system_clock() -> None:
    wall, monotonic = iter([1000.0, 9e9]), iter([5.0, 7.0])
    clock = SteadyClock(lambda: next(wall), lambda: next(monotonic))
    assert clock() == 1002.0


async def never(error: BaseException) -> None:
    raise error


def test_messages_in_hand_are_finished_before_partitions_move() -> None:
    metrics = Metrics("test").stage("stage")
    release = asyncio.Event()

    class Waiting(Handler):
        async def handle(self, batch: Sequence[tuple[Incoming, Any]]) -> None:
            await release.wait()

    async def run() -> tuple[bool, bool]:
        delivery = Delivery(
            Waiting(), Pace(10, 0.0, 64), metrics, Progress(lambda: 0.0, 60), lambda _: True
        )
        task = asyncio.create_task(delivery.run(Stream(some(3)), never))
        await asyncio.sleep(0.05)
        early = await delivery.settled(0.05)
        release.set()
        late = await delivery.settled(5.0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return early, late

    assert asyncio.run(run()) == (False, True)
