"""A crash anywhere, even between two writes, changes nothing in the end.

Between two writes means: of a message that writes so much that it does not fit into one batch. Here
each message is taken for one.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.event import Event
from schemas.mention import Claim, Mention, Withdrawal
from streams.deduplicate.state.block import JOURNALED_BYTES
from streams.runtime.memory_store import MemoryStore
from tests.deduplicate.stories import (
    NOW,
    deduplicator,
    make_city,
    make_mention,
    make_place,
    make_withdrawal,
)

Message = Mention | Withdrawal

PLACES = (make_place(), make_place("Southgate", lat=10.03), make_city())
TYPES = ("shelling", "air_strike", "attack_on_civilians", "talks")
STANCES = (Claim(), Claim(source="the army", stance="denies"))


class PowerCut(BaseException):
    """The process dies here."""


class BreakingStore(MemoryStore):
    """Dies at a given write."""

    def __init__(self, writes_left: int) -> None:
        super().__init__()
        self.writes_left = writes_left

    def put(self, key: str, value: bytes) -> None:
        if self.writes_left == 0:
            raise PowerCut
        self.writes_left -= 1
        super().put(key, value)


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    return make_mention(
        draw(st.sampled_from("abcdef")),
        article_id=draw(st.sampled_from(["x", "y", "z"])),
        article_version=draw(st.integers(1, 3)),
        place=draw(st.sampled_from(PLACES)),
        event_type=draw(st.sampled_from(TYPES)),
        claim=draw(st.sampled_from(STANCES)),
        killed=draw(st.sampled_from([None, 2, 20])),
    )


@st.composite
def messages(draw: st.DrawFn) -> Message:
    mention = draw(mentions())
    return make_withdrawal(mention) if draw(st.integers(0, 2)) == 0 else mention


def stories() -> st.SearchStrategy[list[Message]]:
    return st.lists(messages(), max_size=12)


def newest(batches: Iterator[list[Event]]) -> dict[str, Event]:
    found: dict[str, Event] = {}
    for event in (event for batch in batches for event in batch):
        assert event.revision >= (found[event.event_id].revision if event.event_id in found else 0)
        found[event.event_id] = event
    return found


def run_with_cut(story: list[Message], writes: int) -> Iterator[list[Event]]:
    store = BreakingStore(writes)
    dedup = deduplicator(store)
    for message in story:
        try:
            yield dedup.apply(message, NOW)
        except PowerCut:
            store.writes_left = -1
            dedup = deduplicator(store)
            yield dedup.apply(message, NOW)


@contextmanager
def journaled(least: int) -> Iterator[None]:
    """Let a journal go before what a message writes, if that has at least so many bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streams.deduplicate.state.block.JOURNALED_BYTES", least)
        yield


@settings(max_examples=150, deadline=None)
@given(story=stories(), writes=st.integers(0, 40))
def test_a_crash_and_a_redelivery_end_in_the_same_events(story: list[Message], writes: int) -> None:
    dedup = deduplicator()
    whole = newest(dedup.apply(message, NOW) for message in story)
    with journaled(0):
        assert newest(run_with_cut(story, writes)) == whole


@settings(max_examples=100, deadline=None)
@given(story=stories(), least=st.sampled_from([0, 2000, 4000, JOURNALED_BYTES]))
def test_forgetting_before_each_message_changes_nothing(story: list[Message], least: int) -> None:
    dedup, forgetful = deduplicator(), deduplicator()
    with journaled(least):
        for message in story:
            forgetful.forget()
            assert forgetful.apply(message, NOW) == dedup.apply(message, NOW)


def test_only_a_large_message_has_a_journal_and_the_next_one_removes_it() -> None:
    store = MemoryStore()
    dedup = deduplicator(store)
    journal = "XA.01|journal|"
    with journaled(0):
        dedup.apply(make_mention("a"), NOW)
    assert store.get(journal) is not None
    dedup.apply(make_mention("b"), NOW)
    assert store.get(journal) is None


@settings(max_examples=100, deadline=None)
@given(story=stories())
def test_repeating_every_message_at_once_changes_nothing(story: list[Message]) -> None:
    once, twice = deduplicator(), deduplicator()
    for message in story:
        expected = once.apply(message, NOW)
        twice.apply(message, NOW)
        assert expected in ([], twice.apply(message, NOW))


@settings(max_examples=100, deadline=None)
@given(story=stories())
def test_every_mention_belongs_to_one_event_at_most(story: list[Message]) -> None:
    dedup = deduplicator()
    events = newest(dedup.apply(message, NOW) for message in story)
    held = [item.mention_id for event in events.values() for item in event.evidence]
    assert len(held) == len(set(held))
    for event in events.values():
        assert (event.n_mentions == 0) == (event.status in ("retracted", "merged"))


def test_the_breaking_store_breaks() -> None:
    dedup = deduplicator(BreakingStore(1))
    with journaled(0), pytest.raises(PowerCut):
        dedup.apply(make_mention("a"), NOW)
