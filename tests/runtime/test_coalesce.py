"""Of each event, window and alert, a batch sends the last revision; everything else is sent."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import pytest

from streams.runtime.coalesce import Deferred, Output, newest, resolved
from streams.runtime.delivery import ORIGIN_HEADER, Incoming, Outgoing
from streams.runtime.metrics import Metrics
from streams.runtime.stage import MOST_STATE_BYTES, StageHandler
from streams.settings import Settings


def message(offset: int, origin: float = 100.0) -> Incoming:
    return Incoming("in", 0, offset, b"k", b"v", origin, origin)


def event(name: bytes, revision: int) -> Outgoing:
    return Outgoing("events", name, b"%d" % revision, replaces=name)


class Table:
    """Notes what a stage sends: state and outputs in order, and what the stage did in between."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.sent: list[Outgoing] = []
        self.pending_bytes = 0

    async def send(self, output: Outgoing) -> Awaitable[Any]:
        self.sent.append(output)
        self.order.append((output.value or b"").decode())
        return asyncio.sleep(0)

    async def send_changes(self) -> list[Awaitable[Any]]:
        self.order.append("state")
        self.pending_bytes = 0
        return []

    async def settle(self) -> None:
        self.order.append("settled")

    def take_back(self) -> None:
        self.order.append("taken back")


Outputs = Sequence[Output] | Callable[[], Sequence[Output]]
"""What a message leads to, or what works it out."""


def handle(table: Table, outputs: Sequence[Outputs], state_bytes: int = 0) -> None:
    async def compute(incoming: Incoming) -> Sequence[Output]:
        table.pending_bytes += state_bytes
        made = outputs[incoming.offset]
        return made() if callable(made) else made

    async def run() -> None:
        metrics = Metrics("test").stage("deduplicate")
        handler = StageHandler("deduplicate", compute, table.send, metrics, Settings(), table)
        await handler.handle([(message(at, 100.0 + at), None) for at in range(len(outputs))])

    asyncio.run(run())


def test_only_the_last_revision_of_each_event_is_sent() -> None:
    table = Table()
    handle(table, [[event(b"a", 1), event(b"b", 7)], [event(b"a", 2)], [event(b"a", 3)]])
    assert [(one.key, one.value) for one in table.sent] == [(b"b", b"7"), (b"a", b"3")]


def test_what_is_sent_for_several_articles_bears_the_time_of_the_first() -> None:
    table = Table()
    handle(table, [[event(b"a", 1)], [event(b"a", 2)]])
    assert dict(table.sent[0].headers)[ORIGIN_HEADER] == b"100000"


def test_an_older_revision_that_is_told_late_replaces_no_newer_one() -> None:
    newer, older, again = (
        Outgoing("activity-changes", b"k", value, replaces=b"n", revision=revision)
        for value, revision in ((b"4", 4), (b"1", 1), (b"4 again", 4))
    )
    due = newest([(message(0), newer), (message(1), older)])
    assert [one.output for one in due] == [newer]
    assert [one.offset for one in due[0].messages] == [0, 1]
    due = newest([(message(0), newer), (message(1), older), (message(2), again)])
    assert [one.output for one in due] == [again]


def test_equal_names_on_two_topics_are_two_records() -> None:
    first, second = (Outgoing(topic, b"k", b"x", replaces=b"n") for topic in ("events", "alerts"))
    due = newest([(message(0), first), (message(1), second)])
    assert [one.output for one in due] == [first, second]


def test_messages_without_a_name_are_all_sent_in_order() -> None:
    table = Table()
    handle(table, [[Outgoing("mentions", b"k", b"%d" % number)] for number in range(3)])
    assert [one.value for one in table.sent] == [b"0", b"1", b"2"]


def test_what_is_deferred_is_made_once_after_the_last_message_and_before_the_state_is_sent() -> (
    None
):
    table = Table()

    def make() -> list[Outgoing]:
        table.order.append("made")
        return [Outgoing("city-activity", b"w", b"window")]

    handle(table, [[Deferred(b"area", make)], [Deferred(b"area", make)], [event(b"a", 1)]])
    assert table.order == ["made", "state", "window", "1", "settled"]


def fail() -> list[Outgoing]:
    raise ZeroDivisionError


def dead(table: Table) -> list[bytes]:
    """Return the offsets of the messages that became dead letters."""
    letters = [one for one in table.sent if one.topic == "dead-letters"]
    return [dict(one.headers)["dateline-offset"] for one in letters]


def test_if_deferred_outputs_fail_the_messages_that_fail_by_themselves_are_dead_letters() -> None:
    table = Table()
    handle(table, [[Deferred(b"area", fail)], [event(b"a", 1)], [Deferred(b"area", fail)]])
    assert dead(table) == [b"0", b"2"]
    assert len(table.sent) == 3


def test_a_message_whose_deferred_outputs_fail_harms_no_other_that_changed_the_same() -> None:
    """The total fails from the moment that the third message is in it, until it is taken out."""
    table, total = Table(), Total()

    def made(at: int) -> list[Output]:
        total.add(at)
        return [Deferred(b"area", total.document)]

    table.take_back = total.take_back  # type: ignore[method-assign]
    table.settle = total.settle  # type: ignore[method-assign]
    handle(table, [partial(made, at) for at in range(7)])
    assert dead(table) == [b"2"]
    assert table.sent[-1].value == b"[0, 1, 3, 4, 5, 6]"


class Total:
    """A state that cannot be told as soon as it has a 2 in it."""

    def __init__(self) -> None:
        self.settled: list[int] = []
        self.now: list[int] = []

    def add(self, number: int) -> None:
        self.now.append(number)

    def document(self) -> list[Outgoing]:
        if 2 in self.now:
            raise ZeroDivisionError
        return [Outgoing("city-activity", b"w", str(self.now).encode())]

    def take_back(self) -> None:
        self.now = list(self.settled)

    async def settle(self) -> None:
        self.settled = list(self.now)


def test_a_batch_with_much_state_is_sent_in_parts() -> None:
    table = Table()
    outputs = [[event(b"a", 1)], [event(b"a", 2)], [event(b"a", 3)]]
    handle(table, outputs, state_bytes=MOST_STATE_BYTES // 2 + 1)
    assert table.order == ["state", "2", "settled", "state", "3", "settled"]


@pytest.mark.parametrize("number", [1, 3])
def test_a_single_message_is_a_batch_of_its_own(number: int) -> None:
    made = [event(b"%d" % at, 1) for at in range(number)]
    assert list(resolved([Deferred(b"area", lambda: made)])) == made
