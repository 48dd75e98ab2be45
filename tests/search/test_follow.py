"""Following shows each revision once, although looks overlap."""

from datetime import timedelta

from streams.search.scan import OVERLAP, Follower
from tests.index.records import NOON, event


def test_a_revision_is_shown_once_and_the_next_again() -> None:
    follower = Follower()
    first = event(revision=1, indexed_at=NOON)
    second = event(revision=2, indexed_at=NOON + timedelta(seconds=1))
    assert follower.fresh([first]) == [first]
    assert follower.fresh([first, second]) == [second]
    assert follower.fresh([second]) == []


def test_an_older_revision_after_a_newer_one_is_not_shown() -> None:
    follower = Follower()
    follower.fresh([event(revision=2, indexed_at=NOON)])
    assert follower.fresh([event(revision=1, indexed_at=NOON)]) == []


def test_each_look_goes_back_by_the_overlap() -> None:
    follower = Follower()
    assert follower.since is None
    follower.fresh([event(indexed_at=NOON), event(event_id="e2", indexed_at=NOON - OVERLAP)])
    assert follower.since == NOON - OVERLAP


def test_a_replay_of_the_same_revision_is_not_shown() -> None:
    follower = Follower()
    follower.fresh([event(indexed_at=NOON)])
    assert follower.fresh([event(indexed_at=NOON + timedelta(hours=1))]) == []
