"""How events of different blocks meet: offers to compare, orders to merge, forwarded mentions.

These records are internal: offers travel on ``event-offers``, keyed by a word or name; orders and
forwarded mentions on ``mentions``, keyed by the block that they are for.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from schemas.mention import DateBasis, Mention, SharedSignature, Withdrawal
from schemas.place import Place
from schemas.record import Part, Probability, Record, UtcDatetime, malformed

MAX_HOPS = 16
"""Blocks through which a mention may be forwarded: merges across blocks make short chains."""

Rank = tuple[UtcDatetime, str]
"""When an event was first seen, and its id: of two events the one with the lower rank remains."""


class EventRef(Part):
    """An event, the block that keeps it, and its rank."""

    event_id: str
    block: str
    rank: Rank = Field(
        description="The lowest rank of the events that it holds. It only ever falls, so that "
        "merges across blocks cannot go in circles."
    )


class OfferedArticle(Part):
    """An article of an event, as far as articles are compared."""

    article_id: str
    signature: SharedSignature
    published_at: UtcDatetime


class EventProfile(Part):
    """What is compared of an event: places, days, types, figures, actors and articles."""

    assertion_class: str
    types: dict[str, float] = Field(description="Event type to its share of the mentions.")
    places: tuple[Place, ...] = Field(description="Distinct places, without other candidates.")
    date_start: date | None
    date_end: date
    date_precision: int = Field(ge=1, le=5)
    date_basis: DateBasis
    agents: tuple[str, ...] = Field(description="Words of the names of those who did it.")
    figures: dict[str, tuple[tuple[float, float], ...]] = Field(
        description="Kind of casualties to the ranges reported."
    )
    compared: tuple[OfferedArticle, ...] = Field(description="Its articles, newest last.")
    articles: tuple[str, ...]
    publishers: tuple[str, ...]


class EventOffer(Record):
    """An event offers itself for comparison under some of its rarest words and names."""

    record: Literal["event_offer"] = "event_offer"
    term: str = Field(min_length=1, description="The key: a word, or a name of two words.")
    also: tuple[str, ...] = Field(
        default=(), description="Other terms, of the same partition, that the offer is made under."
    )
    posted: tuple[str, ...] = Field(description="The terms under which it offers itself.")
    terms: tuple[str, ...] = Field(description="All its rare words and names.")
    event: EventRef
    merged_into: EventRef | None = Field(
        default=None, description="The event of another block that it has been merged into."
    )
    profile: EventProfile

    @property
    def remaining(self) -> EventRef:
        """The event that stands for it: itself, or the one that it has been merged into."""
        return self.merged_into or self.event


class MergeOrder(Record):
    """Merge an event of this block into one of another block; keyed by ``block``."""

    record: Literal["merge_order"] = "merge_order"
    event_id: str
    block: str = Field(description="The block of the event that is to be merged.")
    into: EventRef
    profile: EventProfile = Field(description="Profile of the event that remains.")
    score: Probability
    reasons: tuple[str, ...]


class ForwardedMention(Record):
    """A mention of an event that was merged into an event of another block, keyed by ``block``."""

    record: Literal["forwarded_mention"] = "forwarded_mention"
    mention: Mention
    event_id: str = Field(description="The event that it belongs to now.")
    block: str = Field(description="The block of that event.")
    score: Probability
    reasons: tuple[str, ...]
    hops: int = Field(default=1, ge=1, le=MAX_HOPS, description="Blocks that it came through.")


MentionMessage = Annotated[
    Mention | Withdrawal | MergeOrder | ForwardedMention, Field(discriminator="record")
]
"""A message on the topic ``mentions``."""

_MESSAGE: TypeAdapter[Mention | Withdrawal | MergeOrder | ForwardedMention] = TypeAdapter(
    MentionMessage
)


def parse_mention_message(
    raw: bytes | str,
) -> Mention | Withdrawal | MergeOrder | ForwardedMention:
    """Read a message of the topic ``mentions``.

    Raises:
        MalformedRecord: if it is none of its records.
    """
    try:
        return _MESSAGE.validate_json(raw)
    except ValidationError as error:
        raise malformed(error, "Mention") from error
