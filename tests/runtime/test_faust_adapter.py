"""What Faust does not document is still there, read from its real classes."""

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.types.tuples import TP, Message

from streams.runtime.faust_adapter import (
    App,
    RewindingConsumer,
    changelog_name,
    crash_reason,
    forget,
    is_current,
    partition_of,
    pass_over,
    recovered_share,
    set_partition,
    uncommitted,
)


@pytest.fixture
def app() -> Iterator[Any]:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)  # Faust takes the current one, and would leave its own open
    yield faust.App("dateline.pipeline", broker="aiokafka://127.0.0.1:1", store="memory://")
    loop.close()


def new_consumer(app: Any) -> Any:
    """Give an app a consumer that is never started."""
    app.consumer = app._new_consumer()
    app.consumer._thread.thread_loop.close()
    return app.consumer


def message(generation: int) -> Any:
    fields = dict.fromkeys(("offset", "timestamp", "timestamp_type", "headers", "key", "value"))
    return Message("t", 0, checksum=None, generation_id=generation, **fields)


def test_a_changelog_is_named_as_faust_names_it(app: Any) -> None:
    topic = app.Table("fusion").changelog_topic
    assert topic.get_topic_name() == changelog_name("dateline.pipeline", "fusion")


def test_an_event_of_an_older_assignment_is_not_current(app: Any) -> None:
    app.consumer_generation_id = 7
    assert is_current(app, SimpleNamespace(message=message(7)))
    assert not is_current(app, SimpleNamespace(message=message(6)))


def test_an_app_keeps_why_it_crashed(app: Any) -> None:
    assert crash_reason(app) is None
    error = RuntimeError("defect")
    asyncio.run(app.crash(error))
    assert crash_reason(app) is error


def test_a_key_is_dropped_with_the_partition_that_was_noted_for_it(app: Any) -> None:
    table = app.Table("fusion", key_type=bytes, value_type=bytes)
    for key, partition in ((b"a", 0), (b"b", 3)):
        table.data[key] = b"v"
        set_partition(table, key, partition)
    assert partition_of(table, b"b", 9) == 3
    assert partition_of(table, b"c", 9) == 9
    asyncio.run(table.data.on_recovery_completed({TP("changelog", 3)}, set()))
    assert dict(table.data.data) == {b"b": b"v"}


def test_lag_is_what_lies_behind_the_offset_that_faust_has_committed(app: Any) -> None:
    own = [TP("articles", 0), TP("articles", 1), TP("other", 0)]

    async def done(*_: Any) -> bool:
        return True

    async def highwaters(*partitions: TP) -> dict[TP, int | None]:
        return dict(zip(partitions, (10, None), strict=True))

    async def behind() -> dict[TP, range]:
        app.producer = SimpleNamespace(flush=done)
        consumer = new_consumer(app)
        consumer.assignment, consumer.highwaters, consumer._commit = lambda: own, highwaters, done
        await consumer._commit_offsets({own[0]: 4})
        return await uncommitted(app, ["articles", "events"])

    assert asyncio.run(behind()) == {own[0]: range(4, 10)}


def test_offsets_without_a_message_are_committed_unless_something_came(app: Any) -> None:
    one = TP("articles", 0)

    async def committed() -> list[Any]:
        consumer = new_consumer(app)
        consumer.assignment = lambda: {one}
        consumer._committed_offset[one] = 4
        passed = [pass_over(app, one, range(3, 6)), pass_over(app, one, range(4, 6))]
        offset = consumer._new_offset(one)
        consumer._acked[one].append(6)
        return [*passed, offset, pass_over(app, one, range(4, 9))]

    assert asyncio.run(committed()) == [False, True, 6, False]


def test_offsets_without_a_message_are_committed_where_nothing_was(app: Any) -> None:
    one = TP("articles", 0)

    async def committed() -> list[Any]:
        consumer = new_consumer(app)
        consumer.assignment = lambda: {one}
        return [pass_over(app, one, range(0, 6)), consumer._new_offset(one)]

    assert asyncio.run(committed()) == [True, 6]


def test_an_event_that_is_never_acknowledged_holds_up_no_rebalance(app: Any) -> None:
    async def unacked() -> set[Any]:
        consumer = new_consumer(app)
        stale = message(1)
        consumer._unacked_messages.add(stale)
        forget(app, SimpleNamespace(message=stale))
        return set(consumer._unacked_messages)

    assert asyncio.run(unacked()) == set()


def test_partitions_without_a_committed_offset_and_standbys_are_read_again() -> None:
    topic, changelog = TP("articles", 0), TP("dateline.pipeline-fusion-changelog", 0)
    standby = TP(changelog.topic, 1)
    sought: list[tuple[TP, int]] = []

    async def committed() -> dict[TP, int | None]:
        return {topic: None, TP("articles", 1): 4, changelog: None}

    async def earliest(*partitions: TP) -> dict[TP, int]:
        return dict.fromkeys(partitions, 7)

    def seek(partition: TP, offset: int) -> None:
        sought.append((partition, offset))

    async def rewound() -> None:
        app = App("dateline.pipeline", broker="aiokafka://127.0.0.1:1", store="memory://")
        app.Table("fusion", key_type=bytes, value_type=bytes)
        app.tables.changelog_topics.add(changelog.topic)
        app.tables.recovery.standby_tps.add(standby)
        app.tables.recovery.standby_offsets[standby] = 5
        consumer = app._new_consumer()
        assert isinstance(consumer, RewindingConsumer)
        consumer._thread.thread_loop.close()  # never started
        consumer._thread.seek_to_committed = committed
        consumer._thread.earliest_offsets, consumer._thread.seek = earliest, seek
        consumer._thread.assignment = lambda: {topic, changelog, standby}
        await consumer.perform_seek()

    asyncio.run(rewound())
    assert sought == [(topic, 7), (standby, 5)]


def test_the_share_of_a_recovery_is_that_of_the_changelogs(app: Any) -> None:
    app.Table("fusion", key_type=bytes, value_type=bytes)
    recovery = app.tables.recovery
    assert recovered_share(app) is None
    one, two = TP("changelog", 0), TP("changelog", 1)
    recovery.in_recovery = True
    recovery.active_tps.update({one, two})
    recovery.active_highwaters.update({one: 60, two: 40})
    recovery.active_offsets.update({one: 59, two: -1})
    share = recovered_share(app)
    assert share is not None
    assert abs(share - 0.6) < 0.03
