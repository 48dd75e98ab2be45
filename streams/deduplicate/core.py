"""Deduplication: mentions in, events out. Pure over a keyed store: no Faust, no clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from schemas.event import Event
from schemas.mention import Mention, Withdrawal
from schemas.ontology import Ontology
from streams.deduplicate.candidates.keys import lookup_keys, term_keys
from streams.deduplicate.evidence.assertion_class import ABSORBED
from streams.deduplicate.evidence.profile import Profile, profile_of
from streams.deduplicate.score.cohesion import parts_of
from streams.deduplicate.score.matching import Match, Matcher, Observer, Ranking, joinable
from streams.deduplicate.settings import Rules, load_rules
from streams.deduplicate.state.block import Block
from streams.deduplicate.state.change import Change, FusionContext, current
from streams.deduplicate.state.records import MentionRecord, RecordCache
from streams.runtime.store import KeyedStore

FIRST_MENTION = ("first mention",)
"""The reason of the mention that begins an event."""
KEPT_FOR = timedelta(days=365)
"""Arrests and charges come within a year of the crime; a longer memory costs more than it finds."""
SWEEP_EVERY = 64
"""Messages after which another block is looked through for old events: it may get none itself."""


class Deduplicator:
    """Decides which mentions are one happening and keeps the events up to date.

    All state is in the store, by block. What is kept in memory is read from it when a block is
    first met; a new instance over the same store goes on identically.
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
        self._rules = rules or load_rules()
        self._matcher = Matcher(self._rules, observe)
        self._ontology, self._version = ontology, pipeline_version
        self.forget()

    def forget(self) -> None:
        """Drop what is kept in memory, as after a rebalance; the store has it all."""
        self._blocks: dict[str, Block] = {}
        self._applied = 0
        self._cache = RecordCache()
        self._context = FusionContext(self._ontology, self._rules, self._version)

    def apply(self, message: Mention | Withdrawal, now: datetime) -> list[Event]:
        """Take a message in and return every event to be emitted, each whole.

        A repeated message alters nothing; the events that it altered the first time are
        returned as they are now, so that a lost emission is repaired.

        Args:
            message: a located mention, or its withdrawal.
            now: when Dateline received it; becomes ``first_seen`` of an event that it begins.
        """
        block = self._block(message.block)
        block.advance(now)
        block.close_old(self._kept_for)
        self._sweep(block)
        known = block.mention(message.mention_id)
        if isinstance(message, Withdrawal):
            return self._withdraw(block, message, known, now)
        if known and (known.mention == message or known.version > message.article_version):
            return self._repeat(block, known)
        return self._take(block, message, now)

    def _withdraw(
        self, block: Block, message: Withdrawal, known: MentionRecord | None, now: datetime
    ) -> list[Event]:
        if known is not None and known.version > message.article_version:
            return []
        if known is not None and known.mention is None and known.version == message.article_version:
            return self._repeat(block, known)
        change = Change(block, self._context, message.mention_id, None)
        home = block.home(message.mention_id)
        if home is not None:
            change.leave(home)
            self._split(change, home)
        return change.commit(message.article_version, now)

    def _split(self, change: Change, event_id: str) -> None:
        """Split an event that lost a mention if the others do not belong together without it."""
        parts = parts_of(change.members(event_id), self._matcher, self._rules)
        if len(parts) > 1:
            change.split(event_id, parts)

    def _repeat(self, block: Block, known: MentionRecord) -> list[Event]:
        records = [block.event(event_id) for event_id in known.touched]
        return [current(block, record, self._context) for record in records if record]

    def _take(self, block: Block, mention: Mention, now: datetime) -> list[Event]:
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
        if home is not None and change.has_lost(home):
            self._split(change, home)
        return change.commit(mention.article_version, now)

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
            if merged:
                survivor, other = self._seniority(change, target, match.event_id)
                change.absorb(other, survivor, merged[0].score, merged[0].reasons)
                target = survivor

    def _seniority(self, change: Change, target: str, other: str) -> tuple[str, str]:
        """Order two events: the one that counts survives, else the larger, else the first by id."""
        first, second = sorted(
            (target, other),
            key=lambda event_id: (
                change.profile(event_id).assertion_class in ABSORBED,
                -change.size(event_id),
                event_id,
            ),
        )
        return first, second

    def _ranking(self, block: Block, change: Change, profile: Profile) -> Ranking:
        settings = self._rules.settings
        found = block.index.find(lookup_keys(profile, self._rules)) | block.index.find_sharing(
            term_keys(profile, self._rules), settings.terms_shared, settings.events_per_term
        )
        return self._matcher.rank(
            profile,
            [event_id for event_id in found if change.size(event_id)],
            change.profile,
            settings.join_threshold,
        )

    def _sweep(self, block: Block) -> None:
        """Now and then close old events of another block, which may get no message any more."""
        self._applied += 1
        if self._applied % SWEEP_EVERY or not self._blocks:
            return
        names = sorted(self._blocks)
        other = self._blocks[names[self._applied // SWEEP_EVERY % len(names)]]
        other.advance(block.clock)
        other.close_old(self._kept_for)

    def _block(self, name: str) -> Block:
        if name not in self._blocks:
            self._blocks[name] = Block(name, self._store, self._cache)
        return self._blocks[name]
