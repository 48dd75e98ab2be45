"""Compares the offers under one word or name, and orders merges across blocks."""

from datetime import datetime, timedelta

from pydantic import Field

from schemas.record import Part, UtcDatetime
from schemas.story import EventOffer, MergeOrder
from streams.deduplicate.linking.offers import profile_from, under_each_term
from streams.deduplicate.score.matching import Matcher, Observer
from streams.deduplicate.settings import Rules, load_rules
from streams.runtime.store import KeyedStore, Recent

KEPT_FOR = timedelta(days=30)
"""Time of processing after which an offer lapses: outlets report one happening within days, and
follow-ups of later weeks offer themselves anew."""
COMPARED_UNDER = 2
"""Under how many of the terms that two offers share they are compared: once would do, but a term
that too many events have compares none."""


class KeptOffer(Part):
    """An offer as it is kept under its term."""

    offer: EventOffer
    kept_at: UtcDatetime = Field(description="Time of processing.")
    linked: tuple[str, ...] = Field(
        default=(), description="Events that it was found to be one with, under this term."
    )


class LinkFinder:
    """Keeps the offers of each term and compares a new one with those of other blocks.

    Args:
        store: holds the offers, by term.
        rules: the settings, models and tables; the installed ones by default.
        observe: is called with what is compared, for training.
    """

    def __init__(
        self, store: KeyedStore, rules: Rules | None = None, observe: Observer | None = None
    ) -> None:
        self._store = store
        self._rules = rules or load_rules()
        self._matcher = Matcher(self._rules, observe)
        self.forget()

    def forget(self) -> None:
        """Drop what is kept in memory, as after a rebalance; the store has it all."""
        self._parsed: Recent[tuple[bytes, KeptOffer]] = Recent()

    def take(self, offer: EventOffer, now: datetime) -> list[MergeOrder]:
        """Keep an offer and return the merges that it leads to.

        A repeated offer leads to the same orders again; a later one of the event only to new ones.

        Args:
            offer: what an event offers under some of its terms.
            now: when Dateline received what changed the event.
        """
        return [order for one in under_each_term(offer) for order in self._take(one, now)]

    def _take(self, offer: EventOffer, now: datetime) -> list[MergeOrder]:
        others = self._others(offer, now)
        most = self._rules.settings.events_per_term
        for key, _ in others[: max(0, len(others) + 1 - most)]:
            self._store.delete(key)
        raw = self._store.get(_key(offer))
        before = self._read(_key(offer), raw) if raw is not None else None
        linked = set(before.linked) if before and before.offer != offer else set()
        orders: list[MergeOrder] = []
        if len(others) < most:  # else so many events have the term that it tells nothing
            for _, other in others:
                if other.offer.event.event_id not in linked:
                    found = self._compare(offer, other.offer)
                    orders += found
                    linked |= {other.offer.event.event_id} if found else set()
        kept = KeptOffer(offer=offer, kept_at=now, linked=tuple(sorted(linked)))
        self._store.put(_key(offer), kept.model_dump_json().encode())
        return orders

    def _others(self, offer: EventOffer, now: datetime) -> list[tuple[str, KeptOffer]]:
        """Return the offers of other events under the term, oldest first; lapsed ones go."""
        found = []
        for key, raw in list(self._store.group(offer.term)):
            kept = self._read(key, raw)
            if now - kept.kept_at > KEPT_FOR:
                self._store.delete(key)
            elif kept.offer.event.event_id != offer.event.event_id:
                found.append((key, kept))
        return sorted(found, key=lambda item: (item[1].kept_at, item[0]))

    def _read(self, key: str, raw: bytes) -> KeptOffer:
        known = self._parsed.get(key)
        if known is None or known[0] != raw:
            known = raw, KeptOffer.model_validate_json(raw)
            self._parsed[key] = known
        return known[1]

    def _compare(self, offer: EventOffer, other: EventOffer) -> list[MergeOrder]:
        if offer.event.block == other.event.block or offer.remaining == other.remaining:
            return []
        shared = sorted({*offer.posted} & {*other.posted})[:COMPARED_UNDER]
        settings = self._rules.settings
        if offer.term not in shared or len({*offer.terms} & {*other.terms}) < settings.terms_shared:
            return []
        profile, candidate = profile_from(offer.profile), profile_from(other.profile)
        matches = self._matcher.rank(
            profile, [other.event.event_id], lambda _: candidate, settings.link_threshold
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


def _key(offer: EventOffer) -> str:
    return f"{offer.term}|{offer.event.event_id}"
