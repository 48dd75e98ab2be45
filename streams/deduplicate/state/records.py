"""What is stored of mentions and events, a cache of it, and what one message leads to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from pydantic_core import from_json

from schemas.event import Event, MergeStep
from schemas.mention import Mention, Withdrawal
from schemas.record import Part, Probability, UtcDatetime
from schemas.story import EventProfile, EventRef, ForwardedMention, MergeOrder, Rank
from streams.runtime.store import NO_TAGS, RecordTags, SizedCache


class MentionRecord(Part):
    """A mention as last received, or the mark that it was withdrawn."""

    version: int
    mention: Mention | None
    touched: tuple[str, ...]
    """Events that its last change altered: a repetition emits them again."""
    changed_at: UtcDatetime
    """Time of processing of that change."""
    sent: tuple[Withdrawal, ...] = ()
    """Withdrawals of forwarded mentions that its last change sent; a repetition sends them too."""
    offered: tuple[str, ...] | None = None
    """Events that offered themselves by its last change; None in records of before."""


class Moved(Part):
    """Where an event has been merged into: one of another block, and why."""

    into: EventRef
    profile: EventProfile
    """Profile of that event when it was merged; a correction compares with it again."""
    score: Probability
    reasons: tuple[str, ...]


class EventRecord(Part):
    """An event: its identity and who belongs to it; the facts follow from the mentions."""

    event_id: str
    revision: int
    first_seen: UtcDatetime
    home_year: int | None = None
    joins: tuple[MergeStep, ...]
    keys: tuple[str, ...]
    closed: Event | None
    """The last emission of an event without mentions: retracted or merged."""
    changed_at: UtcDatetime
    """Time of processing of its last change."""
    rank: Rank | None = None
    """The lowest rank of the events that it has absorbed and its own; None in records of before."""
    moved: Moved | None = None
    """Set if it was merged into an event of another block. It then keeps its mentions, takes in new
    ones, and forwards them."""
    offered: str = ""
    """What the event last offered itself by; it does so again when this changes."""

    @property
    def lowest_rank(self) -> Rank:
        """Return the rank of the event: when it was first seen, or what it absorbed."""
        return self.rank or (self.first_seen, self.event_id)

    @property
    def is_merged(self) -> bool:
        """Return whether the event lives on in another one."""
        return self.closed is not None and self.closed.superseded_by is not None


WITHDRAWN = b'"mention":null'
"""In the JSON of the record of a withdrawn mention."""


def home_tag(mention_id: str) -> str:
    """Return the tag of the event that a mention belongs to."""
    return f"home/{mention_id}"


def tags_of(key: str, value: bytes) -> RecordTags:
    """Return by what a record is found: an event by its index keys and its mentions.

    Events and withdrawn mentions are also found by age, as they are dropped when they are old.
    """
    kind = key.split("|", 2)[1]
    if kind == "event":
        fields = from_json(value)
        homes = (home_tag(step["mention_id"]) for step in fields["joins"])
        return RecordTags((*fields["keys"], *homes), _moment(fields["changed_at"]))
    if kind == "mention" and WITHDRAWN in value:
        return RecordTags(changed_at=_moment(from_json(value)["changed_at"]))
    return NO_TAGS


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


class RecordCache:
    """Parsed records of all blocks, by store key."""

    def __init__(self) -> None:
        self.mentions: SizedCache[MentionRecord] = SizedCache()
        self.events: SizedCache[EventRecord] = SizedCache()


@dataclass
class Applied:
    """What a message leads to, kind by kind.

    Of an event only its id is here: its document and its offers follow from the state, and are made
    once when several messages changed it.
    """

    block: str = ""
    """The block of the events."""
    events: list[str] = field(default_factory=list)
    """Events whose documents are to be sent."""
    withdrawals: list[Withdrawal] = field(default_factory=list)
    """Of mentions that an event of another block holds no longer; they go before ``forwarded``."""
    forwarded: list[ForwardedMention] = field(default_factory=list)
    orders: list[MergeOrder] = field(default_factory=list)
    offering: list[str] = field(default_factory=list)
    """Events whose offers are to be sent."""

    @classmethod
    def of(cls, block: str, parts: Iterable["Applied"]) -> "Applied":
        """Return all parts, of one block, as one."""
        whole = cls(block)
        for part in parts:
            whole.events += part.events
            whole.withdrawals += part.withdrawals
            whole.forwarded += part.forwarded
            whole.orders += part.orders
            whole.offering += part.offering
        return whole
