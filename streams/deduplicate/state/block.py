"""The state of one block over a keyed store: records, in-memory index, atomic commits, ageing."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from schemas.mention import NO_SIGNATURE, Mention
from streams.deduplicate.candidates.index import EventIndex
from streams.deduplicate.state.records import EventRecord, MentionRecord, RecordCache
from streams.runtime.store import KeyedStore

CLOSED_AT_ONCE = 16
"""Most old events that one message closes, so that none waits long for it."""


class Block:
    """One block of places. Every commit is atomic: a journal of all its writes goes first.

    A crash between two writes is repaired when the block is next opened: the journal is written
    again, whole. The message itself is delivered again too, as it was not acknowledged.
    """

    def __init__(self, name: str, store: KeyedStore, cache: RecordCache) -> None:
        self.name = name
        self._store = store
        self._mentions, self._events = cache.mentions, cache.events
        self._members: dict[str, tuple[str, ...]] = {}
        self._homes: dict[str, str] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._ages: OrderedDict[tuple[str, str], datetime] = OrderedDict()
        self._clock = datetime.min.replace(tzinfo=UTC)
        self.index = EventIndex()
        self._recover()
        self._rebuild()

    @property
    def clock(self) -> datetime:
        """Return the latest time of processing that the block has seen."""
        return self._clock

    @property
    def n_events(self) -> int:
        """Return how many events are open."""
        return len(self._keys)

    def mention(self, mention_id: str) -> MentionRecord | None:
        """Return what is known of a mention."""
        key = self._key("mention", mention_id)
        if key not in self._mentions:
            raw = self._store.get(key)
            if raw is None:
                return None
            self._mentions[key] = MentionRecord.model_validate_json(raw)
        return self._mentions[key]

    def with_signature(self, mention: Mention) -> Mention:
        """Return a mention with the signature of its article, which another one carried.

        The carrier is before it on its partition. Where it was withdrawn since, the mention itself
        is known from before; where it failed, there is nothing to compare the article by.
        """
        if mention.signature_in is None:
            return mention
        signature = NO_SIGNATURE
        for mention_id in (mention.signature_in, mention.mention_id):
            known = self.mention(mention_id)
            told = known.mention if known else None
            if told is not None and told.article_version == mention.article_version:
                signature = told.signature
                break
        return mention.model_copy(update={"signature": signature, "signature_in": None})

    def event(self, event_id: str) -> EventRecord | None:
        """Return what is known of an event, also of a retracted or merged one."""
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

    def advance(self, now: datetime) -> datetime:
        """Return the block's time of processing: the latest that it has seen, never earlier."""
        self._clock = max(self._clock, now)
        return self._clock

    def close_old(self, kept_for: timedelta) -> None:
        """Forget events that nothing has changed for ``kept_for``, and marks of withdrawn mentions.

        The age counts from processing: a backfill of old articles is as young as news of today.
        """
        for _ in range(CLOSED_AT_ONCE):
            oldest = next(iter(self._ages.items()), None)
            if oldest is None or self._clock - oldest[1] <= kept_for:
                return
            self._drop(*oldest[0])

    def commit(
        self,
        events: Sequence[EventRecord],
        mention_id: str | None = None,
        record: MentionRecord | None = None,
    ) -> None:
        """Write the events and the mention, if any, all or nothing."""
        writes = [(self._key("event", event.event_id), event.model_dump_json()) for event in events]
        if mention_id is not None and record is not None:
            writes.append((self._key("mention", mention_id), record.model_dump_json()))
        self._store.put(self._key("journal", ""), json.dumps(writes).encode())
        self._write(writes)
        for event in events:
            self._events[self._key("event", event.event_id)] = event
            self._add(event)
        if mention_id is not None and record is not None:
            self._mentions[self._key("mention", mention_id)] = record
            self._note(mention_id, record)

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
        """Read every event; then mentions without one: withdrawn, or left by a crash."""
        events, mentions = self._key("event", ""), self._key("mention", "")
        found = list(self._store.group(self.name))
        for key, raw in found:
            if key.startswith(events):
                self._add(EventRecord.model_validate_json(raw))
        for key, raw in found:
            mention_id = key.removeprefix(mentions)
            if key.startswith(mentions) and mention_id not in self._homes:
                self._note(mention_id, MentionRecord.model_validate_json(raw))
        self._ages = OrderedDict(sorted(self._ages.items(), key=lambda item: (item[1], item[0])))
        self._clock = max(self._ages.values(), default=self._clock)

    def _add(self, event: EventRecord) -> None:
        self._remove(event.event_id)
        for key in event.keys:
            self.index.add(key, event.event_id)
        members = tuple(step.mention_id for step in event.joins)
        self._keys[event.event_id] = event.keys
        self._members[event.event_id] = members
        self._homes.update(dict.fromkeys(members, event.event_id))
        self._ages["event", event.event_id] = event.changed_at

    def _remove(self, event_id: str) -> tuple[str, ...]:
        """Take an event out of the index and return which mentions it had."""
        for key in self._keys.pop(event_id, ()):
            self.index.discard(key, event_id)
        members = self._members.pop(event_id, ())
        for mention_id in members:
            if self._homes.get(mention_id) == event_id:
                del self._homes[mention_id]
        self._ages.pop(("event", event_id), None)
        return members

    def _note(self, mention_id: str, record: MentionRecord) -> None:
        """Note the age of a mention that belongs to no event."""
        self._ages.pop(("mention", mention_id), None)
        if mention_id not in self._homes:
            self._ages["mention", mention_id] = record.changed_at

    def _drop(self, kind: str, name: str) -> None:
        """Delete an event, then its mentions: those that a crash leaves have their own age."""
        if kind == "event":
            members = self._remove(name)
            self._delete(self._key("event", name))
            for mention_id in members:
                self._delete(self._key("mention", mention_id))
        else:
            del self._ages[kind, name]
            self._delete(self._key("mention", name))

    def _delete(self, key: str) -> None:
        self._mentions.pop(key, None)
        self._events.pop(key, None)
        self._store.delete(key)
