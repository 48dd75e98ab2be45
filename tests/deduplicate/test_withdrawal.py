"""Taking a mention back."""

from tests.deduplicate.stories import NOW, deduplicator, make_mention, make_withdrawal


def test_the_last_mention_retracts_the_event() -> None:
    dedup = deduplicator()
    mention = make_mention("a", killed=3)
    (before,) = dedup.apply(mention, NOW)
    (after,) = dedup.apply(make_withdrawal(mention), NOW)
    assert (after.status, after.revision, after.n_mentions) == ("retracted", 2, 0)
    assert after.event_id == before.event_id
    assert after.casualties.killed is None
    assert not after.evidence
    assert not after.counts


def test_a_withdrawal_takes_out_only_its_own_figure() -> None:
    dedup = deduplicator()
    wrong = make_mention("a", killed=90)
    dedup.apply(wrong, NOW)
    dedup.apply(make_mention("b", killed=9), NOW)
    (event,) = dedup.apply(make_withdrawal(wrong), NOW)
    assert event.casualties.killed is not None
    assert event.casualties.killed.high == 9
    assert [item.mention_id for item in event.evidence] == ["b"]


def test_repeating_a_withdrawal_returns_the_same_event() -> None:
    dedup = deduplicator()
    mention = make_mention("a")
    dedup.apply(mention, NOW)
    once = dedup.apply(make_withdrawal(mention), NOW)
    assert dedup.apply(make_withdrawal(mention), NOW) == once


def test_a_withdrawal_older_than_the_mention_does_nothing() -> None:
    dedup = deduplicator()
    mention = make_mention("a", article_version=3)
    (event,) = dedup.apply(mention, NOW)
    assert dedup.apply(make_withdrawal(mention, version=2), NOW) == []
    assert dedup.apply(mention, NOW) == [event]


def test_a_withdrawal_before_its_mention_holds() -> None:
    dedup = deduplicator()
    mention = make_mention("a")
    assert dedup.apply(make_withdrawal(mention, version=2), NOW) == []
    assert dedup.apply(mention, NOW) == []


def test_a_withdrawal_of_the_same_version_can_be_followed_by_the_mention_again() -> None:
    dedup = deduplicator()
    mention = make_mention("a")
    dedup.apply(mention, NOW)
    dedup.apply(make_withdrawal(mention, version=1), NOW)
    (event,) = dedup.apply(mention, NOW)
    assert event.n_mentions == 1
