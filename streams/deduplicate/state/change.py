"""The change that one message makes to a block: prepared in memory, then committed whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from schemas.event import Event, MergeStep, Rejection
from schemas.mention import Mention, Withdrawal
from schemas.ontology import Ontology
from schemas.story import EventOffer, EventRef, ForwardedMention, Rank
from streams.deduplicate.candidates.keys import index_keys, retracted_key
from streams.deduplicate.evidence.profile import Profile, profile_of
from streams.deduplicate.fuse.fusion import EventHeader, close, fuse
from streams.deduplicate.linking.offers import is_news, offers_of, worth_offering
from streams.deduplicate.settings import Rules
from streams.deduplicate.state.block import Block
from streams.deduplicate.state.records import Applied, EventRecord, MentionRecord, Moved
from streams.runtime.store import Recent

EVENT_NAMESPACE = UUID("6f1d3c0e-7a43-5d0c-9d3f-1f0f6a2b8e57")
"""Namespace of event ids; arbitrary, fixed for ever."""


@dataclass
class Draft:
    """An event as the change would leave it."""

    steps: dict[str, MergeStep] = field(default_factory=dict)
    superseded_by: str | None = None
    moved: Moved | None = None
    ranks: list[Rank] = field(default_factory=list)
    """Ranks of the events that it absorbs."""


@dataclass(frozen=True)
class FusionContext:
    """What every change needs beside its block."""

    ontology: Ontology
    rules: Rules
    pipeline_version: str
    profiles: Recent[tuple[int, Profile]] = field(default_factory=Recent)
    """Profiles of events by block and id, each with the revision that it is of."""


class Change:
    """The events of a block with one mention added, altered or taken out, or with a merge.

    Args:
        block: the block.
        context: what every change needs.
        mention_id: the mention that is added, altered or taken out; None for a merge alone.
        mention: its new content; None if it is taken out.
        hops: blocks that the mention will have come through when it is forwarded.
    """

    def __init__(
        self,
        block: Block,
        context: FusionContext,
        mention_id: str | None = None,
        mention: Mention | None = None,
        hops: int = 1,
    ) -> None:
        self._block = block
        self._context = context
        self._mention_id = mention_id
        self._mention = mention
        self._hops = hops
        self._drafts: dict[str, Draft] = {}
        self._draft_profiles: dict[str, Profile] = {}

    @property
    def touched(self) -> tuple[str, ...]:
        """Return the events that the change alters, in the order of the first alteration."""
        return tuple(self._drafts)

    def size(self, event_id: str) -> int:
        """Return how many mentions an event would have."""
        return len(self._steps(event_id))

    def has_lost(self, event_id: str) -> bool:
        """Return whether an event has mentions left, but the message's one no longer."""
        steps = self._steps(event_id)
        return bool(steps) and self._mention_id not in steps

    def members(self, event_id: str) -> list[Mention]:
        """Return the mentions that an event would have, in the order in which they joined."""
        return [self._member(mention_id) for mention_id in self._steps(event_id)]

    def profile(self, event_id: str) -> Profile:
        """Return the profile that an event would have; it is computed once."""
        if event_id in self._drafts:
            if event_id not in self._draft_profiles:
                self._draft_profiles[event_id] = self._profiled(event_id)
            return self._draft_profiles[event_id]
        record, key = self._block.event(event_id), f"{self._block.name}|{event_id}"
        revision = record.revision if record else 0
        known = self._context.profiles.get(key)
        if known is None or known[0] != revision:
            known = revision, self._profiled(event_id)
            self._context.profiles[key] = known
        return known[1]

    def natives(self, event_id: str) -> list[Mention]:
        """Return the mentions that an event would have of its own block; if none, all of them.

        They decide what the event is compared by in its block. What was forwarded from another one
        may name another place, and would keep them apart.
        """
        every = self.members(event_id)
        return [m for m in every if m.block == self._block.name] or every

    def moved(self, event_id: str) -> Moved | None:
        """Return where an event would be merged into in another block, if anywhere."""
        if event_id in self._drafts:
            return self._drafts[event_id].moved
        known = self._block.event(event_id)
        return known.moved if known else None

    def move(self, event_id: str, moved: Moved | None) -> None:
        """Merge an event into one of another block; or, with None, take that back."""
        self._draft(event_id).moved = moved

    def rank(self, event_id: str) -> Rank | None:
        """Return the rank of an event as it was before the change; None for a new one."""
        known = self._block.event(event_id)
        return known.lowest_rank if known else None

    def leave(self, event_id: str) -> None:
        """Take the mention out of an event."""
        self._draft(event_id).steps.pop(self._own_id)

    def join(self, event_id: str, score: float, reasons: tuple[str, ...]) -> None:
        """Add the mention to an event."""
        step = MergeStep(mention_id=self._own_id, score=score, reasons=reasons)
        self._draft(event_id).steps[self._own_id] = step

    def explain(self, event_id: str, rejected: tuple[Rejection, ...]) -> None:
        """Note beside the mention's step which other events it did not join."""
        steps = self._draft(event_id).steps
        steps[self._own_id] = steps[self._own_id].model_copy(update={"rejected": rejected})

    def absorb(self, event_id: str, survivor: str, score: float, reasons: tuple[str, ...]) -> None:
        """Move every mention of an event into another one and leave a pointer to it."""
        draft, target = self._draft(event_id), self._draft(survivor)
        for mention_id, step in draft.steps.items():
            lowered = min(step.score, score)
            target.steps[mention_id] = step.model_copy(
                update={"score": lowered, "reasons": (*step.reasons, *reasons)}
            )
        draft.steps, draft.superseded_by, draft.moved = {}, survivor, None
        known = self._block.event(event_id)
        target.ranks += [*draft.ranks, *([known.lowest_rank] if known else [])]

    def new_event(self, mention: Mention) -> str:
        """Return the id of the event that a mention begins.

        A corrected sentence is a new mention, and its article's old one was withdrawn before: the
        retracted event of that article, place and type is used again, with its revisions. Else the
        id follows from the block and the mention, so that a replay from the start gives the same;
        the block is part of it as the same mention may begin an event on another partition.
        """
        retracted = sorted(self._block.find([retracted_key(mention.article_id)]))
        revived = [event_id for event_id in retracted if self._is_corrected(event_id, mention)]
        return revived[0] if revived else self._new_id(self._own_id, mention.article_version)

    def _is_corrected(self, event_id: str, mention: Mention) -> bool:
        known = self._block.event(event_id)
        if known is None or known.closed is None or self._steps(event_id):
            return False
        place, now = known.closed.place, mention.place
        same_place = (place and place.gazetteer_id) == (now and now.gazetteer_id)
        related = self._context.rules.relation(known.closed.event_type, mention.event_type)
        return same_place and related > 0

    def split(self, event_id: str, parts: Sequence[Sequence[Mention]]) -> None:
        """Leave an event its first part and give each other one an event of its own.

        A part whose first mention began an event that was merged into this one gets that back.
        """
        steps = self._draft(event_id).steps
        for part in parts[1:]:
            moved = {mention.mention_id: steps.pop(mention.mention_id) for mention in part}
            first = part[0]
            target = self._id(first.mention_id)
            if not self._is_merged_into(target, event_id):
                target = self._new_id(first.mention_id, first.article_version)
            self._drafts[target] = Draft(moved)
            self._draft_profiles.pop(target, None)

    def _is_merged_into(self, event_id: str, survivor: str) -> bool:
        known = self._block.event(event_id)
        closed = known.closed if known else None
        return closed is not None and closed.superseded_by == survivor

    def _new_id(self, mention_id: str, version: int) -> str:
        """Return an id that no other event holds.

        A correction may come when the event of its first version is closed and forgotten: with the
        version in it the id is another than that one's, whose record stays as it was.
        """
        turn = 0
        while True:
            event_id = self._id(mention_id, version, turn)
            known = self._block.event(event_id)
            if known is None or (not known.is_merged and not self._steps(event_id)):
                return event_id
            turn += 1

    def _id(self, mention_id: str, version: int = 1, turn: int = 0) -> str:
        corrected = f"|v{version}" if version > 1 else ""
        suffix = f"|{turn}" if turn else ""
        return str(uuid5(EVENT_NAMESPACE, f"{self._block.name}|{mention_id}{corrected}{suffix}"))

    def commit(self, version: int, now: datetime) -> Applied:
        """Write the change and return the messages that it leads to.

        Args:
            version: version of the article whose mention is changed; ignored for a merge alone.
            now: time of processing.
        """
        results = [self._result(event_id, version, now) for event_id in self._drafts]
        applied = Applied.of(self._block.name, (result for _, result in results))
        records = [entry for entry, _ in results]
        if self._mention_id is None:
            self._block.commit(records)
        else:
            record = MentionRecord(
                version=version,
                mention=self._mention,
                touched=self.touched,
                changed_at=self._block.advance(now),
                sent=tuple(applied.withdrawals),
                offered=tuple(applied.offering),
            )
            self._block.commit(records, self._mention_id, record)
        for entry in records:
            if entry.joins:
                known = entry.revision, self.profile(entry.event_id)
                self._context.profiles[f"{self._block.name}|{entry.event_id}"] = known
        return applied

    @property
    def _own_id(self) -> str:
        assert self._mention_id is not None
        return self._mention_id

    def _steps(self, event_id: str) -> dict[str, MergeStep]:
        if event_id in self._drafts:
            return self._drafts[event_id].steps
        known = self._block.event(event_id)
        return {step.mention_id: step for step in known.joins} if known else {}

    def _profiled(self, event_id: str) -> Profile:
        return profile_of(self.natives(event_id), self._context.rules)

    def _draft(self, event_id: str) -> Draft:
        self._draft_profiles.pop(event_id, None)
        if event_id not in self._drafts:
            self._drafts[event_id] = Draft(dict(self._steps(event_id)), moved=self.moved(event_id))
        return self._drafts[event_id]

    def _member(self, mention_id: str) -> Mention:
        if mention_id == self._mention_id and self._mention is not None:
            return self._mention
        return stored_mention(self._block, mention_id)

    def _result(self, event_id: str, version: int, now: datetime) -> tuple[EventRecord, Applied]:
        known, draft = self._block.event(event_id), self._drafts[event_id]
        steps = tuple(draft.steps.values())
        keys: frozenset[str] = frozenset()
        closed = known.closed if known else None
        stays_moved = bool(steps and draft.moved and known and known.moved)
        if steps and draft.moved is None:
            closed = None
        elif not stays_moved:
            closed, keys = self._ended(known, draft)
        if steps:
            keys = index_keys(self.profile(event_id), self._context.rules)
        record = EventRecord(
            event_id=event_id,
            revision=known.revision + 1 if known else 1,
            first_seen=known.first_seen if known else now,
            home_year=known.home_year if known else self._year(event_id),
            joins=steps,
            keys=tuple(sorted(keys)),
            closed=closed,
            changed_at=self._block.advance(now),
            rank=min([known.lowest_rank if known else (now, event_id), *draft.ranks]),
            moved=draft.moved if steps else None,
            offered=self._offered(event_id) if steps else "",
        )
        return record, Applied(
            events=[] if stays_moved else [event_id],
            withdrawals=self._withdrawals(known, draft, version),
            forwarded=self._forwarded(known, draft),
            offering=[event_id] if self._is_offered_anew(known, record) else [],
        )

    def _ended(self, known: EventRecord | None, draft: Draft) -> tuple[Event, frozenset[str]]:
        """Return an event that is merged or retracted now, and the keys under which it is kept."""
        assert known is not None
        standing = known.model_copy(update={"closed": None}) if known.joins else known
        before = current(self._block, standing, self._context)
        into = draft.moved.into.event_id if draft.moved else draft.superseded_by
        articles = () if into else {item.article_id for item in before.evidence}
        return close(before, into), frozenset(map(retracted_key, articles))

    def _withdrawals(
        self, known: EventRecord | None, draft: Draft, version: int
    ) -> list[Withdrawal]:
        """Return the withdrawals of mentions that were forwarded and belong there no longer."""
        if known is None or known.moved is None:
            return []
        stay = draft.steps.keys() if _same_target(known.moved, draft.moved) else ()
        gone = [step.mention_id for step in known.joins if step.mention_id not in stay]
        block = known.moved.into.block
        return [
            withdrawal_of(
                stored_mention(self._block, one), block, version if one == self._mention_id else 0
            )
            for one in gone
        ]

    def _forwarded(self, known: EventRecord | None, draft: Draft) -> list[ForwardedMention]:
        """Return the mentions that the event of another block has not yet, or in an old version."""
        if draft.moved is None:
            return []
        sent: set[str] = set()
        if known is not None and _same_target(known.moved, draft.moved):
            sent = {step.mention_id for step in known.joins} - {self._mention_id}
        return [
            forward(self._member(one), draft.moved, self._hops)
            for one in draft.steps
            if one not in sent
        ]

    def _offered(self, event_id: str) -> str:
        """Return what an event offers itself by; a new offer follows when it changes."""
        profile, moved = self.profile(event_id), self.moved(event_id)
        places = ",".join(sorted(place.gazetteer_id for place in profile.places))
        count = worth_offering(len(profile.articles))
        day = profile.interval.end.isoformat() if profile.interval.is_sharp else ""
        return f"{count} {places} {moved.into.event_id if moved else ''} {day}"

    def _is_offered_anew(self, known: EventRecord | None, record: EventRecord) -> bool:
        if not record.joins or record.offered == (known and known.offered):
            return False
        return is_news(self.natives(record.event_id))

    def offers(self, event_id: str) -> list[EventOffer]:
        """Return the offers of an event of the block, one for each term, as it stands."""
        record = self._block.event(event_id)
        if record is None or not record.joins:
            return []
        rules = self._context.rules
        ref = EventRef(event_id=event_id, block=self._block.name, rank=record.lowest_rank)
        into = record.moved.into if record.moved else None
        return offers_of(ref, into, self.profile(event_id), self.natives(event_id), rules)

    def _year(self, event_id: str) -> int:
        return max(mention.date_end.year for mention in self.members(event_id))

    def again(self, event_ids: Iterable[str]) -> Applied:
        """Return what events of the block last led to, for a message that is repeated."""
        found = Applied(self._block.name)
        for event_id in event_ids:
            record = self._block.event(event_id)
            if record is None:
                continue
            found.events.append(event_id)
            if record.moved is not None:
                found.forwarded += [
                    forward(stored_mention(self._block, step.mention_id), record.moved)
                    for step in record.joins
                ]
        return found


def _same_target(one: Moved | None, other: Moved | None) -> bool:
    return one is not None and other is not None and one.into.event_id == other.into.event_id


def forward(mention: Mention, moved: Moved, hops: int = 1) -> ForwardedMention:
    """Return a mention for the event of another block that its own has been merged into."""
    return ForwardedMention(
        mention=mention,
        event_id=moved.into.event_id,
        block=moved.into.block,
        score=moved.score,
        reasons=moved.reasons,
        hops=hops,
    )


def withdrawal_of(mention: Mention, block: str, version: int) -> Withdrawal:
    """Return the withdrawal of a mention that was forwarded to a block, of at least a version."""
    return Withdrawal(
        mention_id=mention.mention_id,
        article_id=mention.article_id,
        article_version=max(version, mention.article_version),
        block=block,
        forwarded=True,
    )


def stored_mention(block: Block, mention_id: str) -> Mention:
    """Return a mention that belongs to an event of the block."""
    record = block.mention(mention_id)
    assert record is not None
    assert record.mention is not None
    return record.mention


def current(block: Block, record: EventRecord, context: FusionContext) -> Event:
    """Return the document of an event as it stands."""
    if record.closed is not None:
        return record.closed
    header = EventHeader(
        event_id=record.event_id,
        revision=record.revision,
        first_seen=record.first_seen,
        pipeline_version=context.pipeline_version,
        home_year=record.home_year,
    )
    members = [stored_mention(block, step.mention_id) for step in record.joins]
    return fuse(header, members, record.joins, context.ontology, context.rules)
