"""State of a stage in a Faust table: in memory here, on Kafka in its changelog."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from streams.runtime.faust_adapter import partition_of, set_partition
from streams.runtime.store import group_of


class TableStore:
    """A ``KeyedStore`` over a Faust table.

    Changes go to the changelog partition of the message in hand, whatever their key: all that
    must meet is on one partition already. They are collected, and sent by ``send_changes`` before
    the message is acknowledged; Faust's own way would send them some time later, unseen.
    """

    def __init__(self, table: Any) -> None:
        self._table = table
        self._groups: dict[str, set[str]] = defaultdict(set)
        self._changes: list[tuple[int, bytes, bytes | None]] = []
        self._partition = 0
        self._on_recovered: list[Callable[[], None]] = []
        table.on_recover(self._recovered)

    def at(self, partition: int) -> None:
        """Say which partition the message in hand came from."""
        self._partition = partition

    def on_recovered(self, callback: Callable[[], None]) -> None:
        """Have ``callback`` called when the table has been read back and memory is out of date."""
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
        self._changes.append((self._partition, raw, value))

    def delete(self, key: str) -> None:
        """Remove a key; nothing happens when it is absent, or has moved to another worker.

        Old state is also cleared from groups that the message in hand is not of: the tombstone goes
        to the partition that the key came from.
        """
        raw = key.encode()
        if raw in self._table.data:
            partition = partition_of(self._table, raw, self._partition)
            del self._table.data[raw]
            self._groups[group_of(key)].discard(key)
            self._changes.append((partition, raw, None))

    def group(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value of a group."""
        for key in sorted(self._groups.get(name, ())):
            yield key, self._table.data[key.encode()]

    async def send_changes(self) -> list[Awaitable[Any]]:
        """Send what changed to the changelog; the results complete when the broker has it."""
        changes, self._changes = self._changes, []
        topic = self._table.changelog_topic
        return [
            await topic.send(key=key, value=value, partition=partition)
            for partition, key, value in changes
        ]

    async def _recovered(self) -> None:
        self._groups.clear()
        for raw in self._table.data:
            key = raw.decode()
            self._groups[group_of(key)].add(key)
        self._changes.clear()
        for callback in self._on_recovered:
            callback()
