"""A stage sends what it yields in order, and what it cannot take becomes a dead letter."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any

import pytest

from schemas import DeadLetter
from streams.errors import BrokerUnavailable, ConfigurationError, MalformedRecord, TooSlow
from streams.runtime.delivery import SKIPPED_HEADER, Incoming, Outgoing
from streams.runtime.metrics import Metrics
from streams.runtime.stage import StageHandler
from streams.runtime.topics import MAX_MESSAGE_BYTES
from streams.settings import Settings

FAST = Settings(retry_initial_seconds=0.001, retry_max_seconds=0.002)


def message(offset: int, value: bytes = b"v") -> Incoming:
    return Incoming("t", 3, offset, b"k", value, 10.0, 10.0)


class Wire:
    """Collects what is sent, and the order of state and output."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.order: list[str] = []

    async def send(self, output: Outgoing) -> Awaitable[Any]:
        self.sent.append(output)
        self.order.append("output")
        return asyncio.sleep(0)

    pending_bytes = 0

    async def send_changes(self) -> list[Awaitable[Any]]:
        self.order.append("state")
        self.pending_bytes = 0
        return [asyncio.sleep(0)]

    def take_back(self) -> None:
        raise NotImplementedError

    async def settle(self) -> None:
        self.order.append("settled")


async def slow_first(incoming: Incoming) -> Sequence[Outgoing]:
    await asyncio.sleep(0.02 if incoming.offset == 0 else 0)
    return [Outgoing("out", b"k", str(incoming.offset).encode())]


async def refuse(incoming: Incoming) -> Sequence[Outgoing]:
    raise MalformedRecord("no publisher" if incoming.offset else "no text")


async def defect(incoming: Incoming) -> Sequence[Outgoing]:
    del incoming
    raise ZeroDivisionError


async def misconfigured(incoming: Incoming) -> Sequence[Outgoing]:
    del incoming
    raise ConfigurationError("no such pipeline")


async def foreign(incoming: Incoming) -> Sequence[Outgoing]:
    return [Outgoing("out", incoming.key, b"x", ((SKIPPED_HEADER, b"language:fr"),))]


def handle(compute: Any, messages: list[Incoming], *, state: bool = False) -> Wire:
    wire = Wire()

    async def run() -> None:
        metrics = Metrics("test").stage("extract")
        changes = wire if state else None
        handler = StageHandler("extract", compute, wire.send, metrics, FAST, changes)
        await handler.handle([(item, handler.begin(item)) for item in messages])

    asyncio.run(run())
    return wire


def test_a_wrong_setting_ends_the_worker_and_makes_no_dead_letter() -> None:
    with pytest.raises(ConfigurationError, match="no such pipeline"):
        handle(misconfigured, [message(0)])


def test_what_is_passed_on_unread_is_counted_by_its_reason() -> None:
    metrics = Metrics("test")

    async def run() -> None:
        handler = StageHandler("extract", foreign, Wire().send, metrics.stage("extract"), FAST)
        await handler.handle([(message(0), handler.begin(message(0)))])

    asyncio.run(run())
    value = metrics.registry.get_sample_value
    reason = {"stage": "extract", "reason": "language:fr"}
    assert value("dateline_skipped_total", reason) == 1
    assert value("dateline_records_total", {"stage": "extract", "outcome": "skipped"}) == 1
    assert value("dateline_records_total", {"stage": "extract", "outcome": "ok"}) == 0


def test_outputs_keep_the_order_of_inputs_however_long_each_takes() -> None:
    wire = handle(slow_first, [message(0), message(1), message(2)])
    assert [output.value for output in wire.sent] == [b"0", b"1", b"2"]


def test_state_goes_before_output_and_settles_after_it() -> None:
    wire = handle(slow_first, [message(0)], state=True)
    assert wire.order == ["state", "output", "settled"]


@pytest.mark.parametrize(("compute", "reason"), [(refuse, "malformed"), (defect, "stage_failed")])
def test_what_cannot_be_taken_is_a_dead_letter_with_its_bytes(compute: Any, reason: str) -> None:
    wire = handle(compute, [message(7, b"\x00raw\xff")])
    letter = DeadLetter.from_message(wire.sent[0].headers, wire.sent[0].key, wire.sent[0].value)
    assert wire.sent[0].topic == "dead-letters"
    assert letter.value_bytes() == b"\x00raw\xff"
    assert (letter.reason, letter.stage, letter.partition, letter.offset) == (
        reason,
        "extract",
        3,
        7,
    )


def test_what_stands_for_the_result_goes_after_the_dead_letter() -> None:
    async def give_up(incoming: Incoming) -> Sequence[Outgoing]:
        error = TooSlow("too long")
        error.instead = (Outgoing("out", incoming.key, b"skipped"),)
        raise error

    wire = handle(give_up, [message(0)])
    assert [output.topic for output in wire.sent] == ["dead-letters", "out"]


def test_a_bad_message_does_not_stop_the_next() -> None:
    async def first_bad(incoming: Incoming) -> Sequence[Outgoing]:
        return await (refuse if incoming.offset == 0 else slow_first)(incoming)

    wire = handle(first_bad, [message(0), message(1)])
    assert [output.topic for output in wire.sent] == ["dead-letters", "out"]


def test_transient_errors_are_retried_in_place() -> None:
    tries: list[int] = []

    async def twice(incoming: Incoming) -> Sequence[Outgoing]:
        tries.append(incoming.offset)
        if len(tries) < 3:
            raise BrokerUnavailable
        return [Outgoing("out", None, b"done")]

    wire = handle(twice, [message(5)])
    assert tries == [5, 5, 5]
    assert [output.value for output in wire.sent] == [b"done"]


def test_a_result_too_large_for_kafka_is_a_dead_letter_and_does_not_stop_the_worker() -> None:
    async def huge(incoming: Incoming) -> Sequence[Outgoing]:
        del incoming
        return [Outgoing("out", None, b"x" * (MAX_MESSAGE_BYTES + 1))]

    wire = handle(huge, [message(1)])
    assert [output.topic for output in wire.sent] == ["dead-letters"]
    assert wire.sent[0].value == b"v"
