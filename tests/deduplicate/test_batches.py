"""However a stream is split into batches, it ends in the same state, documents and offers."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.event import Event
from schemas.mention import Mention
from schemas.story import EventOffer
from streams.deduplicate.agent import DeduplicateAgent
from streams.deduplicate.fuse.fusion import fuse
from streams.deduplicate.linking.agent import LinkAgent
from streams.deduplicate.linking.finder import LinkFinder
from streams.runtime.coalesce import Output, newest, resolved
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.memory_store import MemoryStore
from streams.runtime.metrics import Metrics
from streams.runtime.stage import StageHandler
from streams.runtime.tables import MemoryTableStore
from streams.settings import Settings
from tests.deduplicate.linking.test_meeting import ELSEWHERE, NEAR, NOWHERE, WIDE, killing
from tests.deduplicate.state.test_recovery import Message, mentions, stories
from tests.deduplicate.stories import NOW, deduplicator, make_mention

PARTITIONS = 4
ORIGIN = NOW.timestamp()

Process = Callable[[Incoming], Sequence[Output]]


class Stage:
    """The stage of deduplication over a store, and the newest document of each event."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.agent = DeduplicateAgent(deduplicator(store), PARTITIONS)
        self.documents: dict[bytes, Event] = {}
        self.offers: dict[tuple[str, str], EventOffer] = {}
        self.sent = 0

    def take(self, batch: Sequence[Message]) -> None:
        """Take a batch in and send what it leads to."""
        for output in due_of(self.agent.process, [arrived(message) for message in batch]):
            self.send(output)

    def send(self, output: Outgoing) -> None:
        """Note what is sent."""
        self.sent += 1
        if output.topic == "events":
            self.documents[output.key or b""] = Event.from_json(output.value or b"")
        elif output.topic == "event-offers":
            offer = EventOffer.from_json(output.value or b"")
            self.offers[offer.event.event_id, offer.term] = offer


def due_of(process: Process, batch: Sequence[Incoming]) -> list[Outgoing]:
    """Return what a stage sends for a batch."""
    results = [(message, output) for message in batch for output in process(message)]
    return list(resolved([due.output for due in newest(results)]))


def arrived(message: Message) -> Incoming:
    return Incoming("mentions", 0, 0, message.block.encode(), message.to_json(), ORIGIN, ORIGIN)


def split(story: Sequence[Message], sizes: Sequence[int]) -> list[Sequence[Message]]:
    """Return a story as batches of these sizes, over and over."""
    batches, at, turn = [], 0, 0
    while at < len(story):
        batches.append(story[at : at + sizes[turn % len(sizes)]])
        at += len(batches[-1])
        turn += 1
    return batches


def told(story: Sequence[Message], sizes: Sequence[int]) -> Stage:
    stage = Stage(MemoryStore())
    for batch in split(story, sizes):
        stage.take(batch)
    return stage


SIZES = st.lists(st.integers(1, 12), min_size=1, max_size=4)


@settings(max_examples=200, deadline=None)
@given(story=stories(), sizes=SIZES)
def test_any_split_into_batches_ends_in_the_same_state_and_documents(
    story: list[Message], sizes: list[int]
) -> None:
    single, batched = told(story, [1]), told(story, sizes)
    assert dict(batched.store.items()) == dict(single.store.items())
    assert batched.documents == single.documents
    assert batched.sent <= single.sent


@settings(max_examples=100, deadline=None)
@given(story=st.lists(mentions(), unique_by=lambda one: one.mention_id, max_size=6), sizes=SIZES)
def test_what_a_batch_did_not_send_is_sent_when_it_comes_again(
    story: list[Mention], sizes: list[int]
) -> None:
    """The state of each batch is stored, and the worker dies before its outputs are."""
    calm, store = told(story, sizes), MemoryStore()
    documents: dict[bytes, Event] = {}
    offers: dict[tuple[str, str], EventOffer] = {}
    for batch in split(story, sizes):
        Stage(store).take(batch)
        again = Stage(store)
        again.take(batch)
        documents |= again.documents
        offers |= again.offers
    assert documents == calm.documents
    assert offers == calm.offers


def test_an_event_of_one_batch_is_sent_and_offers_itself_once() -> None:
    story = [killing(name) for name in "abcdefgh"]
    single, batched = told(story, [1]), told(story, [8])
    assert batched.documents == single.documents
    assert len(batched.documents) == 1
    assert single.sent > batched.sent
    posted = {offer.posted for offer in batched.offers.values()}
    assert batched.offers.keys() <= single.offers.keys()
    assert len(posted) == 1


@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_tellings_of_other_blocks_join_whatever_the_batches(size: int) -> None:
    stage = Stage(MemoryStore())
    link = LinkAgent(LinkFinder(MemoryStore()))
    every = [NEAR, WIDE, NOWHERE, ELSEWHERE, killing("e", article_id="e")]
    waiting: dict[str, list[Incoming]] = {
        "mentions": [arrived(one) for one in every],
        "event-offers": [],
    }
    while any(waiting.values()):
        for topic, process in (
            ("mentions", stage.agent.process),
            ("event-offers", link.process),
        ):
            batch, waiting[topic] = waiting[topic][:size], waiting[topic][size:]
            for output in due_of(process, batch):
                stage.send(output)
                if output.topic in waiting:
                    waiting[output.topic].append(
                        Incoming(output.topic, 0, 0, output.key, output.value, ORIGIN, ORIGIN)
                    )
    standing = [event for event in stage.documents.values() if event.stands]
    assert [event.n_articles for event in standing] == [len(every)]


class Worker:
    """The stage as a worker runs it, over a table whose changes can be undone."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        data = Data()
        topic = SimpleNamespace(get_topic_name=lambda: "fusion-changelog")
        table = SimpleNamespace(data=data, changelog_topic=topic, on_recover=lambda _: None)
        store = MemoryTableStore(table, self._changed)
        dedup = deduplicator(store)
        store.on_taken_back(dedup.forget)
        agent = DeduplicateAgent(dedup, PARTITIONS)

        async def compute(message: Incoming) -> Sequence[Output]:
            return agent.process(message)

        metrics = Metrics("test").stage("deduplicate")
        self._handler = StageHandler("deduplicate", compute, self._send, metrics, Settings(), store)

    def take(self, batch: Sequence[Message]) -> None:
        asyncio.run(self._handler.handle([(arrived(message), None) for message in batch]))

    def documents(self) -> dict[bytes | None, Event]:
        """Return the newest document of each event, whatever its revision."""
        found = {
            one.key: Event.from_json(one.value or b"") for one in self.sent if one.topic == "events"
        }
        return {key: event.model_copy(update={"revision": 0}) for key, event in found.items()}

    async def _changed(self, *_: Any) -> list[tuple[Awaitable[Any], int]]:
        return []

    async def _send(self, output: Outgoing) -> Awaitable[Any]:
        self.sent.append(output)
        return asyncio.sleep(0)


class Data(dict[bytes, bytes]):
    def __init__(self) -> None:
        super().__init__()
        self._key_partition: dict[bytes, int] = {}


def test_a_mention_that_cannot_be_fused_is_a_dead_letter_and_harms_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = [make_mention(name) for name in "abcdef"]
    calm, worker = Worker(), Worker()
    calm.take(good)
    poisoned = make_mention("poison", title="poison")

    def breaking(header: Any, mentions: Sequence[Mention], *others: Any) -> Event:
        if any(mention.title == "poison" for mention in mentions):
            raise ZeroDivisionError
        return fuse(header, mentions, *others)

    monkeypatch.setattr("streams.deduplicate.state.change.fuse", breaking)
    worker.take([*good[:3], poisoned, *good[3:]])
    letters = [one for one in worker.sent if one.topic == "dead-letters"]
    assert [one.value for one in letters] == [poisoned.to_json()]
    assert worker.documents() == calm.documents()
