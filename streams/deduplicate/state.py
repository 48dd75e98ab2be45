"""The state of one block over a keyed store: records, in-memory index, atomic commits."""

import json
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from schemas.event import Event, MergeStep
from schemas.mention import Mention
from schemas.record import Part, UtcDatetime
from streams.runtime.store import KeyedStore

RECENT_RECORDS = 8192
"""Parsed records of a kind kept in memory, some 8 KB each; others are read again."""

Value = TypeVar("Value")


class MentionRecord(Part):
    """A mention as last met, or the mark that it was withdrawn."""

    version: int
    mention: Mention | None
    touched: tuple[str, ...]
    """Events that its last change altered: a repetition emits them again."""


class EventRecord(Part):
    """An event: its identity and who belongs to it; the facts follow from the mentions."""

    event_id: str
    revision: int
    first_seen: UtcDatetime
    home_year: int | None = None
    joins: tuple[MergeStep, ...]
    keys: tuple[str, ...]
    closed: Event | None
    """The last emission of an event without mentions: retracted or merged."""

    @property
    def is_merged(self) -> bool:
        """Return whether the event lives on in another one."""
        return self.closed is not None and self.closed.superseded_by is not None


class Recent(OrderedDict[str, Value], Generic[Value]):
    """A dictionary that holds the newest ``RECENT_RECORDS`` entries."""

    def __setitem__(self, key: str, value: Value) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > RECENT_RECORDS:
            self.popitem(last=False)


class RecordCache:
    """Parsed records of all blocks, by store key."""

    def __init__(self) -> None:
        self.mentions: Recent[MentionRecord] = Recent()
        self.events: Recent[EventRecord] = Recent()


class Block:
    """One block of places. Every commit is atomic: a journal of all its writes goes first.

    A crash between two writes is made good when the block is next opened: the journal is written
    again, whole. The message itself comes again too, as it was not acknowledged.
    """

    def __init__(self, name: str, store: KeyedStore, cache: RecordCache) -> None:
        self.name = name
        self._store = store
        self._mentions, self._events = cache.mentions, cache.events
        self._members: dict[str, tuple[str, ...]] = {}
        self._homes: dict[str, str] = {}
        self._buckets: dict[str, set[str]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._recover()
        self._rebuild()

    def mention(self, mention_id: str) -> MentionRecord | None:
        """Return what is known of a mention."""
        key = self._key("mention", mention_id)
        if key not in self._mentions:
            raw = self._store.get(key)
            if raw is None:
                return None
            self._mentions[key] = MentionRecord.model_validate_json(raw)
        return self._mentions[key]

    def event(self, event_id: str) -> EventRecord | None:
        """Return what is known of an event, also of a closed one."""
        key = self._key("event", event_id)
        if key not in self._events:
            raw = self._store.get(key)
            if raw is None:
                return None
            self._events[key] = EventRecord.model_validate_json(raw)
        return self._events[key]

    def home(self, mention_id: str) -> str | None:
        """Return the event that a mention belongs to."""
        return self._homes.get(mention_id)

    def find(self, keys: Iterable[str]) -> set[str]:
        """Return the events that are kept under any of the index keys."""
        return {event_id for key in keys for event_id in self._buckets.get(key, ())}

    def find_sharing(self, keys: Iterable[str], least: int, most: int) -> set[str]:
        """Return the events that are kept under at least ``least`` of the keys.

        A key under which more than ``most`` events are kept tells nothing, and is passed over.
        """
        buckets = (self._buckets.get(key, set()) for key in keys)
        shared = Counter(name for found in buckets if len(found) <= most for name in found)
        return {event_id for event_id, number in shared.items() if number >= least}

    def commit(self, events: Sequence[EventRecord], mention_id: str, record: MentionRecord) -> None:
        """Write the events and the mention, all or nothing."""
        writes = [(self._key("event", event.event_id), event.model_dump_json()) for event in events]
        writes.append((self._key("mention", mention_id), record.model_dump_json()))
        self._store.put(self._key("journal", ""), json.dumps(writes).encode())
        self._write(writes)
        self._mentions[self._key("mention", mention_id)] = record
        for event in events:
            self._events[self._key("event", event.event_id)] = event
            self._index(event)

    def _key(self, kind: str, name: str) -> str:
        return f"{self.name}|{kind}|{name}"

    def _write(self, writes: Iterable[tuple[str, str]]) -> None:
        for key, value in writes:
            self._store.put(key, value.encode())

    def _recover(self) -> None:
        raw = self._store.get(self._key("journal", ""))
        if raw is not None:
            self._write((key, value) for key, value in json.loads(raw))

    def _rebuild(self) -> None:
        prefix = self._key("event", "")
        for key, raw in self._store.group(self.name):
            if key.startswith(prefix):
                self._index(EventRecord.model_validate_json(raw))

    def _index(self, event: EventRecord) -> None:
        event_id = event.event_id
        for key in self._keys.pop(event_id, ()):
            self._buckets[key].discard(event_id)
            if not self._buckets[key]:
                del self._buckets[key]
        for key in event.keys:
            self._buckets.setdefault(key, set()).add(event_id)
        for mention_id in self._members.pop(event_id, ()):
            if self._homes.get(mention_id) == event_id:
                del self._homes[mention_id]
        self._keys[event_id] = event.keys
        self._members[event_id] = tuple(step.mention_id for step in event.joins)
        self._homes.update(dict.fromkeys(self._members[event_id], event_id))
