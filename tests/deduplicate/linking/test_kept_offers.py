"""How offers are kept: a record for each event and partition, found by each of its terms."""

from datetime import timedelta

from schemas.story import EventOffer
from streams.deduplicate.linking.finder import KEPT_FOR, KeptOffer, KeptOffers, LinkFinder
from streams.deduplicate.linking.offers import gathered, terms_of, under_each_term, under_terms
from streams.runtime.memory_store import MemoryStore
from tests.deduplicate.linking.test_meeting import NEAR, WIDE, offers_at
from tests.deduplicate.stories import NOW, deduplicator

(NEAR_OFFER,) = gathered(offers_at(deduplicator(), NEAR), 1)
(WIDE_OFFER,) = gathered(offers_at(deduplicator(), WIDE), 1)
LATER = NOW + KEPT_FOR + timedelta(days=1)


def kept(store: MemoryStore) -> list[KeptOffer]:
    """Return the offers in all records."""
    values = [value for _, value in store.items()]
    return [one for value in values for one in KeptOffers.model_validate_json(value).offers]


def met(finder: LinkFinder, offer: EventOffer) -> bool:
    return bool(finder.take(offer, NOW))


def test_all_terms_of_a_partition_are_one_record() -> None:
    store = MemoryStore()
    LinkFinder(store).take(NEAR_OFFER, NOW)
    assert [key for key, _ in store.items()] == [f"#0|{NEAR_OFFER.event.event_id}"]
    assert [one.offer for one in kept(store)] == [NEAR_OFFER]
    for term in terms_of(NEAR_OFFER):
        assert len(store.tagged("#0", [term])[0]) == 1


def test_under_terms_that_it_no_longer_has_the_earlier_offer_stays() -> None:
    store = MemoryStore()
    finder = LinkFinder(store)
    finder.take(NEAR_OFFER, NOW)
    first, *others = terms_of(NEAR_OFFER)
    finder.take(under_terms(NEAR_OFFER, others), NOW + timedelta(days=1))
    newer, older = kept(store)
    assert (terms_of(newer.offer), terms_of(older.offer)) == ((*others,), (first,))
    assert older.kept_at == NOW


def test_an_offer_lapses_term_by_term() -> None:
    store = MemoryStore()
    finder = LinkFinder(store)
    finder.take(NEAR_OFFER, NOW)
    shared = [term for term in terms_of(WIDE_OFFER) if term in terms_of(NEAR_OFFER)]
    assert not finder.take(under_terms(WIDE_OFFER, shared[:1]), LATER)
    left = terms_of(next(one for one in kept(store) if one.kept_at == NOW).offer)
    assert sorted((*left, shared[0])) == sorted(terms_of(NEAR_OFFER))


def test_a_repeated_offer_leads_to_the_same_order_and_a_later_one_to_none() -> None:
    finder = LinkFinder(MemoryStore())
    finder.take(NEAR_OFFER, NOW)
    assert met(finder, WIDE_OFFER)
    assert met(finder, WIDE_OFFER)
    later = WIDE_OFFER.profile.model_copy(update={"publishers": ("x.example", "y.example")})
    assert not met(finder, WIDE_OFFER.model_copy(update={"profile": later}))


def test_offers_of_a_record_for_each_term_are_read_and_replaced() -> None:
    """So they were kept until version 2 of the state."""
    store = MemoryStore()
    for one in under_each_term(NEAR_OFFER):
        record = KeptOffer(offer=one, kept_at=NOW).model_dump_json()
        store.put(f"{one.term}|{one.event.event_id}", record.encode())
    finder = LinkFinder(store)
    assert met(finder, WIDE_OFFER)
    finder.take(NEAR_OFFER, NOW)
    assert sorted(key for key, _ in store.items()) == sorted(
        f"#0|{one.event.event_id}" for one in (NEAR_OFFER, WIDE_OFFER)
    )


def test_old_records_lapse_too() -> None:
    store = MemoryStore()
    for one in under_each_term(NEAR_OFFER):
        record = KeptOffer(offer=one, kept_at=NOW).model_dump_json()
        store.put(f"{one.term}|{one.event.event_id}", record.encode())
    LinkFinder(store).take(WIDE_OFFER, LATER)
    assert not [key for key, _ in store.items() if key.partition("|")[0] in terms_of(WIDE_OFFER)]
