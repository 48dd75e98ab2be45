"""Compares the offers under one word or name, and orders merges across blocks."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from pydantic import Field
from pydantic_core import from_json

from schemas.record import Part, UtcDatetime
from schemas.story import EventOffer, MergeOrder
from streams.deduplicate.evidence.profile import Profile
from streams.deduplicate.linking.offers import profile_from, terms_of, under_each_term, under_terms
from streams.deduplicate.score.matching import Matcher, Observer
from streams.deduplicate.settings import Rules, load_rules
from streams.runtime.store import NO_TAGS, KeyedStore, RecordTags, SizedCache

KEPT_FOR = timedelta(days=30)
"""Time of processing after which an offer lapses: outlets report one happening within days, and
follow-ups of later weeks offer themselves anew."""
COMPARED_UNDER = 2
"""Under how many of the terms that two offers share they are compared: once would do, but a term
that too many events have compares none."""
PARTITION = "#"
"""Begins the group of a partition's offers; no term begins with it."""


class KeptOffer(Part):
    """An offer as it is kept under its terms."""

    offer: EventOffer
    kept_at: UtcDatetime = Field(description="Time of processing.")
    linked: tuple[str, ...] = Field(
        default=(), description="Events that it was found to be one with, under these terms."
    )

    @cached_property
    def profile(self) -> Profile:
        """Return what is compared of it; it is read once, however often that happens."""
        return profile_from(self.offer.profile)


class KeptOffers(Part):
    """The offers of one event under the terms of one partition: mostly one, with all terms.

    An earlier one stays for the terms under which the event did not offer itself again.
    """

    offers: tuple[KeptOffer, ...]

    def without(self, terms: set[str]) -> "KeptOffers":
        """Return the offers under the other terms."""
        left = []
        for one in self.offers:
            others = [term for term in terms_of(one.offer) if term not in terms]
            if others:
                left.append(one.model_copy(update={"offer": under_terms(one.offer, others)}))
        return KeptOffers(offers=tuple(left))

    def under(self, term: str) -> KeptOffer | None:
        """Return the offer under a term."""
        return next((one for one in self.offers if term in terms_of(one.offer)), None)


class LinkFinder:
    """Keeps the offers of each term and compares a new one with those of other blocks.

    The offers of an event under the terms of one partition are one record, found by each term.

    Args:
        store: holds the offers, by partition.
        rules: the settings, models and tables; the installed ones by default.
        observe: is called with what is compared, for training.
    """

    def __init__(
        self, store: KeyedStore, rules: Rules | None = None, observe: Observer | None = None
    ) -> None:
        self._store = store
        store.index_by(tags_of)
        self._rules = rules or load_rules()
        self._matcher = Matcher(self._rules, observe)
        self.forget()

    def forget(self) -> None:
        """Drop what is kept in memory, as after a rebalance; the store has it all."""
        self._parsed: SizedCache[tuple[bytes, KeptOffers]] = SizedCache()

    def take(self, offer: EventOffer, now: datetime, partition: int = 0) -> list[MergeOrder]:
        """Keep an offer and return the merges that it leads to.

        A repeated offer leads to the same orders again; a later one of the event only to new ones.

        Args:
            offer: what an event offers under some of its terms.
            now: when Dateline received what changed the event.
            partition: the partition of these terms.
        """
        group = f"{PARTITION}{partition}"
        key, terms = f"{group}|{offer.event.event_id}", terms_of(offer)
        before = self._kept(key) or KeptOffers(offers=())
        linked = self._linked(before, offer)
        kept = KeptOffer(offer=offer, kept_at=now)
        orders: list[MergeOrder] = []
        for one in under_each_term(offer):
            for other in self._met(one, now, group):
                if other.offer.event.event_id not in linked:
                    found = self._compare(one, kept.profile, other)
                    orders += found
                    linked |= {other.offer.event.event_id} if found else set()
        kept = kept.model_copy(update={"linked": tuple(sorted(linked))})
        others = before.without({*terms}).offers
        self._put(key, KeptOffers(offers=(kept, *others)))
        return orders

    def _linked(self, before: KeptOffers, offer: EventOffer) -> set[str]:
        """Return the events that an event was linked with; none if the offer is a repeated one."""
        linked: set[str] = set()
        repeated = True
        for term in terms_of(offer):
            key = _old_key(term, offer.event.event_id)
            one = before.under(term) or self._kept_alone(key)
            self._store.delete(key)
            if one is not None:
                linked |= {*one.linked}
                repeated &= under_terms(one.offer, [term]) == under_terms(offer, [term])
        return set() if repeated else linked

    def _met(self, offer: EventOffer, now: datetime, group: str) -> Sequence[KeptOffer]:
        """Return the offers of other events under a term; none if they are too many to compare.

        The oldest go then, and those that have lapsed.
        """
        term, event_id = offer.term, offer.event.event_id
        found = []
        for key, one in self._others(term, group):
            if now - one.kept_at > KEPT_FOR:
                self._remove(key, term)
            elif one.offer.event.event_id != event_id:
                found.append((key, one))
        found.sort(key=lambda item: (item[1].kept_at, item[1].offer.event.event_id))
        most = self._rules.settings.events_per_term
        for key, _ in found[: max(0, len(found) + 1 - most)]:
            self._remove(key, term)
        # So many events have the term that it tells nothing.
        return [one for _, one in found] if len(found) < most else []

    def _others(self, term: str, group: str) -> Iterator[tuple[str, KeptOffer]]:
        """Yield the offers under a term, also those of records of before, with their keys."""
        for key in self._store.tagged(group, [term])[0]:
            kept = self._kept(key)
            one = kept.under(term) if kept else None
            if one is not None:
                yield key, one
        for key, _ in list(self._store.group(term)):
            alone = self._kept_alone(key)
            if alone is not None:
                yield key, alone

    def _kept(self, key: str) -> KeptOffers | None:
        raw = self._store.get(key)
        if raw is None:
            return None
        known = self._parsed.get(key)
        if known is None or known[0] != raw:
            known = raw, KeptOffers.model_validate_json(raw)
            self._parsed.put(key, known, len(raw))
        return known[1]

    def _kept_alone(self, key: str) -> KeptOffer | None:
        """Return the offer in a record of before, which was kept under each term by itself."""
        raw = self._store.get(key)
        return KeptOffer.model_validate_json(raw) if raw is not None else None

    def _put(self, key: str, kept: KeptOffers) -> None:
        raw = kept.model_dump_json().encode()
        self._store.put(key, raw)
        self._parsed.put(key, (raw, kept), len(raw))

    def _remove(self, key: str, term: str) -> None:
        """Remove a term from the offers of an event, or these if it was their last term."""
        kept = self._kept(key) if key.startswith(PARTITION) else None
        left = kept.without({term}) if kept else None
        if left is not None and left.offers:
            self._put(key, left)
        else:
            self._store.delete(key)

    def _compare(self, offer: EventOffer, profile: Profile, kept: KeptOffer) -> list[MergeOrder]:
        other = kept.offer
        if offer.event.block == other.event.block or offer.remaining == other.remaining:
            return []
        shared = sorted({*offer.posted} & {*other.posted})[:COMPARED_UNDER]
        settings = self._rules.settings
        if offer.term not in shared or len({*offer.terms} & {*other.terms}) < settings.terms_shared:
            return []
        matches = self._matcher.rank(
            profile, [other.event.event_id], lambda _: kept.profile, settings.link_threshold
        ).matches
        later, earlier = sorted((offer, other), key=lambda one: one.remaining.rank, reverse=True)
        return [
            MergeOrder(
                event_id=later.remaining.event_id,
                block=later.remaining.block,
                into=earlier.remaining,
                profile=earlier.profile,
                score=match.score,
                reasons=match.reasons,
            )
            for match in matches
        ]


def tags_of(key: str, value: bytes) -> RecordTags:
    """Return by what the offers of an event are found: by each of their terms."""
    if not key.startswith(PARTITION):
        return NO_TAGS
    offers = [one["offer"] for one in from_json(value)["offers"]]
    return RecordTags(tuple(term for one in offers for term in (one["term"], *one["also"])))


def _old_key(term: str, event_id: str) -> str:
    return f"{term}|{event_id}"
