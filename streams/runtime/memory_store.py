"""State in memory: the records of groups, and an index of them by tags."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from streams.runtime.store import NO_TAGS, RecordTags, TagsOf, group_of, no_tags


class GroupIndex:
    """The index of one group: keys by tag and by age. Most tags have one record, without a set."""

    def __init__(self) -> None:
        self._tags: dict[str, RecordTags] = {}
        self._under: dict[str, str | set[str]] = {}
        self._by_age: list[tuple[datetime, str]] = []
        """A heap that keeps outdated entries until they come up."""

    def set(self, key: str, tags: RecordTags) -> None:
        """Keep a record under its tags, and no longer under those that it had."""
        for tag in self._tags.pop(key, NO_TAGS).tags:
            self._discard(tag, key)
        if tags == NO_TAGS:
            return
        self._tags[key] = tags
        for tag in tags.tags:
            self._add(tag, key)
        if tags.changed_at is not None:
            heapq.heappush(self._by_age, (tags.changed_at, key))

    def under(self, tag: str, most: int | None) -> tuple[str, ...]:
        """Return the keys of the records that have a tag; none if these are more than ``most``."""
        known = self._under.get(tag)
        if known is None:
            return ()
        if isinstance(known, str):
            return (known,)
        return tuple(known) if most is None or len(known) <= most else ()

    def oldest(self) -> tuple[datetime, str] | None:
        """Return age and key of the record that changed first."""
        while self._by_age:
            age, key = self._by_age[0]
            if self._tags.get(key, NO_TAGS).changed_at == age:
                return age, key
            heapq.heappop(self._by_age)
        return None

    def newest(self) -> datetime | None:
        """Return when a record changed last."""
        ages = (tags.changed_at for tags in self._tags.values())
        return max((age for age in ages if age is not None), default=None)

    def _add(self, tag: str, key: str) -> None:
        known = self._under.get(tag)
        if known is None:
            self._under[tag] = key
        elif isinstance(known, set):
            known.add(key)
        elif known != key:
            self._under[tag] = {known, key}

    def _discard(self, tag: str, key: str) -> None:
        known = self._under.get(tag)
        if isinstance(known, set):
            known.discard(key)
            if not known:
                del self._under[tag]
        elif known == key:
            del self._under[tag]


class GroupIndexes:
    """The indexes of groups, each built from the records when it is first asked for.

    Args:
        records: yields the records of a group.
    """

    def __init__(self, records: Callable[[str], Iterable[tuple[str, bytes]]]) -> None:
        self._records = records
        self._tags_of: TagsOf = no_tags
        self._groups: dict[str, GroupIndex] = {}

    def declare(self, tags_of: TagsOf) -> None:
        """Set by what records are found."""
        self._tags_of = tags_of
        self.clear()

    def clear(self) -> None:
        """Forget every index, as after a recovery."""
        self._groups.clear()

    def of(self, group: str) -> GroupIndex:
        """Return the index of a group."""
        if group not in self._groups:
            index = GroupIndex()
            for key, value in self._records(group):
                index.set(key, self._tags_of(key, value))
            self._groups[group] = index
        return self._groups[group]

    def note(self, key: str, value: bytes | None) -> None:
        """Note a changed record, or with None a removed one."""
        index = self._groups.get(group_of(key))
        if index is not None:
            index.set(key, NO_TAGS if value is None else self._tags_of(key, value))


class IndexedInMemory:
    """What a store answers from its ``GroupIndexes``; a part of a ``KeyedStore``."""

    _indexes: GroupIndexes

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


class MemoryStore(IndexedInMemory):
    """A store in memory, for the in-process pipeline and for tests.

    Nothing is persisted. Groups are stored separately, so that reading one scans no other.
    """

    def __init__(self) -> None:
        self._groups: dict[str, dict[str, bytes]] = {}
        self._indexes = GroupIndexes(self.group)

    def get(self, key: str) -> bytes | None:
        """Return the value of a key, or None."""
        return self._groups.get(group_of(key), {}).get(key)

    def put(self, key: str, value: bytes) -> None:
        """Set the value of a key."""
        self._groups.setdefault(group_of(key), {})[key] = value
        self._indexes.note(key, value)

    def delete(self, key: str) -> None:
        """Remove a key; nothing happens when it is absent."""
        self._groups.get(group_of(key), {}).pop(key, None)
        self._indexes.note(key, None)

    def group(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value of a group."""
        yield from list(self._groups.get(name, {}).items())

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Yield every key and value."""
        for name in list(self._groups):
            yield from self.group(name)
