"""Keyed state of a stage: a Faust table on Kafka, else a dictionary in memory."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

RECENT_RECORDS = 8192
"""Parsed records of a kind kept in memory, some 8 KB each; others are read again."""

Value = TypeVar("Value")


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


class MemoryStore:
    """A store in memory, for the in-process pipeline and for tests.

    Nothing is persisted. Groups are stored separately, so that reading one scans no other.
    """

    def __init__(self) -> None:
        self._groups: dict[str, dict[str, bytes]] = {}

    def get(self, key: str) -> bytes | None:
        """Return the value of a key, or None."""
        return self._groups.get(group_of(key), {}).get(key)

    def put(self, key: str, value: bytes) -> None:
        """Set the value of a key."""
        self._groups.setdefault(group_of(key), {})[key] = value

    def delete(self, key: str) -> None:
        """Remove a key; nothing happens when it is absent."""
        self._groups.get(group_of(key), {}).pop(key, None)

    def group(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value of a group."""
        yield from list(self._groups.get(name, {}).items())

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value."""
        for name in list(self._groups):
            yield from self.group(name)


def group_of(key: str) -> str:
    """Return the group of a key: everything before the first ``|``.

    >>> group_of("geonames:170063|head")
    'geonames:170063'
    """
    return key.partition("|")[0]


class Recent(OrderedDict[str, Value], Generic[Value]):
    """A dictionary that holds the newest ``RECENT_RECORDS`` entries."""

    def __setitem__(self, key: str, value: Value) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > RECENT_RECORDS:
            self.popitem(last=False)
