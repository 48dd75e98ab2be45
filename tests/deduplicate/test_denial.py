"""What a denial does to an event."""

import pytest

from schemas.mention import Claim
from tests.deduplicate.stories import NOW, deduplicator, make_mention, make_withdrawal

DENIED = Claim(source="the ministry", verb="deny", stance="denies")


def test_a_denial_joins_as_a_claim_and_disputes() -> None:
    dedup = deduplicator()
    dedup.apply(make_mention("a", killed=4), NOW)
    (event,) = dedup.apply(make_mention("b", claim=DENIED), NOW)
    assert event.status == "disputed"
    assert [claim.stance for claim in event.claims] == ["asserts", "denies"]
    assert event.counts
    assert event.n_independent == 1


def test_a_denial_alone_does_not_count() -> None:
    (event,) = deduplicator().apply(make_mention("a", claim=DENIED), NOW)
    assert event.modality == "negated"
    assert not event.counts


@pytest.mark.parametrize("denial_first", [True, False])
def test_the_order_of_report_and_denial_makes_no_difference(denial_first: bool) -> None:
    mentions = [make_mention("a"), make_mention("b", claim=DENIED)]
    dedup = deduplicator()
    newest = {}
    for mention in reversed(mentions) if denial_first else mentions:
        newest.update({event.event_id: event for event in dedup.apply(mention, NOW)})
    (standing,) = [event for event in newest.values() if event.n_mentions]
    assert (standing.status, standing.n_mentions) == ("disputed", 2)


def test_the_dispute_ends_when_the_denial_is_withdrawn() -> None:
    dedup = deduplicator()
    denial = make_mention("b", claim=DENIED)
    dedup.apply(make_mention("a"), NOW)
    dedup.apply(denial, NOW)
    (event,) = dedup.apply(make_withdrawal(denial), NOW)
    assert event.status == "candidate"


def test_something_else_that_did_not_happen_is_no_denial() -> None:
    dedup = deduplicator()
    dedup.apply(make_mention("a", article_id="x"), NOW)
    aside = make_mention(
        "b",
        article_id="x",
        modality="negated",
        claim=Claim(source="the council", verb="say"),
        quote="No order to leave was given, the council said.",
    )
    (event,) = dedup.apply(aside, NOW)
    assert (event.status, event.n_mentions) == ("candidate", 2)
