"""At least once: handle, then acknowledge, in order, and nothing that was not handled."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from streams.runtime.delivery import ORIGIN_HEADER, Delivery, Incoming, Pace, incoming
from streams.runtime.health import Progress
from streams.runtime.metrics import Metrics


@dataclass
class Message:
    offset: int
    value: bytes | None = b"x"
    key: bytes | None = b"k"
    topic: str = "t"
    partition: int = 0
    timestamp: float = 100.0
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
) -> list[BaseException]:
    metrics = Metrics("test").stage("stage")
    delivery = Delivery(handler, Pace(batch, 0.01, 64), metrics, Progress(lambda: 0.0, 60), current)
    crashes: list[BaseException] = []

    async def crash(error: BaseException) -> None:
        crashes.append(error)

    async def run() -> None:
        task = asyncio.create_task(delivery.run(stream, crash))
        for _ in range(100):
            await asyncio.sleep(0.005)
            if len(stream.acked) == len(stream.events_) or crashes:
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


def test_the_origin_is_the_articles_arrival_carried_in_a_header() -> None:
    carried = Message(0, headers=[(ORIGIN_HEADER, b"50500")])
    assert incoming(carried).origin == 50.5
    assert incoming(Message(0)).origin == 100.0
    assert incoming(Message(0, headers={ORIGIN_HEADER: b"not a number"})).origin == 100.0
