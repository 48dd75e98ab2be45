"""The state of one partition on disk: a RocksDB database that mirrors a changelog up to an offset.

Nothing is written before Kafka has acknowledged it, and then records, index and offset at once. So
the database is always what the changelog says up to its offset, whenever the process dies: what it
lacks is read from there, and it never holds what no other worker can know.
"""

import json
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from rocksdict import (
    BlockBasedIndexType,
    BlockBasedOptions,
    Cache,
    DBCompressionType,
    Options,
    Rdict,
    WriteBatch,
    WriteBufferManager,
)

from streams.runtime.store import RecordTags, TagsOf, group_of

BLOCK_CACHE_BYTES = 64 * 1024 * 1024
"""Of all databases of a process together: index, filters and blocks that were read lately."""
WRITE_BUFFER_BYTES = 64 * 1024 * 1024
"""Of all databases together: what is written and not yet in a table file."""
ONE_BUFFER_BYTES = 16 * 1024 * 1024
BLOCK_BYTES = 8 * 1024
BLOOM_BITS = 10
"""Bits per key of the filters: 1 % of look-ups of an absent key read a block."""
OPEN_FILES = 128
RECORD, TAG, AGE = b"r", b"t", b"a"
"""First byte of a row: a record, the keys under a tag, a record's place in the order of age."""
MANY = b"\0"
"""Begins the row of a tag that more than ``LISTED_KEYS`` records have had: their number follows,
and each has a row of its own."""
LISTED_KEYS = 64
POSITION = b"position"
SEPARATOR = "\0"
EPOCH = datetime.min.replace(tzinfo=UTC)
TICK = timedelta(microseconds=1)


class Acknowledged(NamedTuple):
    """A change that Kafka has stored; a value of None removes the key."""

    offset: int
    key: str
    value: bytes | None


@dataclass(frozen=True)
class SharedMemory:
    """What the databases of a process share, so that their number does not matter."""

    cache: Cache
    buffers: WriteBufferManager

    @classmethod
    def make(cls) -> "SharedMemory":
        """Return memory of the usual size."""
        buffers = WriteBufferManager(WRITE_BUFFER_BYTES, allow_stall=False)
        return cls(Cache(BLOCK_CACHE_BYTES), buffers)

    def options(self) -> Options:
        """Return the options to open a database with."""
        blocks = BlockBasedOptions()
        blocks.set_block_cache(self.cache)
        # An index and a filter in parts: those of a whole file are some megabytes, and a look-up
        # would fetch them again and again once all of them together do not fit in the cache.
        blocks.set_index_type(BlockBasedIndexType.two_level_index_search())
        blocks.set_partition_filters(True)
        blocks.set_pin_top_level_index_and_filter(True)
        blocks.set_cache_index_and_filter_blocks(True)
        blocks.set_pin_l0_filter_and_index_blocks_in_cache(True)
        blocks.set_block_size(BLOCK_BYTES)
        blocks.set_bloom_filter(BLOOM_BITS, block_based=False)
        options = Options(raw_mode=True)
        options.create_if_missing(True)
        options.set_block_based_table_factory(blocks)
        options.set_write_buffer_manager(self.buffers)
        options.set_write_buffer_size(ONE_BUFFER_BYTES)
        options.set_compression_type(DBCompressionType.lz4())
        options.set_max_open_files(OPEN_FILES)
        options.set_max_background_jobs(2)
        options.set_keep_log_file_num(1)
        return options


class PartitionState:
    """The records of one partition with their index: those on disk, and newer ones in memory.

    Args:
        path: the folder of the database; it is created if there is none.
        memory: is shared by the databases of the process.
        tags_of: by what records are found.

    Raises:
        Exception: if another process has the database open, or the disk fails.
    """

    def __init__(self, path: Path, memory: SharedMemory, tags_of: TagsOf) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._db = Rdict(str(path), options=memory.options())
        self._tags_of = tags_of
        self._waiting: dict[bytes, dict[bytes, bytes | None]] = {}
        """Rows that are not on disk yet, by kind and group; None for one that goes."""
        self._dropped = False
        """Whether some of these were dropped since they were last written."""
        self._offset: int | None = None
        self._written_at: float = 0.0
        raw = self._db.get(POSITION)
        if raw is not None:
            self._offset, self._written_at = json.loads(raw)

    @property
    def offset(self) -> int | None:
        """Return the offset in the changelog up to which the database mirrors it."""
        return self._offset

    @property
    def written_at(self) -> float:
        """Return when the database was last written, in Unix seconds."""
        return self._written_at

    def get(self, key: str) -> bytes | None:
        """Return the value of a key, or None."""
        return self._row(_room(RECORD, group_of(key)), RECORD + key.encode())

    def put(self, key: str, value: bytes) -> None:
        """Set the value of a key; it is on disk after ``settle``."""
        self._change(key, value)

    def delete(self, key: str) -> None:
        """Remove a key; nothing happens when it is absent."""
        self._change(key, None)

    def group(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value of a group, in no fixed order."""
        for row, value in self._rows(_room(RECORD, name)):
            yield row[1:].decode(), value

    def tagged(
        self, group: str, tags: Sequence[str], most: int | None = None
    ) -> list[tuple[str, ...]]:
        """Return the keys of the records that have each of the tags, tag by tag.

        None are returned for a tag that more than ``most`` records have.
        """
        room = _room(TAG, group)
        rows = [room + tag.encode() for tag in tags]
        waiting = self._waiting.get(room, {})
        on_disk: list[Any] = [row for row in rows if row not in waiting]
        values: list[bytes | None] = self._db.get(on_disk) or [] if on_disk else []
        found = dict(zip(on_disk, values, strict=True))
        return [self._under(row, waiting.get(row, found.get(row)), most) for row in rows]

    def oldest(self, group: str) -> tuple[datetime, str] | None:
        """Return age and key of the record of a group that changed first; of these the first."""
        room = _room(AGE, group)
        row = min((row for row, _ in self._rows(room, at_most=1)), default=None)
        return None if row is None else _age_of(row, room)

    def newest(self, group: str) -> datetime | None:
        """Return when a record of a group changed last."""
        room = _room(AGE, group)
        waiting = self._waiting.get(room, {})
        rows = [row for row, value in waiting.items() if value is not None]
        cursor = self._db.iter()
        cursor.seek_for_prev(room + b"\xff" * 9)
        while cursor.valid() and cursor.key().startswith(room):
            if cursor.key() not in waiting:
                rows.append(cursor.key())
                break
            cursor.prev()
        return _age_of(max(rows), room)[0] if rows else None

    def settle(self, changes: Sequence[Acknowledged]) -> None:
        """Write all that was put and deleted, now that Kafka has it.

        Args:
            changes: the same changes with their offsets.
        """
        if self._dropped:
            self._take_over(changes)
            self._dropped = False
        else:
            self._write(max(self._offset or 0, *(change.offset for change in changes)))

    def apply(self, changes: Iterable[Acknowledged]) -> None:
        """Take over changes of the changelog; those that the database has already alter nothing.

        While messages are in hand, what is read back are their own changes: ``settle`` writes them.
        """
        if not self._waiting:
            self._take_over(changes)

    def drop_waiting(self) -> None:
        """Forget what is not on disk: it is in the changelog, or its message comes again."""
        self._dropped |= bool(self._waiting)
        self._waiting.clear()

    def touch(self) -> None:
        """Note that the database is up to date now."""
        if self._offset is not None and not self._waiting:
            self._write(self._offset)

    def close(self) -> None:
        """Close the database, so that its folder can be moved or deleted."""
        self._db.close()

    def erase(self) -> None:
        """Close the database and delete it."""
        path = self._db.path()
        self._db.close()
        shutil.rmtree(path)

    def _take_over(self, changes: Iterable[Acknowledged]) -> None:
        last = self._offset
        for change in changes:
            if last is None or change.offset > last:
                self._change(change.key, change.value)
                last = change.offset
        if last is not None and last != self._offset:
            self._write(last)

    def _change(self, key: str, value: bytes | None) -> None:
        group, row = group_of(key), RECORD + key.encode()
        before = self._row(_room(RECORD, group), row)
        if before is None and value is None:
            return
        self._set(_room(RECORD, group), row, value)
        had = self._tags_of(key, before) if before is not None else RecordTags()
        has = self._tags_of(key, value) if value is not None else RecordTags()
        for tag in set(had.tags).symmetric_difference(has.tags):
            self._retag(group, tag, key, there=tag in has.tags)
        if had.changed_at != has.changed_at:
            room = _room(AGE, group)
            if had.changed_at is not None:
                self._set(room, _age_row(room, had.changed_at, key), None)
            if has.changed_at is not None:
                self._set(room, _age_row(room, has.changed_at, key), b"")

    def _under(self, row: bytes, value: bytes | None, most: int | None) -> tuple[str, ...]:
        """Return the keys under a tag, given its row; none if they are more than ``most``."""
        number = _number(value)
        if number is None:
            keys = _keys(value)
            return keys if most is None or len(keys) <= most else ()
        if most is not None and number > most:
            return ()
        room = _many(row)
        return tuple(one[len(room) :].decode() for one, _ in self._rows(room))

    def _retag(self, group: str, tag: str, key: str, *, there: bool) -> None:
        """Add a key to a tag, or remove it. Very many keys are kept in a row each."""
        room = _room(TAG, group)
        row = room + tag.encode()
        value = self._row(room, row)
        number = _number(value)
        if number is not None:
            self._set(_many(row), _many(row) + key.encode(), b"" if there else None)
            self._set(room, row, MANY + str(number + (1 if there else -1)).encode())
            return
        keys = [one for one in _keys(value) if one != key]
        if there:
            keys.append(key)
        if len(keys) <= LISTED_KEYS:
            self._set(room, row, SEPARATOR.join(keys).encode() if keys else None)
            return
        self._set(room, row, MANY + str(len(keys)).encode())
        for one in keys:
            self._set(_many(row), _many(row) + one.encode(), b"")

    def _set(self, room: bytes, row: bytes, value: bytes | None) -> None:
        self._waiting.setdefault(room, {})[row] = value

    def _row(self, room: bytes, row: bytes) -> bytes | None:
        waiting = self._waiting.get(room)
        if waiting is not None and row in waiting:
            return waiting[row]
        value: bytes | None = self._db.get(row)
        return value

    def _rows(self, room: bytes, at_most: int | None = None) -> Iterator[tuple[bytes, bytes]]:
        """Yield rows: up to ``at_most`` of those on disk, and all others."""
        waiting = self._waiting.get(room, {})
        cursor = self._db.iter()
        cursor.seek(room)
        yielded = 0
        while cursor.valid() and cursor.key().startswith(room) and yielded != at_most:
            if cursor.key() not in waiting:
                yielded += 1
                yield cursor.key(), cursor.value()
            cursor.next()
        yield from [(row, value) for row, value in waiting.items() if value is not None]

    def _write(self, offset: int) -> None:
        batch = WriteBatch(raw_mode=True)
        for rows in self._waiting.values():
            for row, value in rows.items():
                if value is None:
                    batch.delete(row)
                else:
                    batch.put(row, value)
        self._offset, self._written_at = offset, time.time()
        batch.put(POSITION, json.dumps([self._offset, self._written_at]).encode())
        self._db.write(batch)
        self._waiting.clear()


def _room(kind: bytes, group: str) -> bytes:
    return kind + group.encode() + b"|"


def _keys(value: bytes | None) -> tuple[str, ...]:
    return tuple(value.decode().split(SEPARATOR)) if value else ()


def _number(value: bytes | None) -> int | None:
    """Return the number in the row of a tag that very many records have; None for other tags."""
    return int(value[len(MANY) :]) if value is not None and value.startswith(MANY) else None


def _many(row: bytes) -> bytes:
    return b"m" + row[1:] + b"\0"


def _age_row(room: bytes, changed_at: datetime, key: str) -> bytes:
    return room + ((changed_at - EPOCH) // TICK).to_bytes(8, "big") + key.encode()


def _age_of(row: bytes, room: bytes) -> tuple[datetime, str]:
    age, key = row[len(room) : len(room) + 8], row[len(room) + 8 :]
    return EPOCH + int.from_bytes(age, "big") * TICK, key.decode()
