"""Deduplication: mentions in, events out. Pure over a keyed store: no Faust, no clock."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from schemas.event import Event
from schemas.mention import Mention, Withdrawal
from schemas.ontology import Ontology
from schemas.story import (
    MAX_HOPS,
    EventOffer,
    EventProfile,
    EventRef,
    ForwardedMention,
    MergeOrder,
)
from streams.deduplicate.candidates.keys import area_keys, lookup_keys, term_keys
from streams.deduplicate.evidence.assertion_class import ABSORBED
from streams.deduplicate.evidence.profile import Profile, profile_of
from streams.deduplicate.linking.offers import offered_profile, profile_from
from streams.deduplicate.score.cohesion import parts_of
from streams.deduplicate.score.matching import Match, Matcher, Observer, Ranking, joinable
from streams.deduplicate.settings import Rules, load_rules
from streams.deduplicate.state.block import Block
from streams.deduplicate.state.change import Change, FusionContext, current
from streams.deduplicate.state.records import (
    Applied,
    EventRecord,
    MentionRecord,
    Moved,
    RecordCache,
    tags_of,
)
from streams.errors import StageFailed
from streams.runtime.store import KeyedStore

FIRST_MENTION = ("first mention",)
"""The reason of the mention that begins an event."""
KEPT_FOR = timedelta(days=365)
"""Arrests and charges come within a year of the crime; a longer memory costs more than it finds."""
SWEEP_EVERY = 64
"""Messages after which another block is looked through for old events: it may get none itself."""


class Deduplicator:
    """Decides which mentions are one happening and keeps the events up to date.

    All state is in the store, by block, and candidates are looked up in it. Only records that were
    read lately are kept in memory; a new instance over the same store goes on identically.
    """

    def __init__(
        self,
        store: KeyedStore,
        ontology: Ontology,
        pipeline_version: str,
        rules: Rules | None = None,
        observe: Observer | None = None,
        kept_for: timedelta = KEPT_FOR,
    ) -> None:
        """Keep state in ``store``.

        Args:
            store: holds all state, by block.
            ontology: the event types.
            pipeline_version: is noted in each event.
            rules: the settings, models and tables; the installed ones by default.
            observe: is called with what is compared, for training.
            kept_for: time of processing after which an event that nothing changed is closed.
        """
        self._kept_for = kept_for
        self._store = store
        store.index_by(tags_of)
        self._rules = rules or load_rules()
        self._matcher = Matcher(self._rules, observe)
        self._ontology, self._version = ontology, pipeline_version
        self.forget()

    def forget(self) -> None:
        """Drop what is kept in memory, as after a rebalance; the store has it all."""
        self._blocks: dict[str, Block] = {}
        self._taken = 0
        self._cache = RecordCache()
        self._context = FusionContext(self._ontology, self._rules, self._version)
        self._unsettled: set[str] = set()
        """Events that were changed and whose documents nobody has asked for yet."""

    def apply(self, message: Mention | Withdrawal, now: datetime) -> list[Event]:
        """Take a mention or withdrawal in and return every event that it changes, each whole."""
        applied = self.take(message, now)
        found = (self.event(applied.block, event_id) for event_id in applied.events)
        return [event for event in found if event is not None]

    def event(self, block: str, event_id: str) -> Event | None:
        """Return the document of an event as it stands; None if it is not known.

        To be asked for when all messages of a batch are taken in: it costs more than one of them.
        """
        self._unsettled.discard(event_id)
        own = self._block(block)
        record = own.event(event_id)
        return current(own, record, self._context) if record else None

    def offers(self, block: str, event_id: str) -> list[EventOffer]:
        """Return what an event offers itself by to events of other blocks, as it stands."""
        return Change(self._block(block), self._context).offers(event_id)

    def take(
        self, message: Mention | Withdrawal | MergeOrder | ForwardedMention, now: datetime
    ) -> Applied:
        """Take a message in and return what it leads to; ``event`` and ``offers`` give the rest.

        A repeated message alters nothing; the events that it altered the first time are named
        again, so that a lost emission is repaired.

        Args:
            message: a located mention, or its withdrawal; or what another block sends.
            now: when Dateline received it; becomes ``first_seen`` of an event that it begins.
        """
        block = self._block(message.block)
        block.advance(now)
        block.close_old(self._kept_for, self._unsettled)
        self._sweep(block)
        applied = self._applied(block, message, now)
        self._unsettled.update(applied.events)
        return applied

    def _applied(
        self,
        block: Block,
        message: Mention | Withdrawal | MergeOrder | ForwardedMention,
        now: datetime,
    ) -> Applied:
        if isinstance(message, MergeOrder):
            return self._merge(block, message, now)
        if isinstance(message, ForwardedMention):
            return self._take_forwarded(block, message, now)
        known = block.mention(message.mention_id)
        if isinstance(message, Withdrawal):
            return self._withdraw(block, message, known, now)
        message = block.with_signature(message)
        if known and (known.mention == message or known.version > message.article_version):
            return self._repeat(block, known)
        return self._take(block, message, now)

    def _withdraw(
        self, block: Block, message: Withdrawal, known: MentionRecord | None, now: datetime
    ) -> Applied:
        if known is not None and known.version > message.article_version:
            return Applied()
        if known is not None and known.mention is None and known.version == message.article_version:
            return self._repeat(block, known)
        if known is not None and known.mention is not None:
            forwarded = known.mention.block != block.name
            if forwarded != message.forwarded:  # of the same mention, but as another block had it
                return Applied()
        change = Change(block, self._context, message.mention_id, None)
        home = block.home(message.mention_id)
        if home is not None:
            change.leave(home)
            self._reconsider(change, home)
        return change.commit(message.article_version, now)

    def _reconsider(self, change: Change, event_id: str) -> None:
        """Take a merge with another block back if the event, changed, no longer fits there.

        Then split it if its mentions do not belong together without the one that it lost.
        """
        moved = change.moved(event_id)
        if moved is not None and change.size(event_id):
            other = profile_from(moved.profile)
            threshold = self._rules.settings.split_threshold
            profile = change.profile(event_id)
            if not self._matcher.rank(profile, [event_id], lambda _: other, threshold).matches:
                change.move(event_id, None)
        if change.has_lost(event_id):
            parts = parts_of(change.natives(event_id), self._matcher, self._rules)
            if len(parts) > 1:
                change.split(event_id, parts)

    def _repeat(self, block: Block, known: MentionRecord, hops: int = 1) -> Applied:
        change = Change(block, self._context)
        again = change.again(known.touched)
        again.withdrawals = list(known.sent)
        if known.mention is not None:
            mention_id = known.mention.mention_id
            again.forwarded = [
                one.model_copy(update={"hops": hops})
                for one in again.forwarded
                if one.mention.mention_id == mention_id and hops <= MAX_HOPS
            ]
        if hops == 1:
            # Only of a message from outside: offers lead to orders between blocks, and if the
            # repetition of those led to offers, it would go on for ever.
            again.offering = list(known.touched if known.offered is None else known.offered)
        return again

    def _take(self, block: Block, mention: Mention, now: datetime) -> Applied:
        change = Change(block, self._context, mention.mention_id, mention)
        home = block.home(mention.mention_id)
        if home is not None:
            change.leave(home)
        profile = profile_of([mention], self._rules)
        ranking = self._ranking(block, change, profile)
        best = next(joinable(profile, ranking.matches), None)
        target = self._settle(change, mention, best, home)
        change.explain(target, ranking.beside(target))
        self._merge_others(change, target, ranking.matches)
        if home is not None:
            self._reconsider(change, home)
        return change.commit(mention.article_version, now)

    def _take_forwarded(self, block: Block, message: ForwardedMention, now: datetime) -> Applied:
        """Put a mention of another block into the event that its own was merged into.

        If that event is gone, the mention is taken like one of the block.
        """
        mention = block.with_signature(message.mention)
        known = block.mention(mention.mention_id)
        if known is not None and known.version > mention.article_version:
            return Applied()
        if known is not None and known.mention is not None:
            is_native = known.mention.block == block.name
            if is_native and known.version == mention.article_version:
                return self._close_circle(block, message, now)
            if known.mention == mention:
                return self._repeat(block, known, message.hops + 1)
        record = self._standing(block, message.event_id)
        if record is None:
            return self._take(block, mention, now)
        hops = message.hops + 1
        if record.moved is not None and hops > MAX_HOPS:
            msg = f"mention {mention.mention_id} was forwarded through {message.hops} blocks"
            raise StageFailed(msg)
        change = Change(block, self._context, mention.mention_id, mention, hops)
        home = block.home(mention.mention_id)
        if home is not None:
            change.leave(home)
        change.join(record.event_id, message.score, message.reasons)
        if home is not None and home != record.event_id:
            self._reconsider(change, home)
        return change.commit(mention.article_version, now)

    def _close_circle(self, block: Block, message: ForwardedMention, now: datetime) -> Applied:
        """Merge within the block what was merged by way of another one.

        The mention's own event was merged into one of another block, and that into one of this
        block. Otherwise the mention was located here since it was forwarded, and nothing is to do.
        """
        home = block.home(message.mention.mention_id)
        target = self._standing(block, message.event_id)
        if home is None or target is None or target.event_id == home:
            return Applied()
        change = Change(block, self._context)
        if change.moved(home) is None:
            return Applied()
        change.absorb(home, target.event_id, message.score, message.reasons)
        return change.commit(0, now)

    def _standing(self, block: Block, event_id: str) -> EventRecord | None:
        """Return the event that an event is, or was merged into within the block.

        None if it is unknown or has no mentions left.
        """
        record = block.event(event_id)
        while record is not None and not record.joins and record.is_merged:
            assert record.closed is not None
            record = block.event(record.closed.superseded_by or "")
        return record if record is not None and record.joins else None

    def _merge(self, block: Block, order: MergeOrder, now: datetime) -> Applied:
        """Merge an event into one of another block, or of this one.

        An event that is merged elsewhere already passes the order on: of the event that stands for
        it and the one ordered, that of the higher rank is merged into the other. Ranks only fall,
        so this ends.
        """
        record, into = self._standing(block, order.event_id), order.into
        if record is None or record.event_id == into.event_id:
            return Applied()
        change = Change(block, self._context)
        if record.moved is not None:
            if record.moved.into.event_id == into.event_id:
                return change.again([record.event_id])
            return _passed_on(order, record.moved.into, record.moved.profile)
        own = EventRef(event_id=record.event_id, block=block.name, rank=record.lowest_rank)
        if into.rank > own.rank:
            return _passed_on(order, own, offered_profile(change.profile(own.event_id)))
        if into.block == block.name:
            survivor = self._standing(block, into.event_id)
            if survivor is None or survivor.event_id == own.event_id:
                return Applied()
            change.absorb(own.event_id, survivor.event_id, order.score, order.reasons)
        else:
            moved = Moved(
                into=into, profile=order.profile, score=order.score, reasons=order.reasons
            )
            change.move(own.event_id, moved)
        return change.commit(0, now)

    def _settle(
        self, change: Change, mention: Mention, best: Match | None, home: str | None
    ) -> str:
        """Put the mention where it belongs and return that event.

        An event that consisted of it alone moves along: it keeps its id if nothing fits better, and
        else points to the event that took the mention in.
        """
        emptied = home is not None and change.size(home) == 0
        if best is None:
            target = home if home is not None and emptied else change.new_event(mention)
            change.join(target, 1.0, FIRST_MENTION)
            return target
        change.join(best.event_id, best.score, best.reasons)
        if home is not None and emptied:
            change.absorb(home, best.event_id, best.score, best.reasons)
        return best.event_id

    def _merge_others(self, change: Change, target: str, matches: Sequence[Match]) -> None:
        """Merge events that, with the mention added to one of them, turn out to be the same."""
        for match in matches:
            if match.event_id == target or not change.size(match.event_id):
                continue
            merged = self._matcher.rank(
                change.profile(target),
                [match.event_id],
                change.profile,
                self._rules.settings.merge_threshold,
            ).matches
            if merged and not self._is_held_apart(change, target, match.event_id):
                survivor, other = self._seniority(change, target, match.event_id)
                change.absorb(other, survivor, merged[0].score, merged[0].reasons)
                target = survivor

    def _is_held_apart(self, change: Change, one: str, other: str) -> bool:
        """Return whether a merge within the block might send merges across blocks in a circle.

        An event that was merged into one of another block must not fall in rank.
        """
        moved, stands = (one, other) if change.moved(one) else (other, one)
        if change.moved(moved) is None:
            return False
        own, rank = change.rank(moved), change.rank(stands)
        falls = own is not None and rank is not None and rank < own
        return falls or change.moved(stands) is not None

    def _seniority(self, change: Change, target: str, other: str) -> tuple[str, str]:
        """Order two events: the one that counts survives, else the larger, else the first by id.

        One that was merged into an event of another block comes before all: what joins it follows.
        """
        first, second = sorted(
            (target, other),
            key=lambda event_id: (
                change.moved(event_id) is None,
                change.profile(event_id).assertion_class in ABSORBED,
                -change.size(event_id),
                event_id,
            ),
        )
        return first, second

    def _ranking(self, block: Block, change: Change, profile: Profile) -> Ranking:
        """Return how well the events that may be the same fit.

        What only lies in one area on one day must fit as well as an event of another block: an area
        has many happenings of a day.
        """
        rules, settings = self._rules, self._rules.settings
        most = settings.events_per_term
        shared = block.shared(term_keys(profile, rules), most)
        near = block.find(lookup_keys(profile, rules))
        near |= {event_id for event_id, terms in shared.items() if terms >= settings.terms_shared}
        areas = (shared.keys() & block.shared(area_keys(profile, rules), most)) - near
        return self._ranked(change, profile, near, settings.join_threshold).combined_with(
            self._ranked(change, profile, areas, settings.link_threshold)
        )

    def _ranked(
        self, change: Change, profile: Profile, events: Iterable[str], threshold: float
    ) -> Ranking:
        standing = [event_id for event_id in events if change.size(event_id)]
        return self._matcher.rank(profile, standing, change.profile, threshold)

    def _sweep(self, block: Block) -> None:
        """Now and then close old events of another block, which may get no message any more."""
        self._taken += 1
        if self._taken % SWEEP_EVERY or not self._blocks:
            return
        names = sorted(self._blocks)
        other = self._blocks[names[self._taken // SWEEP_EVERY % len(names)]]
        other.advance(block.clock)
        other.close_old(self._kept_for, self._unsettled)

    def _block(self, name: str) -> Block:
        if name not in self._blocks:
            self._blocks[name] = Block(name, self._store, self._cache)
        return self._blocks[name]


def _passed_on(order: MergeOrder, other: EventRef, profile: EventProfile) -> Applied:
    """Return an order between the event that was ordered and the one that stands for this one."""
    into = order.into
    if into.event_id == other.event_id:
        return Applied()
    if other.rank < into.rank:
        passed = {"event_id": into.event_id, "block": into.block, "into": other, "profile": profile}
    else:
        passed = {"event_id": other.event_id, "block": other.block}
    return Applied(orders=[order.model_copy(update=passed)])
