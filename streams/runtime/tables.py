"""State of a stage in a Faust table: in memory, with a changelog on Kafka."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Protocol

from streams.runtime.faust_adapter import partition_of, set_partition
from streams.runtime.memory_store import GroupIndexes, IndexedInMemory
from streams.runtime.store import (
    KeyedStore,
    PendingChanges,
    SendTogether,
    encoded,
    group_of,
)


class TableStore(KeyedStore, Protocol):
    """A ``KeyedStore`` whose changes are sent to the changelog of a Faust table."""

    def at(self, partition: int, key: bytes | None) -> None:
        """Set the partition and the key of the current message."""
        ...

    def on_recovered(self, callback: Callable[[], None]) -> None:
        """Register a callback for when the table has been recovered and caches are out of date."""
        ...

    def on_taken_back(self, callback: Callable[[], None]) -> None:
        """Register a callback for when changes were undone and caches are out of date."""
        ...

    @property
    def pending_bytes(self) -> int:
        """Return the size of the changes that are not sent yet."""
        ...

    async def send_changes(self) -> list[Awaitable[Any]]:
        """Send the changes to the changelog; the results complete when they are acknowledged."""
        ...

    async def settle(self) -> None:
        """Note that every change that was sent is acknowledged."""
        ...

    def take_back(self) -> None:
        """Undo every change that was not sent yet."""
        ...


class MemoryTableStore(IndexedInMemory):
    """A ``TableStore`` over a Faust table in memory.

    Changes go to the changelog partition with the number of the current message's partition,
    whatever their key, as related state is on one partition already. They are collected, the last
    of each key, and sent by ``send_changes`` before the messages are acknowledged; Faust itself
    would send them at some later time, without a way to wait for them. Those of a partition are
    sent as one batch, which the broker stores whole or not at all: after a crash, the state is that
    before all messages of the batch or after all.

    Args:
        table: the Faust table.
        send: hands records of one partition to the producer, as one batch.
    """

    def __init__(self, table: Any, send: SendTogether) -> None:
        self._table = table
        self._send = send
        self._groups: dict[str, set[str]] = defaultdict(set)
        self._indexes = GroupIndexes(self.group)
        self._changes = PendingChanges()
        self._before: dict[str, bytes | None] = {}
        """The values of changed keys when changes were last sent."""
        self._partition = 0
        self._on_recovered: list[Callable[[], None]] = []
        self._on_taken_back: list[Callable[[], None]] = []
        table.on_recover(self._recovered)

    def at(self, partition: int, key: bytes | None) -> None:
        """Set the partition of the current message."""
        del key
        self._partition = partition

    def on_recovered(self, callback: Callable[[], None]) -> None:
        """Register a callback for when the table has been recovered and caches are out of date."""
        self._on_recovered.append(callback)

    def on_taken_back(self, callback: Callable[[], None]) -> None:
        """Register a callback for when changes were undone and caches are out of date."""
        self._on_taken_back.append(callback)

    def get(self, key: str) -> bytes | None:
        """Return the value of a key, or None."""
        value: bytes | None = self._table.data.get(key.encode())
        return value

    def put(self, key: str, value: bytes) -> None:
        """Set the value of a key."""
        raw = key.encode()
        self._before.setdefault(key, self._table.data.get(raw))
        set_partition(self._table, raw, self._partition)
        self._set(key, value)
        self._changes.note(self._partition, key, value)

    def delete(self, key: str) -> None:
        """Remove a key; nothing happens when it is absent, or has moved to another worker.

        The tombstone goes to the partition that the key came from, as a message may also clear old
        state of other groups.
        """
        raw = key.encode()
        if raw in self._table.data:
            self._before.setdefault(key, self._table.data[raw])
            partition = partition_of(self._table, raw, self._partition)
            self._set(key, None)
            self._changes.note(partition, key, None)

    def group(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value of a group."""
        for key in sorted(self._groups.get(name, ())):
            yield key, self._table.data[key.encode()]

    async def settle(self) -> None:
        """Do nothing: the table holds the changes already."""

    def take_back(self) -> None:
        """Undo every change that was not sent yet."""
        for key, value in self._before.items():
            self._set(key, value)
        self._before.clear()
        self._changes.clear()
        for callback in self._on_taken_back:
            callback()

    @property
    def pending_bytes(self) -> int:
        """Return the size of the changes that are not sent yet; replaced ones count as well."""
        return self._changes.size

    async def send_changes(self) -> list[Awaitable[Any]]:
        """Send the changes to the changelog; the results complete when they are acknowledged."""
        topic = self._table.changelog_topic.get_topic_name()
        self._before.clear()
        sent: list[Awaitable[Any]] = []
        for partition, changes in self._changes.take().items():
            batches = await self._send(topic, partition, encoded(changes))
            sent += [result for result, _ in batches]
        return sent

    def _set(self, key: str, value: bytes | None) -> None:
        """Set or remove a key in the table, its group and the index."""
        keys = self._groups[group_of(key)]
        if value is None:
            self._table.data.pop(key.encode(), None)
            keys.discard(key)
        else:
            self._table.data[key.encode()] = value
            keys.add(key)
        self._indexes.note(key, value)

    async def _recovered(self) -> None:
        self._before.clear()
        self._groups.clear()
        self._indexes.clear()
        for raw in self._table.data:
            key = raw.decode()
            self._groups[group_of(key)].add(key)
        self._changes.clear()
        for callback in self._on_recovered:
            callback()
