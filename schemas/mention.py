"""A mention: one article's claim of one event."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from schemas.place import UNLOCATED_BLOCK, Place
from schemas.record import Part, Probability, Record, UtcDatetime, describe
from streams.errors import MalformedRecord

Modality = Literal["asserted", "negated", "hypothetical", "future", "ordered"]
TemporalRole = Literal["current", "background", "cumulative"]
DateBasis = Literal["explicit", "relative", "dateline", "publication"]
Stance = Literal["asserts", "denies", "cannot_verify", "claims_responsibility"]
ActorRole = Literal["agent", "target", "victim"]


class Actor(Part):
    """Who did it, or to whom it was done."""

    name: str = Field(description="As written.")
    role: ActorRole
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-3 of the side.")
    sector: str | None = Field(
        default=None,
        description="armed_forces, police, rebels, militia, civilians, media, officials ...",
    )


class Figure(Part):
    """A count of people as told: persons, low/best/high. Null means untold, never zero."""

    low: int | None = Field(ge=0)
    best: int | None = Field(ge=0)
    high: int | None = Field(ge=0)
    group: str | None = Field(default=None, description="Who they were, when said: 'soldiers'.")
    told: str | None = Field(
        default=None,
        description="The number of persons in the words of the text, where they leave a range: "
        "'more than 70', 'hundreds'; null where the number is exact, a sum, or fused of several.",
    )
    mention_id: str | None = Field(default=None, description="The claim the figure comes from.")


class Casualties(Part):
    """What people suffered, by kind; null where nothing was said."""

    killed: Figure | None = None
    injured: Figure | None = None
    detained: Figure | None = None
    displaced: Figure | None = None


class Claim(Part):
    """Who says it, and in which stance. A null source is the outlet speaking for itself."""

    source: str | None = Field(default=None, description="As written: 'activists'.")
    relay: str | None = Field(default=None, description="Who passed it on: 'Reuters'.")
    verb: str | None = Field(default=None, description="The reporting verb, as a lemma.")
    stance: Stance = "asserts"


SKETCH_VALUES = 64
"""Most hash values in a sketch: the share of a copied text is then known to some 6 %."""


class ArticleSignature(Part):
    """What tells an article from all others, small enough to travel with each of its mentions."""

    terms: dict[str, float] = Field(
        default={},
        description="Its most telling words, lower case, with TF-IDF weight; the whole article "
        "has length 1.",
    )
    names: dict[str, float] = Field(
        default={},
        description="Pairs of capitalised words, lower case: people, streets, venues. 1 is as "
        "rare as can be.",
    )
    ages: tuple[int, ...] = Field(default=(), description="Ages told, in years.")
    sketch: str = Field(
        default="",
        description="The smallest 32-bit hashes of its word shingles, base64, little-endian.",
    )
    shingles: int = Field(default=0, ge=0, description="Number of its distinct word shingles.")


class MentionConfidence(Part):
    """How sure each part of a mention is."""

    type: Probability
    date: Probability
    place: Probability | None = Field(default=None, description="Null without a place.")
    overall: Probability


class MentionCore(Record):
    """What extraction knows of a mention, before it is located."""

    mention_id: str = Field(description="Deterministic; the same for an unchanged sentence.")
    article_id: str
    article_version: int = Field(ge=1)
    publisher: str
    url: str | None
    title: str | None
    published_at: UtcDatetime
    signature: ArticleSignature = Field(
        default=ArticleSignature(), description="Of the article; the same in each mention."
    )
    sentence: int = Field(ge=0, description="Index of the sentence in the article.")
    char_start: int = Field(ge=0, description="First code point of the quote in the stored text.")
    char_end: int = Field(ge=0, description="One past the quote's last code point.")
    quote: str = Field(description="text[char_start:char_end] of the stored article.")
    quote_hash: str = Field(description="SHA-256 of the quote, hexadecimal.")
    trigger: str = Field(description="The word or words that name the event, as written.")
    trigger_start: int = Field(ge=0)
    trigger_end: int = Field(ge=0)
    event_type: str = Field(description="A type of schemas/ontology.json.")
    modality: Modality
    temporal_role: TemporalRole
    claim: Claim
    date_start: date | None = Field(description="First day, local to the outlet; null: unknown.")
    date_end: date = Field(description="Last day; the publication day when nothing else is known.")
    date_precision: int = Field(
        ge=1, le=5, description="1 day, 2 up to 6 days, 3 week, 4 month, 5 longer."
    )
    date_basis: DateBasis
    hour_start: UtcDatetime | None = Field(
        default=None, description="First hour in UTC when the part of the day is told."
    )
    actors: tuple[Actor, ...] = ()
    weapon: str | None = None
    casualties: Casualties = Casualties()
    confidence: MentionConfidence
    extractor_version: str
    ontology_version: str

    @property
    def counts(self) -> bool:
        """Whether the mention may count as activity: asserted, and of now."""
        return self.modality == "asserted" and self.temporal_role == "current"


class Mention(MentionCore):
    """One article's claim of one event, located. Travels on ``mentions`` keyed by its block."""

    record: Literal["mention"] = "mention"
    place: Place | None
    region: str | None = Field(
        default=None,
        description="Country and admin-1 that the article is about, where the place says less.",
    )
    gazetteer_version: str

    @property
    def block(self) -> str:
        """Country and admin-1 under which mentions of one event meet.

        The place's own; one that names no division, or no place at all, meets where the rest of
        its article does.
        """
        own = self.place.block if self.place else UNLOCATED_BLOCK
        return self.region or own


class Withdrawal(Record):
    """Takes back a mention: its article was corrected or withdrawn, or it moved elsewhere."""

    record: Literal["withdrawal"] = "withdrawal"
    mention_id: str
    article_id: str
    article_version: int = Field(ge=1, description="The version that no longer says it.")
    block: str = Field(description="The block that the mention was sent to.")


MentionMessage = Annotated[Mention | Withdrawal, Field(discriminator="record")]
"""What travels on the topic ``mentions``."""

_MESSAGE: TypeAdapter[Mention | Withdrawal] = TypeAdapter(MentionMessage)


def parse_mention_message(raw: bytes | str) -> Mention | Withdrawal:
    """Read a message of the topic ``mentions``.

    Raises:
        MalformedRecord: if it is neither a mention nor a withdrawal.
    """
    try:
        return _MESSAGE.validate_json(raw)
    except ValidationError as error:
        raise MalformedRecord(describe(error, "Mention")) from error
