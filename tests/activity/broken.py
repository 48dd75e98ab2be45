"""A stream that breaks: what is written until a point is kept, the rest is delivered again."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from streams.runtime.memory_store import MemoryStore

Message = TypeVar("Message")
Documents = dict[str, tuple[int, bytes]]
"""By id, the revision and the bytes that an index with external versions would hold."""


class JournalStore(MemoryStore):
    """A store that can go back to what it held after any of its writes."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[tuple[str, bytes | None]] = []

    def put(self, key: str, value: bytes) -> None:
        super().put(key, value)
        self.writes.append((key, value))

    def delete(self, key: str) -> None:
        super().delete(key)
        self.writes.append((key, None))

    def cut(self, length: int) -> "JournalStore":
        """Return a store that holds only the first writes."""
        store = JournalStore()
        for key, value in self.writes[:length]:
            if value is None:
                store.delete(key)
            else:
                store.put(key, value)
        return store


Start = Callable[[JournalStore], Callable[[Message], Iterator[tuple[str, int, bytes]]]]
"""Makes a worker over a store: a message in; ids, revisions and bytes of documents out."""


def deliver(start: Start[Message], story: Sequence[Message]) -> Documents:
    """Return what an index holds after a story."""
    documents: Documents = {}
    work = start(JournalStore())
    for message in story:
        _write(documents, work(message))
    return documents


def deliver_broken(
    start: Start[Message], story: Sequence[Message], writes: int, overlap: int
) -> Documents:
    """Return the same after a worker that died behind some of its writes to the store.

    What it did for the message in hand was not sent; the next worker gets that message again, and
    as many before it as overlap.
    """
    documents: Documents = {}
    store = JournalStore()
    work = start(store)
    for index, message in enumerate(story):
        outputs = list(work(message))
        if len(store.writes) > writes:
            again = start(store.cut(writes))
            for repeated in story[max(0, index - overlap) :]:
                _write(documents, again(repeated))
            return documents
        _write(documents, outputs)
    return documents


def _write(
    documents: Documents, outputs: Iterator[tuple[str, int, bytes]] | list[tuple[str, int, bytes]]
) -> None:
    for identity, revision, raw in outputs:
        if revision >= documents.get(identity, (0, b""))[0]:
            documents[identity] = (revision, raw)
