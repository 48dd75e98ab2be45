"""Event ids and revisions: minted once, never back."""

from datetime import timedelta

from tests.deduplicate.stories import (
    DAY,
    NOW,
    deduplicator,
    make_mention,
    make_place,
    make_withdrawal,
)


def test_a_replay_mints_the_same_id_at_another_time() -> None:
    (one,) = deduplicator().apply(make_mention("a"), NOW)
    (other,) = deduplicator().apply(make_mention("a"), NOW + timedelta(days=9))
    assert one.event_id == other.event_id
    assert one.first_seen == NOW


def test_two_blocks_never_mint_the_same_id() -> None:
    elsewhere = make_place("Eastmark", admin1_code="XA.02")
    (one,) = deduplicator().apply(make_mention("a"), NOW)
    (other,) = deduplicator().apply(make_mention("a", place=elsewhere), NOW)
    assert one.event_id != other.event_id


def test_a_repetition_returns_the_event_as_it_is() -> None:
    dedup = deduplicator()
    dedup.apply(make_mention("a"), NOW)
    (second,) = dedup.apply(make_mention("b"), NOW)
    assert dedup.apply(make_mention("a"), NOW) == [second]


def test_the_facts_of_an_event_change_under_its_id() -> None:
    dedup = deduplicator()
    (before,) = dedup.apply(make_mention("a", killed=4), NOW)
    (after,) = dedup.apply(make_mention("a", killed=6, article_version=2), NOW)
    assert (after.event_id, after.revision) == (before.event_id, 2)
    assert after.casualties.killed is not None
    assert after.casualties.killed.best == 6


def test_an_event_that_one_mention_made_follows_it_to_another_day() -> None:
    dedup = deduplicator()
    later = DAY + timedelta(days=30)
    (before,) = dedup.apply(make_mention("a"), NOW)
    changed = make_mention("a", date_start=later, date_end=later, article_version=2)
    (after,) = dedup.apply(changed, NOW)
    assert (after.event_id, after.revision, after.date_end) == (before.event_id, 2, later)


def test_a_founder_that_leaves_founds_under_a_fresh_id() -> None:
    dedup = deduplicator()
    (first,) = dedup.apply(make_mention("a"), NOW)
    dedup.apply(make_mention("b"), NOW)
    later = DAY + timedelta(days=30)
    changed = make_mention("a", date_start=later, date_end=later, article_version=2)
    left, founded = dedup.apply(changed, NOW)
    assert (left.event_id, left.revision, left.n_mentions) == (first.event_id, 3, 1)
    assert founded.event_id != first.event_id


def test_an_older_version_changes_nothing() -> None:
    dedup = deduplicator()
    (newest,) = dedup.apply(make_mention("a", killed=6, article_version=2), NOW)
    assert dedup.apply(make_mention("a", killed=4), NOW) == [newest]


def test_a_retracted_event_is_taken_up_again_with_its_revisions() -> None:
    dedup = deduplicator()
    mention = make_mention("a")
    (event,) = dedup.apply(mention, NOW)
    dedup.apply(make_withdrawal(mention), NOW)
    (again,) = dedup.apply(make_mention("a", article_version=3), NOW)
    assert (again.event_id, again.revision, again.status) == (event.event_id, 3, "candidate")


def test_a_corrected_sentence_goes_on_under_the_id_of_the_one_that_it_replaces() -> None:
    dedup = deduplicator()
    wrong = make_mention("a", article_id="x", killed=40)
    (before,) = dedup.apply(wrong, NOW)
    dedup.apply(make_withdrawal(wrong), NOW)
    right = make_mention("b", article_id="x", article_version=2, killed=14)
    (after,) = dedup.apply(right, NOW)
    assert (after.event_id, after.revision, after.status) == (before.event_id, 3, "candidate")
    assert after.casualties.killed is not None
    assert after.casualties.killed.high == 14


def test_what_an_article_tells_of_another_place_is_no_correction() -> None:
    dedup = deduplicator()
    gone = make_mention("a", article_id="x")
    (before,) = dedup.apply(gone, NOW)
    dedup.apply(make_withdrawal(gone), NOW)
    other = make_mention("b", article_id="x", place=make_place("Southgate", lat=10.03))
    (after,) = dedup.apply(other, NOW)
    assert after.event_id != before.event_id
