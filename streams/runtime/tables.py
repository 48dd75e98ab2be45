"""State of a stage in a Faust table: in memory, with a changelog on Kafka."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from streams.runtime.faust_adapter import partition_of, set_partition
from streams.runtime.store import group_of

SendTogether = Callable[
    [str, int, Sequence[tuple[bytes, bytes | None]]], Awaitable[list[Awaitable[Any]]]
]
"""Hands records of a topic and partition to the producer, as one batch."""


class TableStore:
    """A ``KeyedStore`` over a Faust table.

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
        self._changes: dict[int, dict[bytes, bytes | None]] = defaultdict(dict)
        self._pending_bytes = 0
        self._partition = 0
        self._on_recovered: list[Callable[[], None]] = []
        table.on_recover(self._recovered)

    def at(self, partition: int) -> None:
        """Set the partition of the current message."""
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
        self._note(self._partition, raw, value)

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
            self._note(partition, raw, None)

    def group(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value of a group."""
        for key in sorted(self._groups.get(name, ())):
            yield key, self._table.data[key.encode()]

    @property
    def pending_bytes(self) -> int:
        """Return the size of the changes that are not sent yet; replaced ones count as well."""
        return self._pending_bytes

    async def send_changes(self) -> list[Awaitable[Any]]:
        """Send the changes to the changelog; the results complete when they are acknowledged."""
        changes = {number: list(records.items()) for number, records in self._changes.items()}
        self._clear()
        topic = self._table.changelog_topic.get_topic_name()
        sent: list[Awaitable[Any]] = []
        for partition, records in changes.items():
            sent += await self._send(topic, partition, records)
        return sent

    def _note(self, partition: int, key: bytes, value: bytes | None) -> None:
        changes = self._changes[partition]
        changes.pop(key, None)  # so that the records keep the order of the last changes
        changes[key] = value
        self._pending_bytes += len(key) + len(value or b"")

    def _clear(self) -> None:
        self._changes.clear()
        self._pending_bytes = 0

    async def _recovered(self) -> None:
        self._groups.clear()
        for raw in self._table.data:
            key = raw.decode()
            self._groups[group_of(key)].add(key)
        self._clear()
        for callback in self._on_recovered:
            callback()
