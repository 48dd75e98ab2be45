"""Keyed state of a stage: a Faust table on Kafka, else a dictionary in memory."""

from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

RECENT_RECORDS = 4096
"""Values of a kind that are kept in memory; others are read or worked out again."""

RECENT_BYTES = 16 * 1024 * 1024
"""JSON of the records of a kind that are kept parsed, where they take some four times as much;
others are read again. Records differ a hundredfold in size, so their number bounds no memory."""

Value = TypeVar("Value")

Change = tuple[str, bytes | None]
"""A key and its new value; None removes the key."""

SendTogether = Callable[
    [str, int, Sequence[tuple[bytes, bytes | None]]], Awaitable[list[tuple[Awaitable[Any], int]]]
]
"""Hands records of a topic and partition to the producer, as few batches as they fit into. Returns
the result of each batch with the number of its records."""


@dataclass(frozen=True)
class RecordTags:
    """By what a record is found in its group, beside its key.

    Tags must not change unless the record does: an index on disk is kept from run to run.
    """

    tags: tuple[str, ...] = ()
    changed_at: datetime | None = None
    """Puts the record in the order of age of its group."""


NO_TAGS = RecordTags()
"""The record is found by its key alone."""

TagsOf = Callable[[str, bytes], RecordTags]
"""Returns the tags of a record, given its key and value."""


class KeyedStore(Protocol):
    """A key-value store. Keys start with a group and ``|``, so that a group can be read as a whole.

    A group is kept on one partition: a block of places, an area, an article.
    """

    def get(self, key: str) -> bytes | None:
        """Return the value of a key, or None."""
        ...

    def put(self, key: str, value: bytes) -> None:
        """Set the value of a key."""
        ...

    def delete(self, key: str) -> None:
        """Remove a key; nothing happens when it is absent."""
        ...

    def group(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value of a group, in no fixed order."""
        ...

    def index_by(self, tags_of: TagsOf) -> None:
        """Keep an index of the records by their tags; to be called before anything is read."""
        ...

    def tagged(
        self, group: str, tags: Sequence[str], most: int | None = None
    ) -> list[tuple[str, ...]]:
        """Return the keys of the records that have each of the tags, tag by tag.

        None are returned for a tag that more than ``most`` records have.
        """
        ...

    def oldest(self, group: str) -> tuple[datetime, str] | None:
        """Return age and key of the record of a group that changed first; of these the first."""
        ...

    def newest(self, group: str) -> datetime | None:
        """Return when a record of a group changed last."""
        ...


def no_tags(key: str, value: bytes) -> RecordTags:
    """Return that a record is found by its key alone."""
    del key, value
    return NO_TAGS


def group_of(key: str) -> str:
    """Return the group of a key: everything before the first ``|``.

    >>> group_of("geonames:170063|head")
    'geonames:170063'
    """
    return key.partition("|")[0]


class Recent(OrderedDict[str, Value], Generic[Value]):
    """A dictionary that holds the newest entries, by default ``RECENT_RECORDS``."""

    def __init__(self, most: int = RECENT_RECORDS) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: str, value: Value) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self._most:
            self.popitem(last=False)


class SizedCache(Generic[Value]):
    """Values that were used last, up to a size of all together.

    Args:
        most: the size, in the unit of the sizes that ``put`` is given; bytes of JSON by default.

    >>> records = SizedCache[str](10)
    >>> for name in "abc":
    ...     records.put(name, name.upper(), 4)
    >>> records.get("a"), records.get("b")
    (None, 'B')
    >>> records.put("d", "D", 4)
    >>> records.get("c"), records.get("b")
    (None, 'B')
    """

    def __init__(self, most: int = RECENT_BYTES) -> None:
        self._values: OrderedDict[str, tuple[Value, int]] = OrderedDict()
        self._most = most
        self._size = 0

    def get(self, key: str) -> Value | None:
        """Return a value, or None if it is not kept."""
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def put(self, key: str, value: Value, size: int) -> None:
        """Keep a value of some size; those used longest ago go."""
        self.drop(key)
        self._values[key] = value, size
        self._size += size
        while self._size > self._most and len(self._values) > 1:
            _, (_, gone) = self._values.popitem(last=False)
            self._size -= gone

    def drop(self, key: str) -> None:
        """Keep a value no longer; nothing happens when it is not kept."""
        known = self._values.pop(key, None)
        if known is not None:
            self._size -= known[1]


class PendingChanges:
    """Collects changes until they are sent.

    Those of a partition are sent as one batch, which the broker stores whole or not at all: after a
    crash, the state is that before all messages of the batch or after all.
    """

    def __init__(self) -> None:
        self._changes: dict[int, dict[str, bytes | None]] = defaultdict(dict)
        self._bytes = 0

    @property
    def size(self) -> int:
        """Return the size of all changes in bytes; replaced ones count as well."""
        return self._bytes

    def note(self, partition: int, key: str, value: bytes | None) -> None:
        """Note a change; an earlier one of the key is replaced."""
        changes = self._changes[partition]
        changes.pop(key, None)  # so that the records keep the order of the last changes
        changes[key] = value
        self._bytes += len(key) + len(value or b"")

    @property
    def partitions(self) -> tuple[int, ...]:
        """Return the partitions that have changes."""
        return tuple(self._changes)

    def take(self) -> Mapping[int, list[Change]]:
        """Return the changes by partition, and forget them."""
        taken = {number: list(changes.items()) for number, changes in self._changes.items()}
        self.clear()
        return taken

    def clear(self) -> None:
        """Forget all changes."""
        self._changes.clear()
        self._bytes = 0


def encoded(changes: Sequence[Change]) -> list[tuple[bytes, bytes | None]]:
    """Return changes as records of a changelog."""
    return [(key.encode(), value) for key, value in changes]
