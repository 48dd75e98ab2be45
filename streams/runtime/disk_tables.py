"""State of a stage in a Faust table on disk: a database for each partition, with a changelog."""

import logging
import shutil
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from faust.stores.base import Store

from streams.errors import ServerError
from streams.runtime.disk_state import Acknowledged, PartitionState, SharedMemory
from streams.runtime.store import (
    Change,
    PendingChanges,
    Recent,
    SendTogether,
    TagsOf,
    encoded,
    group_of,
    no_tags,
)

logger = logging.getLogger(__name__)

TRUSTED_SECONDS = 3 * 24 * 60 * 60.0
"""A database that was not written for longer is read anew from the changelog: what was deleted
while its partition was elsewhere may have left the changelog too. The broker keeps the mark of a
deletion for ``DELETIONS_KEPT_MS`` (``streams.runtime.topics``), which is longer."""


class DiskStore(Store[Any, Any]):  # type: ignore[misc]  # Faust has no types
    """The driver that Faust asks for offsets and hands recovered changes to.

    A revoked partition stays open until the recovery that follows ends, as messages of it may be
    in hand; but nothing of it is written any more.
    """

    def __init__(self, *args: Any, options: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, options=options, **kwargs)
        self._folder: Path = options["folder"]
        self._memory: SharedMemory = options["memory"]
        self.tags_of: TagsOf = no_tags
        self._open: dict[int, PartitionState] = {}
        self._revoked: set[int] = set()

    def partition(self, number: int) -> PartitionState | None:
        """Return the state of a partition that this worker holds; None for another."""
        return self._open.get(number)

    def writable(self, number: int) -> PartitionState | None:
        """Return the state of a partition that was not revoked; None for another."""
        return None if number in self._revoked else self._open.get(number)

    def persisted_offset(self, tp: Any) -> int | None:
        """Return up to where a partition is on disk; it is opened if it is not yet."""
        return self._opened(tp.partition).offset

    def apply_changelog_batch(self, batch: Iterable[Any], to_key: Any, to_value: Any) -> None:
        """Write changes that were read from the changelog.

        Faust may hand over what it fetched before a rebalance: changes of a partition that went
        to another worker, or of another table. They are left out.
        """
        del to_key, to_value
        changes: dict[int, list[Acknowledged]] = defaultdict(list)
        for message in (event.message for event in batch):
            if message.topic in self._topics:
                change = Acknowledged(message.offset, message.key.decode(), message.value)
                changes[message.partition].append(change)
        for number, found in changes.items():
            state = self.writable(number)
            if state is not None:
                state.apply(found)

    async def on_rebalance(
        self, assigned: Any, revoked: Any, newly_assigned: Any, generation_id: int = 0
    ) -> None:
        """Write nothing more of partitions that are another worker's now."""
        del assigned, newly_assigned, generation_id
        gone = {tp.partition for tp in revoked if tp.topic in self._topics}
        self._revoked |= gone & self._open.keys()

    async def on_recovery_completed(self, active_tps: Any, standby_tps: Any) -> None:
        """Close the partitions that this worker no longer holds."""
        held = {tp.partition for tp in (*active_tps, *standby_tps) if tp.topic in self._topics}
        for number in self._open.keys() - held:
            self._open.pop(number).close()
        self._revoked &= self._open.keys()
        for state in self._open.values():
            state.touch()

    def reset_state(self) -> None:
        """Do nothing: ``StateFolder`` says which databases are kept."""

    async def backup_partition(
        self, tp: Any, flush: bool = True, purge: bool = False, keep: int = 1
    ) -> None:
        """Do nothing: the changelog is the backup."""

    def restore_backup(self, tp: Any, latest: bool = True, backup_id: int = 0) -> None:
        """Do nothing: the changelog is the backup."""

    def close(self) -> None:
        """Close every database, once no message is in hand any more."""
        while self._open:
            self._open.popitem()[1].close()

    @property
    def _topics(self) -> Any:
        return self.table.changelog_topic.topics

    def _opened(self, number: int) -> PartitionState:
        """Return the state of a partition that Faust has assigned to this worker."""
        if number in self._revoked:
            self._revoked.discard(number)
            self._open[number].drop_waiting()
        if number not in self._open:
            self._open[number] = self._fresh(number)
        return self._open[number]

    def _fresh(self, number: int) -> PartitionState:
        path = self._folder / str(number)
        try:
            state = PartitionState(path, self._memory, self.tags_of)
        except Exception as error:
            if "lock" in str(error).casefold():
                raise
            logger.warning("state in %s cannot be read (%s); it is read anew", path, error)
            shutil.rmtree(path)
            state = PartitionState(path, self._memory, self.tags_of)
        if state.offset is None or time.time() - state.written_at <= TRUSTED_SECONDS:
            return state
        state.erase()
        return PartitionState(path, self._memory, self.tags_of)


class DiskTableStore:
    """A ``KeyedStore`` over the partitions of a Faust table on disk.

    Changes go to the changelog before the message is acknowledged, and to disk after Kafka has
    them. A group is looked for on the partition that its last message came from, and else on that
    of the current message.

    Args:
        table: the Faust table.
        send: hands records of one partition to the producer.
    """

    def __init__(self, table: Any, send: SendTogether) -> None:
        self._table = table
        self._send = send
        self._disk: DiskStore = table.data
        self._partitions: Recent[int] = Recent()
        self._current = 0
        self._changes = PendingChanges()
        self._sent: list[tuple[int, Sequence[Change], Awaitable[Any]]] = []
        self._on_recovered: list[Callable[[], None]] = []
        self._on_taken_back: list[Callable[[], None]] = []
        table.on_recover(self._recovered)

    def at(self, partition: int, key: bytes | None) -> None:
        """Set the partition and the key of the current message.

        Raises:
            ServerError: if the partition went to another worker while the message was in hand. That
                worker receives it too; this one must stop, as it no longer knows the state.
        """
        if self._disk.partition(partition) is None:
            msg = f"partition {partition} of {self._table.name} is another worker's now"
            raise ServerError(msg)
        self._current = partition
        if key is not None:
            self._partitions[key.decode(errors="replace")] = partition

    async def close(self) -> None:
        """Close the databases, once the worker has stopped."""
        self._disk.close()

    def on_recovered(self, callback: Callable[[], None]) -> None:
        """Register a callback for when the table has been recovered and caches are out of date."""
        self._on_recovered.append(callback)

    def on_taken_back(self, callback: Callable[[], None]) -> None:
        """Register a callback for when changes were undone and caches are out of date."""
        self._on_taken_back.append(callback)

    def index_by(self, tags_of: TagsOf) -> None:
        """Keep an index of the records by their tags, on disk beside them."""
        self._disk.tags_of = tags_of

    def get(self, key: str) -> bytes | None:
        """Return the value of a key, or None."""
        state = self._state(group_of(key))
        return state.get(key) if state else None

    def put(self, key: str, value: bytes) -> None:
        """Set the value of a key."""
        self._change(key, value)

    def delete(self, key: str) -> None:
        """Remove a key; nothing happens when it is absent, or has moved to another worker."""
        if self.get(key) is not None:
            self._change(key, None)

    def group(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value of a group."""
        state = self._state(name)
        return state.group(name) if state else iter(())

    def tagged(
        self, group: str, tags: Sequence[str], most: int | None = None
    ) -> list[tuple[str, ...]]:
        """Return the keys of the records that have each of the tags, tag by tag."""
        state = self._state(group)
        return state.tagged(group, tags, most) if state else [() for _ in tags]

    def oldest(self, group: str) -> tuple[datetime, str] | None:
        """Return age and key of the record of a group that changed first."""
        state = self._state(group)
        return state.oldest(group) if state else None

    def newest(self, group: str) -> datetime | None:
        """Return when a record of a group changed last."""
        state = self._state(group)
        return state.newest(group) if state else None

    @property
    def pending_bytes(self) -> int:
        """Return the size of the changes that are not sent yet; replaced ones count as well."""
        return self._changes.size

    async def send_changes(self) -> list[Awaitable[Any]]:
        """Send the changes to the changelog; the results complete when they are acknowledged."""
        topic = self._table.changelog_topic.get_topic_name()
        sent: list[Awaitable[Any]] = []
        for partition, changes in self._changes.take().items():
            first = 0
            for result, count in await self._send(topic, partition, encoded(changes)):
                self._sent.append((partition, changes[first : first + count], result))
                sent.append(result)
                first += count
        return sent

    async def settle(self) -> None:
        """Write to disk what was sent, as all of it has been acknowledged."""
        sent, self._sent = self._sent, []
        stored: dict[int, list[Acknowledged]] = defaultdict(list)
        for partition, changes, result in sent:
            start = (await result).offset
            stored[partition] += [
                Acknowledged(start + at, key, value) for at, (key, value) in enumerate(changes)
            ]
        for partition, found in stored.items():
            state = self._disk.writable(partition)
            if state is not None:
                state.settle(found)

    def take_back(self) -> None:
        """Undo every change that was not sent yet."""
        for partition in self._changes.partitions:
            state = self._disk.partition(partition)
            if state is not None:
                state.drop_waiting()
        self._changes.clear()
        for callback in self._on_taken_back:
            callback()

    def _change(self, key: str, value: bytes | None) -> None:
        group = group_of(key)
        partition = self._partitions.get(group, self._current)
        state = self._disk.partition(partition)
        if state is not None:
            state.put(key, value) if value is not None else state.delete(key)
        self._changes.note(partition, key, value)

    def _state(self, group: str) -> PartitionState | None:
        return self._disk.partition(self._partitions.get(group, self._current))

    async def _recovered(self) -> None:
        self._partitions.clear()
        self._changes.clear()
        for callback in self._on_recovered:
            callback()
