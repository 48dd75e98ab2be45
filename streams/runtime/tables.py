"""State of a stage in a Faust table: in memory, with a changelog on Kafka."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from streams.runtime.faust_adapter import partition_of, set_partition
from streams.runtime.memory_store import GroupIndexes
from streams.runtime.store import KeyedStore, TagsOf, group_of


class TableStore(KeyedStore, Protocol):
    """A ``KeyedStore`` whose changes are sent to the changelog of a Faust table."""

    def at(self, partition: int, key: bytes | None) -> None:
        """Set the partition and the key of the current message."""
        ...

    def on_recovered(self, callback: Callable[[], None]) -> None:
        """Register a callback for when the table has been recovered and caches are out of date."""
        ...

    async def send_changes(self) -> list[Awaitable[Any]]:
        """Send the changes to the changelog; the results complete when they are acknowledged."""
        ...

    async def settle(self) -> None:
        """Note that every change that was sent is acknowledged."""
        ...


class MemoryTableStore:
    """A ``TableStore`` over a Faust table in memory.

    Changes go to the changelog partition with the number of the current message's partition,
    whatever their key, as related state is on one partition already. They are collected and sent by
    ``send_changes`` before the message is acknowledged; Faust itself would send them at some later
    time, without a way to wait for them.
    """

    def __init__(self, table: Any) -> None:
        self._table = table
        self._groups: dict[str, set[str]] = defaultdict(set)
        self._indexes = GroupIndexes(self.group)
        self._changes: list[tuple[int, bytes, bytes | None]] = []
        self._partition = 0
        self._on_recovered: list[Callable[[], None]] = []
        table.on_recover(self._recovered)

    def at(self, partition: int, key: bytes | None) -> None:
        """Set the partition of the current message."""
        del key
        self._partition = partition

    def on_recovered(self, callback: Callable[[], None]) -> None:
        """Register a callback for when the table has been recovered and caches are out of date."""
        self._on_recovered.append(callback)

    def get(self, key: str) -> bytes | None:
        """Return the value of a key, or None."""
        value: bytes | None = self._table.data.get(key.encode())
        return value

    def put(self, key: str, value: bytes) -> None:
        """Set the value of a key."""
        raw = key.encode()
        self._table.data[raw] = value
        set_partition(self._table, raw, self._partition)
        self._groups[group_of(key)].add(key)
        self._indexes.note(key, value)
        self._changes.append((self._partition, raw, value))

    def delete(self, key: str) -> None:
        """Remove a key; nothing happens when it is absent, or has moved to another worker.

        The tombstone goes to the partition that the key came from, as a message may also clear old
        state of other groups.
        """
        raw = key.encode()
        if raw in self._table.data:
            partition = partition_of(self._table, raw, self._partition)
            del self._table.data[raw]
            self._groups[group_of(key)].discard(key)
            self._indexes.note(key, None)
            self._changes.append((partition, raw, None))

    def group(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value of a group."""
        for key in sorted(self._groups.get(name, ())):
            yield key, self._table.data[key.encode()]

    def index_by(self, tags_of: TagsOf) -> None:
        """Keep an index of the records by their tags, built when a group is first read."""
        self._indexes.declare(tags_of)

    def tagged(
        self, group: str, tags: Sequence[str], most: int | None = None
    ) -> list[tuple[str, ...]]:
        """Return the keys of the records that have each of the tags, tag by tag."""
        index = self._indexes.of(group)
        return [index.under(tag, most) for tag in tags]

    def oldest(self, group: str) -> tuple[datetime, str] | None:
        """Return age and key of the record of a group that changed first."""
        return self._indexes.of(group).oldest()

    def newest(self, group: str) -> datetime | None:
        """Return when a record of a group changed last."""
        return self._indexes.of(group).newest()

    async def settle(self) -> None:
        """Do nothing: the table holds the changes already."""

    async def send_changes(self) -> list[Awaitable[Any]]:
        """Send the changes to the changelog; the results complete when they are acknowledged."""
        changes, self._changes = self._changes, []
        topic = self._table.changelog_topic
        return [
            await topic.send(key=key, value=value, partition=partition)
            for partition, key, value in changes
        ]

    async def _recovered(self) -> None:
        self._groups.clear()
        self._indexes.clear()
        for raw in self._table.data:
            key = raw.decode()
            self._groups[group_of(key)].add(key)
        self._changes.clear()
        for callback in self._on_recovered:
            callback()
