"""Events of different blocks meet by rare words and names, and become one event."""

from collections import deque
from collections.abc import Iterable
from typing import Any

import pytest
from aiokafka.partitioner import DefaultPartitioner

from schemas import Event, Mention, Withdrawal
from schemas.story import EventOffer, ForwardedMention, MergeOrder
from streams.deduplicate.core import Deduplicator
from streams.deduplicate.linking.finder import LinkFinder
from streams.deduplicate.linking.offers import gathered, under_each_term
from streams.deduplicate.state.records import Applied
from streams.runtime.memory_store import MemoryStore
from tests.deduplicate.stories import (
    DAY,
    NOW,
    deduplicator,
    make_city,
    make_mention,
    make_signature,
    make_withdrawal,
)

WORDS = "orchard lantern quarry seamstress tram viola"
NAMES = ("edda morrow", "ilse morrow", "quill lane")
TOLD = make_signature(WORDS, *NAMES, ages=(31,))
ARDEN = make_city()
FAR = make_city("Brackwater", lat=14.0, lon=26.0, admin1="Brack", admin1_code="XA.07", country="XA")
LAND = make_city(
    "Xandria",
    feature_class="country",
    admin1=None,
    admin1_code=None,
    city=None,
    city_id=None,
    precision=6,
    uncertainty_km=900.0,
)

Message = Mention | Withdrawal | MergeOrder | ForwardedMention | EventOffer


def offers_of(dedup: Deduplicator, applied: Applied) -> list[EventOffer]:
    """Return the offers that a message led to."""
    return [offer for one in applied.offering for offer in dedup.offers(applied.block, one)]


def offers_at(dedup: Deduplicator, mention: Mention) -> list[EventOffer]:
    """Take a mention in and return the offers that it leads to."""
    return offers_of(dedup, dedup.take(mention, NOW))


class Stages:
    """Deduplication and the finder of links, with what each sends handed to the other."""

    def __init__(self) -> None:
        self.kept, self.offers = MemoryStore(), MemoryStore()
        self.start()
        self.events: dict[str, Event] = {}
        self.sent: list[Message] = []

    def start(self) -> None:
        """Begin anew over the same stores, as after a crash."""
        self.dedup: Deduplicator = deduplicator(self.kept)
        self.finder = LinkFinder(self.offers)

    def send(self, *messages: Message) -> None:
        waiting: deque[Message] = deque(messages)
        while waiting:
            message = waiting.popleft()
            self.sent.append(message)
            if isinstance(message, EventOffer):
                waiting.extend(self.finder.take(message, NOW))
                continue
            applied = self.dedup.take(message, NOW)
            found = (self.dedup.event(applied.block, one) for one in applied.events)
            self.events |= {event.event_id: event for event in found if event}
            waiting.extend((*applied.withdrawals, *applied.forwarded, *applied.orders))
            waiting.extend(offers_of(self.dedup, applied))

    @property
    def standing(self) -> list[Event]:
        return [event for event in self.events.values() if event.stands]

    def groups(self) -> set[frozenset[str]]:
        """Return the articles of each event that stands."""
        return {frozenset(item.article_id for item in one.evidence) for one in self.standing}


def killing(name: str, **changes: Any) -> Mention:
    base = {
        "event_type": "shooting",
        "place": ARDEN,
        "killed": 2,
        "quote": "Two sisters were shot dead.",
        "signature": TOLD,
    }
    return make_mention(name, **{**base, **changes})


def together(*mentions: Mention) -> Stages:
    stages = Stages()
    stages.send(*mentions)
    return stages


NEAR = killing("a")
WIDE = killing("b", place=LAND)
NOWHERE = killing("c", place=None)
ELSEWHERE = killing("d", place=FAR)


@pytest.mark.parametrize("other", [WIDE, NOWHERE, ELSEWHERE], ids=["country", "none", "wrong"])
def test_a_telling_of_another_block_joins(other: Mention) -> None:
    assert NEAR.block != other.block
    for order in ((NEAR, other), (other, NEAR)):
        stages = together(*order)
        assert stages.groups() == {frozenset({NEAR.article_id, other.article_id})}


def test_the_finer_place_remains() -> None:
    for order in ((NEAR, WIDE), (WIDE, NEAR)):
        (event,) = together(*order).standing
        assert event.place is not None
        assert event.place.gazetteer_id == ARDEN.gazetteer_id


def test_the_merge_is_explained_and_points_to_the_event_that_remains() -> None:
    stages = together(NEAR, WIDE)
    (event,) = stages.standing
    (merged,) = [one for one in stages.events.values() if one.status == "merged"]
    assert merged.superseded_by == event.event_id
    first, second = sorted(event.merge_explain, key=lambda step: -step.score)
    assert first.reasons == ("first mention",)
    assert "names in common" in second.reasons


def test_alike_happenings_of_two_towns_stay_two() -> None:
    """Reports of the same kind share common words, but neither its people nor its place."""
    one = killing("a", signature=make_signature(f"{WORDS} arden"))
    other = killing("d", place=FAR, signature=make_signature(f"{WORDS} brackwater"))
    assert len(together(one, other).standing) == 2


def test_other_days_and_other_people_stay_two() -> None:
    later = DAY.replace(day=DAY.day + 9)
    signature = make_signature("harvest barge chapel cobbler", "tomas wend", "anna wend")
    other = killing("d", place=LAND, signature=signature, date_start=later, date_end=later)
    assert len(together(NEAR, other).standing) == 2


def test_what_is_told_later_follows_the_merge() -> None:
    stages = together(NEAR, WIDE, killing("e", place=LAND), killing("f"))
    assert stages.groups() == {frozenset(f"article-{name}" for name in "abef")}


def test_a_withdrawn_mention_leaves_the_event_of_the_other_block() -> None:
    stages = together(NEAR, WIDE)
    stages.send(make_withdrawal(WIDE))
    assert stages.groups() == {frozenset({NEAR.article_id})}
    stages.send(make_withdrawal(NEAR))
    assert stages.groups() == set()


def test_a_correction_takes_the_merge_back() -> None:
    stages = together(NEAR, WIDE)
    later = DAY.replace(day=DAY.day + 9)
    corrected = killing(
        "b",
        place=LAND,
        article_version=2,
        date_start=later,
        date_end=later,
        signature=make_signature("harvest barge chapel cobbler", "tomas wend"),
    )
    stages.send(corrected)
    assert stages.groups() == {frozenset({"article-a"}), frozenset({"article-b"})}


def test_a_mention_that_moves_to_the_other_block_stays_once() -> None:
    stages = together(NEAR, WIDE)
    stages.send(killing("b", article_version=2), make_withdrawal(WIDE, 2))
    (event,) = stages.standing
    assert sorted(item.mention_id for item in event.evidence) == ["a", "b"]


def test_repeated_messages_change_nothing() -> None:
    stages = together(NEAR, WIDE, ELSEWHERE)
    before = {name: event.revision for name, event in stages.events.items()}
    stages.send(*stages.sent)
    stages.start()
    stages.send(*stages.sent)
    assert {name: event.revision for name, event in stages.events.items()} == before


def test_three_blocks_end_in_one_event_whatever_the_order() -> None:
    every = [NEAR, WIDE, ELSEWHERE, NOWHERE]
    for order in _rotations(every):
        stages = together(*order)
        assert stages.groups() == {frozenset(one.article_id for one in every)}


def test_a_merge_by_way_of_another_block_ends_in_this_one() -> None:
    """Two events of one block that do not fit each other may both fit one of another block."""
    first = killing("a", date_start=None, date_basis="publication")
    far = killing("d", place=FAR)
    stages = together(first, far, killing("g", quote="Gunfire was heard."))
    mentions = [item.mention_id for event in stages.standing for item in event.evidence]
    assert sorted(mentions) == ["a", "d", "g"]


def test_a_word_that_many_events_have_compares_none() -> None:
    signature = make_signature("alarm siren")
    many = [
        killing(
            f"m{number}",
            place=make_city(f"Town {number}", lat=-60.0 + number, admin1_code=f"XA.{number + 20}"),
            signature=signature,
        )
        for number in range(60)
    ]
    stages = together(*many)
    kept = stages.offers.tagged("#0", ["alarm", "siren"])
    assert [len(keys) for keys in kept] == [40, 40]
    assert len(stages.standing) == 60


def _rotations(every: list[Mention]) -> Iterable[list[Mention]]:
    return (every[at:] + every[:at] for at in range(len(every)))


def test_offers_of_one_partition_are_one_message() -> None:
    offers = offers_at(deduplicator(), NEAR)
    assert len(gathered(offers, 1)) == 1
    four = gathered(offers, 4)
    assert len(four) < len(offers)
    every = [one for offer in four for one in under_each_term(offer)]
    assert sorted(one.term for one in every) == sorted(one.term for one in offers)
    for offer in four:
        terms = (offer.term, *offer.also)
        assert len({_partition(term, 4) for term in terms}) == 1


def _partition(term: str, partitions: int) -> int:
    every = list(range(partitions))
    return int(DefaultPartitioner()(term.encode(), every, every))


def test_gathered_offers_lead_to_the_same_merges() -> None:
    for partitions in (1, 3):
        apart, together_ = LinkFinder(MemoryStore()), LinkFinder(MemoryStore())
        for mention in (NEAR, WIDE, ELSEWHERE):
            offers = offers_at(deduplicator(), mention)
            orders = [order for one in offers for order in apart.take(one, NOW)]
            light = [
                order for one in gathered(offers, partitions) for order in together_.take(one, NOW)
            ]
            assert {*map(repr, light)} == {*map(repr, orders)}
            assert len(light) <= len(orders)


def test_a_repeated_mention_offers_what_it_offered_and_no_more() -> None:
    """A second sentence changed nothing that is offered; to repeat it offers nothing either."""
    dedup = deduplicator()
    second = killing("a2", article_id=NEAR.article_id, sentence=1)
    first_time = [offers_at(dedup, one) for one in (NEAR, second)]
    assert first_time[0]
    assert not first_time[1]
    assert len(offers_at(dedup, NEAR)) == len(first_time[0])
    assert not offers_at(dedup, second)


def test_an_event_whose_day_becomes_known_offers_itself_anew() -> None:
    dedup = deduplicator()
    vague = killing("a1", date_start=None, date_basis="publication", date_precision=2)
    told = killing("a2", article_id=vague.article_id, sentence=1)
    assert offers_at(dedup, vague)
    again = offers_at(dedup, told)
    assert again
    assert {one.profile.date_start for one in again} == {DAY}
