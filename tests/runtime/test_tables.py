"""Changes of a table: the last of each key, together with those of its partition."""

import asyncio
from collections.abc import Awaitable, Sequence
from types import SimpleNamespace
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder
from faust.transport.drivers.aiokafka import Producer

from streams.runtime.faust_adapter import send_together
from streams.runtime.store import RecordTags
from streams.runtime.tables import MemoryTableStore

Records = Sequence[tuple[bytes, bytes | None]]


class Data(dict[bytes, bytes]):
    def __init__(self) -> None:
        super().__init__()
        self._key_partition: dict[bytes, int] = {}


class Sent(list[tuple[str, int, Records]]):
    """Notes what is handed to the producer."""

    async def __call__(
        self, topic: str, partition: int, records: Records
    ) -> list[tuple[Awaitable[Any], int]]:
        self.append((topic, partition, records))
        return []


def make_store(sent: Sent) -> MemoryTableStore:
    topic = SimpleNamespace(get_topic_name=lambda: "fusion-changelog")
    table = SimpleNamespace(data=Data(), changelog_topic=topic, on_recover=lambda _: None)
    return MemoryTableStore(table, sent)


def test_the_last_change_of_each_key_is_sent_with_those_of_its_partition() -> None:
    sent = Sent()
    store = make_store(sent)
    for partition, key, value in ((0, "a|1", b"1"), (0, "a|2", b"2"), (1, "b|1", b"3")):
        store.at(partition, None)
        store.put(key, value)
    store.at(0, None)
    store.put("a|1", b"4")
    store.delete("a|2")
    asyncio.run(store.send_changes())
    assert sent == [
        ("fusion-changelog", 0, [(b"a|1", b"4"), (b"a|2", None)]),
        ("fusion-changelog", 1, [(b"b|1", b"3")]),
    ]


def test_what_was_sent_is_not_sent_again() -> None:
    sent = Sent()
    store = make_store(sent)
    store.put("a|1", b"123")
    assert store.pending_bytes == len("a|1") + 3
    asyncio.run(store.send_changes())
    asyncio.run(store.send_changes())
    assert (len(sent), store.pending_bytes) == (1, 0)


def test_changes_that_were_not_sent_are_undone() -> None:
    sent = Sent()
    store = make_store(sent)
    store.index_by(lambda key, value: RecordTags((value.decode(),)))
    told: list[str] = []
    store.on_taken_back(lambda: told.append("told"))
    store.put("a|1", b"1")
    store.put("a|2", b"2")
    asyncio.run(store.send_changes())
    store.put("a|1", b"3")
    store.put("a|1", b"4")
    store.delete("a|2")
    store.put("a|3", b"5")
    store.take_back()
    assert dict(store.group("a")) == {"a|1": b"1", "a|2": b"2"}
    assert store.tagged("a", "12345") == [("a|1",), ("a|2",), (), (), ()]
    assert (store.get("a|3"), store.pending_bytes, told) == (None, 0, ["told"])
    asyncio.run(store.send_changes())
    assert len(sent) == 1


class Batches:
    """Stands in for a producer: real batches of a small size, and what is in each."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.sent: list[int] = []

    def _ensure_producer(self) -> "Batches":
        return self

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(self._size, 0)

    async def send_batch(self, batch: Any, topic: str, *, partition: int) -> Awaitable[Any]:
        del topic, partition
        self.sent.append(batch.record_count())
        return asyncio.sleep(0)


def records_in_batches(size: int) -> list[int]:
    producer = Batches(size)

    async def started() -> Batches:
        return producer

    async def run() -> None:
        app = SimpleNamespace(maybe_start_producer=started)
        records = [(b"key", b"x" * 100)] * 5
        sent = await send_together(app, "t", 0, records)
        assert [count for _, count in sent] == producer.sent
        for result, _ in sent:
            await result

    asyncio.run(run())
    return producer.sent


def test_records_go_as_one_batch_and_as_several_only_when_they_do_not_fit() -> None:
    assert records_in_batches(4096) == [5]
    assert records_in_batches(300) == [2, 2, 1]


def test_faust_and_its_client_still_send_batches() -> None:
    assert hasattr(Producer, "_ensure_producer")
    assert all(hasattr(AIOKafkaProducer, name) for name in ("create_batch", "send_batch"))
