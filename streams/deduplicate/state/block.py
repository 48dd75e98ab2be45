"""The state of one block over a keyed store: records, candidates, atomic commits, ageing."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from schemas.mention import NO_SIGNATURE, Mention
from streams.deduplicate.state.records import EventRecord, MentionRecord, RecordCache, home_tag
from streams.runtime.store import KeyedStore

CLOSED_AT_ONCE = 16
"""Most old events that one message closes, so that none waits long for it."""

JOURNALED_BYTES = 1024 * 1024
"""Size of the writes of one message from which a journal goes first. With fewer, all changes of a
batch of messages are stored as one batch of the producer, whole or not at all: it takes 4 MiB, and
a batch of messages is sent once it has changed 2 MiB."""

NEVER = datetime.min.replace(tzinfo=UTC)
"""Before every time of processing."""


class Block:
    """One block of places. Every commit is atomic, by the store or by a journal.

    The changes of a batch of messages are stored together. Only what a very large message writes
    may not fit there, so a journal of its writes goes first. A crash between two of them is
    repaired when the block is next opened: the journal is written again, whole. The message itself
    is delivered again too, as it was not acknowledged.
    """

    def __init__(self, name: str, store: KeyedStore, cache: RecordCache) -> None:
        self.name = name
        self._store = store
        self._mentions, self._events = cache.mentions, cache.events
        self._journal = self._key("journal", "")
        self._recover()
        self._clock = store.newest(name) or NEVER
        self._oldest = NEVER
        """No record is older; what is changed from now on is younger."""

    @property
    def clock(self) -> datetime:
        """Return the latest time of processing that the block has seen."""
        return self._clock

    def mention(self, mention_id: str) -> MentionRecord | None:
        """Return what is known of a mention."""
        key = self._key("mention", mention_id)
        known = self._mentions.get(key)
        if known is None and (raw := self._store.get(key)) is not None:
            known = MentionRecord.model_validate_json(raw)
            self._mentions.put(key, known, len(raw))
        return known

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
        known = self._events.get(key)
        if known is None and (raw := self._store.get(key)) is not None:
            known = EventRecord.model_validate_json(raw)
            self._events.put(key, known, len(raw))
        return known

    def home(self, mention_id: str) -> str | None:
        """Return the event that a mention belongs to."""
        return next(iter(self.find([home_tag(mention_id)])), None)

    def find(self, keys: Iterable[str]) -> set[str]:
        """Return the events that are kept under any of the index keys."""
        found = self._store.tagged(self.name, list(keys))
        return {self._event_id(key) for under in found for key in under}

    def shared(self, keys: Iterable[str], most: int) -> Counter[str]:
        """Return the events that are kept under any of the index keys, each with their number.

        A key under which more than ``most`` events are kept says nothing and is ignored.
        """
        found: Counter[str] = Counter()
        for under in self._store.tagged(self.name, list(keys), most):
            found.update(map(self._event_id, under))
        return found

    def advance(self, now: datetime) -> datetime:
        """Return the block's time of processing: the latest that it has seen, never earlier."""
        self._clock = max(self._clock, now)
        return self._clock

    def close_old(self, kept_for: timedelta, spared: Collection[str] = ()) -> None:
        """Forget events that nothing has changed for ``kept_for``, and marks of withdrawn mentions.

        The age counts from processing: a backfill of old articles is as young as news of today.
        Events that are ``spared``, as their documents are still to be made, go at a later message.
        """
        for _ in range(CLOSED_AT_ONCE):
            if self._oldest != NEVER and self._clock - self._oldest <= kept_for:
                return
            found = self._store.oldest(self.name)
            self._oldest = found[0] if found else self._clock
            if found is not None and self._clock - self._oldest > kept_for:
                if self._event_id(found[1]) in spared:
                    return
                self._drop(found[1])
                self._oldest = NEVER

    def commit(
        self,
        events: Sequence[EventRecord],
        mention_id: str | None = None,
        record: MentionRecord | None = None,
    ) -> None:
        """Write the events and the mention, if any, all or nothing."""
        texts = {self._key("event", one.event_id): one.model_dump_json() for one in events}
        if mention_id is not None and record is not None:
            texts[self._key("mention", mention_id)] = record.model_dump_json()
        self._write_whole(list(texts.items()))
        for event in events:
            key = self._key("event", event.event_id)
            self._events.put(key, event, len(texts[key]))
        if mention_id is not None and record is not None:
            key = self._key("mention", mention_id)
            self._mentions.put(key, record, len(texts[key]))

    def _key(self, kind: str, name: str) -> str:
        return f"{self.name}|{kind}|{name}"

    def _event_id(self, key: str) -> str:
        return key.removeprefix(self._key("event", ""))

    def _write_whole(self, writes: Sequence[tuple[str, str | None]]) -> None:
        if sum(len(value or "") for _, value in writes) >= JOURNALED_BYTES:
            self._store.put(self._journal, json.dumps(writes).encode())
            self._has_journal = True
        elif self._has_journal:  # else it would be written again over what follows now
            self._store.delete(self._journal)
            self._has_journal = False
        self._write(writes)

    def _write(self, writes: Iterable[tuple[str, str | None]]) -> None:
        for key, value in writes:
            if value is None:
                self._store.delete(key)
            else:
                self._store.put(key, value.encode())

    def _recover(self) -> None:
        raw = self._store.get(self._journal)
        self._has_journal = raw is not None
        if raw is not None:
            self._write((key, value) for key, value in json.loads(raw))

    def _drop(self, key: str) -> None:
        """Delete an event with its mentions, or the mark of a withdrawn mention."""
        keys = [key]
        if key.startswith(self._key("event", "")):
            record = self.event(self._event_id(key))
            steps = record.joins if record else ()
            keys += [self._key("mention", step.mention_id) for step in steps]
        self._write_whole([(one, None) for one in keys])
        for one in keys:
            self._mentions.drop(one)
            self._events.drop(one)
