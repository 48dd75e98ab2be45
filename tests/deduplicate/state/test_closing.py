"""Events that nothing changes any more leave the state; what comes late is decided."""

from datetime import datetime, timedelta

import pytest

from schemas.event import Event
from schemas.mention import Mention, Withdrawal
from schemas.ontology import load_ontology
from streams.deduplicate.core import Deduplicator
from streams.runtime.memory_store import MemoryStore
from tests.deduplicate.state.test_recovery import journaled
from tests.deduplicate.stories import DAY, NOW, make_mention, make_place, make_withdrawal

KEPT = timedelta(days=30)
LATER = NOW + timedelta(days=31)


class Run:
    """A deduplicator that closes events after thirty days, and its store."""

    def __init__(self) -> None:
        self.store: MemoryStore = MemoryStore()
        self.restart()

    def restart(self) -> None:
        self.dedup = Deduplicator(self.store, load_ontology(), "test", kept_for=KEPT)

    def tell(self, message: Mention | Withdrawal, now: datetime) -> list[Event]:
        return self.dedup.apply(message, now)

    def kept(self) -> list[str]:
        return sorted(key for key, _ in self.store.group("XA.01") if "|journal|" not in key)


class BreakingStore(MemoryStore):
    """Dies at a deletion."""

    deletions_left = -1

    def delete(self, key: str) -> None:
        if self.deletions_left == 0:
            raise KeyboardInterrupt
        self.deletions_left -= 1
        super().delete(key)


def elsewhere(name: str) -> Mention:
    return make_mention(name, place=make_place("Southgate", lat=12.0))


def test_an_untouched_event_leaves_the_state_with_its_mentions() -> None:
    run = Run()
    run.tell(make_mention("a"), NOW)
    run.tell(make_mention("b"), NOW)
    (other,) = run.tell(elsewhere("c"), LATER)
    assert run.kept() == [f"XA.01|event|{other.event_id}", "XA.01|mention|c"]


def test_an_event_that_is_reported_again_in_time_stays() -> None:
    run = Run()
    (first,) = run.tell(make_mention("a"), NOW)
    run.tell(make_mention("b"), NOW + timedelta(days=20))
    (event,) = run.tell(make_mention("c"), LATER)
    assert (event.event_id, event.n_mentions) == (first.event_id, 3)


def test_a_backfill_of_old_articles_neither_closes_events_nor_is_closed_at_once() -> None:
    run = Run()
    (live,) = run.tell(make_mention("a"), NOW)
    old = DAY - timedelta(days=4000)
    past = make_mention("b", date_start=old, date_end=old, published_at=NOW - timedelta(days=4000))
    (backfilled,) = run.tell(past, NOW - timedelta(days=4000))
    run.tell(elsewhere("c"), NOW + timedelta(days=1))
    assert {f"XA.01|event|{live.event_id}", f"XA.01|event|{backfilled.event_id}"} <= set(run.kept())


def test_a_late_mention_of_a_closed_event_founds_another_one() -> None:
    run = Run()
    (first,) = run.tell(make_mention("a"), NOW)
    (event,) = run.tell(make_mention("b"), LATER)
    assert (event.event_id != first.event_id, event.revision) == (True, 1)


def test_a_correction_of_a_closed_event_founds_one_under_an_id_of_its_own() -> None:
    run = Run()
    (first,) = run.tell(make_mention("a", killed=3), NOW)
    run.tell(elsewhere("c"), LATER)
    (event,) = run.tell(make_mention("a", killed=4, article_version=2), LATER)
    assert event.event_id != first.event_id


def test_a_replay_of_a_closed_event_ends_in_the_same_id_and_revision() -> None:
    run = Run()
    (first,) = run.tell(make_mention("a"), NOW)
    run.tell(elsewhere("c"), LATER)
    (again,) = run.tell(make_mention("a"), LATER)
    assert (again.event_id, again.revision) == (first.event_id, first.revision)


def test_a_withdrawal_for_a_closed_event_changes_nothing_and_its_mark_ages_too() -> None:
    run = Run()
    run.tell(make_mention("a"), NOW)
    run.tell(elsewhere("c"), LATER)
    assert run.tell(make_withdrawal(make_mention("a")), LATER) == []
    assert "XA.01|mention|a" in run.kept()
    run.tell(elsewhere("d"), LATER + timedelta(days=31))
    assert "XA.01|mention|a" not in run.kept()


def test_a_restart_remembers_how_old_each_event_is() -> None:
    run = Run()
    run.tell(make_mention("a"), NOW)
    run.restart()
    (other,) = run.tell(elsewhere("c"), LATER)
    assert run.kept() == [f"XA.01|event|{other.event_id}", "XA.01|mention|c"]


def test_a_block_that_gets_no_message_any_more_is_swept_by_others() -> None:
    run = Run()
    run.tell(make_mention("a", place=make_place("Far", admin1_code="XA.02")), NOW)
    for number in range(200):
        run.tell(elsewhere(f"m{number}"), LATER)
    assert [key for key, _ in run.store.group("XA.02") if "|event|" in key] == []


def test_an_event_whose_document_is_not_made_yet_is_not_closed() -> None:
    """A clock that jumps within a batch: the document is made at its end."""
    run = Run()
    applied = run.dedup.take(make_mention("a"), NOW)
    run.tell(elsewhere("c"), LATER)
    event = run.dedup.event(applied.block, applied.events[0])
    assert event is not None
    run.tell(elsewhere("d"), LATER)
    assert f"XA.01|event|{event.event_id}" not in run.kept()


@pytest.mark.parametrize("deletions", [0, 1, 2])
def test_an_event_that_is_closed_halfway_is_closed_at_the_next_start(deletions: int) -> None:
    run = Run()
    store = run.store = BreakingStore()
    run.restart()
    run.tell(make_mention("a"), NOW)
    run.tell(make_mention("b"), NOW)
    store.deletions_left = deletions
    with journaled(0), pytest.raises(KeyboardInterrupt):
        run.tell(elsewhere("c"), LATER)
    store.deletions_left = -1
    run.restart()
    (other,) = run.tell(elsewhere("c"), LATER)
    assert run.kept() == [f"XA.01|event|{other.event_id}", "XA.01|mention|c"]
