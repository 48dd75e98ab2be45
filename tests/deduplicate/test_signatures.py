"""The signature of an article travels with one mention; what is decided stays the same."""

from collections.abc import Iterable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.event import Event
from schemas.mention import NO_SIGNATURE, Mention, SignatureCarriers
from tests.deduplicate.stories import (
    NOW,
    deduplicator,
    make_city,
    make_mention,
    make_place,
    make_signature,
    make_withdrawal,
)

PLACES = (make_place(), make_city(), make_city("Brackwater", admin1_code="XA.02", lat=14.0))
FIRE = make_signature("warehouse firefighters thirty", "orla tamsin", ages=(50,))


def lightened(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions of an article as geocoding sends them."""
    carriers = SignatureCarriers()
    return [carriers.lighten(mention, mention.block) for mention in mentions]


@st.composite
def versions(draw: st.DrawFn) -> list[Mention]:
    article, version = draw(st.sampled_from("xy")), draw(st.integers(1, 3))
    signature = make_signature(f"{article} common version{version}", "orla tamsin")
    names = draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True))
    return [
        make_mention(
            f"{article}{name}",
            article_id=article,
            article_version=version,
            place=draw(st.sampled_from(PLACES)),
            signature=signature,
        )
        for name in names
    ]


def final(batches: Sequence[Sequence[Mention]]) -> dict[str, Event]:
    dedup = deduplicator()
    return {
        event.event_id: event
        for batch in batches
        for mention in batch
        for event in dedup.apply(mention, NOW)
    }


@settings(max_examples=80, deadline=None)
@given(story=st.lists(versions(), max_size=6), again=st.integers(0, 5))
def test_events_are_those_of_whole_mentions(story: list[list[Mention]], again: int) -> None:
    # Geocoding sends nothing of a version that is older than one before; a redelivery may.
    in_order = sorted(story, key=lambda batch: batch[0].article_version)
    told = [*in_order, *in_order[again:]]
    assert final([lightened(batch) for batch in told]) == final(told)


def test_each_block_gets_the_signature_once() -> None:
    mentions = [
        make_mention(f"m{number}", article_id="x", place=place, signature=FIRE)
        for number, place in enumerate((*PLACES, *PLACES))
    ]
    sent = lightened(mentions)
    carriers = [one for one in sent if one.signature == FIRE]
    assert [one.block for one in carriers] == ["XA.01", "XA.02"]
    assert all(
        one.signature_in in {carrier.mention_id for carrier in carriers if carrier.block == block}
        for one in sent
        if one.signature == NO_SIGNATURE
        for block in [one.block]
    )


def test_a_repetition_after_the_carrier_was_withdrawn_changes_nothing() -> None:
    carrier, follower = (make_mention(name, article_id="x", signature=FIRE) for name in "ab")
    _, light = lightened([carrier, follower])
    assert light.signature_in == "a"
    dedup = deduplicator()
    for message in (carrier, light, make_withdrawal(carrier)):
        dedup.apply(message, NOW)
    before = [event.revision for event in dedup.apply(light, NOW)]
    assert before == [event.revision for event in dedup.apply(light, NOW)]
    (event,) = [event for event in dedup.apply(follower, NOW) if event.stands]
    assert event.revision == max(before)


def test_a_mention_whose_carrier_failed_is_taken_all_the_same() -> None:
    light = make_mention("b", article_id="x").model_copy(update={"signature_in": "lost"})
    (event,) = deduplicator().apply(light, NOW)
    assert [item.mention_id for item in event.evidence] == ["b"]
