"""Deduplication decides alike whether its state is in memory or on disk, whenever that is written.

The store is one partition on disk, written after some messages as a worker does; at the end of each
story the process dies with what was not written, and the messages since then come again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.event import Event
from streams.deduplicate.core import Deduplicator
from streams.deduplicate.state.records import tags_of
from streams.runtime.disk_state import Acknowledged, PartitionState, SharedMemory
from streams.runtime.store import TagsOf
from tests.deduplicate.state.test_recovery import Message, newest, stories
from tests.deduplicate.stories import NOW, deduplicator

MEMORY = SharedMemory.make()


class OnDisk(PartitionState):
    """A partition that remembers its changes, as the changelog would acknowledge them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, MEMORY, tags_of)
        self.changes: list[Acknowledged] = []

    def index_by(self, by: TagsOf) -> None:
        assert by is tags_of

    def put(self, key: str, value: bytes) -> None:
        super().put(key, value)
        self._note(key, value)

    def delete(self, key: str) -> None:
        super().delete(key)
        self._note(key, None)

    def written(self) -> None:
        if self.changes:
            self.settle(self.changes)
        self.changes = []

    def _note(self, key: str, value: bytes | None) -> None:
        first = -1 if self.offset is None else self.offset
        self.changes.append(Acknowledged(first + len(self.changes) + 1, key, value))


@contextmanager
def on_disk(folder: str) -> Iterator[tuple[OnDisk, Deduplicator]]:
    store = OnDisk(Path(folder))
    yield store, deduplicator(store)
    store.close()


@settings(max_examples=40, deadline=None)
@given(story=stories(), every=st.integers(1, 5))
def test_events_are_those_of_memory(story: list[Message], every: int) -> None:
    in_memory = deduplicator()
    whole = newest(in_memory.apply(message, NOW) for message in story)
    with TemporaryDirectory() as folder:
        told = [event for batch in _told(folder, story, every) for event in batch]
    # What is told again after the crash has the revisions of before, up to the last one.
    assert {event.event_id: event for event in told} == whole


def _told(folder: str, story: list[Message], every: int) -> Iterator[list[Event]]:
    unwritten: list[Message] = []
    with on_disk(folder) as (store, dedup):
        for message in story:
            yield dedup.apply(message, NOW)
            unwritten.append(message)
            if len(unwritten) == every:
                store.written()
                unwritten.clear()
    with on_disk(folder) as (store, dedup):
        for message in unwritten:
            yield dedup.apply(message, NOW)
