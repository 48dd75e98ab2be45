"""The number of events that a mention is compared with does not grow with their accumulation."""

from datetime import timedelta

from streams.deduplicate.candidates.keys import lookup_keys
from streams.deduplicate.evidence.profile import profile_of
from streams.deduplicate.settings import load_rules
from streams.deduplicate.state.block import Block
from streams.deduplicate.state.records import RecordCache
from streams.runtime.memory_store import MemoryStore
from tests.deduplicate.stories import DAY, NOW, deduplicator, make_mention

RULES = load_rules()


def compared_after(days: int) -> int:
    store = MemoryStore()
    dedup = deduplicator(store)
    for past in range(days):
        day = DAY - timedelta(days=past)
        dedup.apply(make_mention(f"m{past}", date_start=day, date_end=day), NOW)
    mention = make_mention("new")
    block = Block(mention.block, store, RecordCache())
    return len(block.find(lookup_keys(profile_of([mention], RULES), RULES)))


def test_months_of_events_add_no_comparison() -> None:
    assert compared_after(120) == compared_after(10) > 0
