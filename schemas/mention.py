"""A mention: one article's claim of one event."""

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field

from schemas.place import UNLOCATED_BLOCK, Place
from schemas.record import Part, Probability, Record, Shared, UtcDatetime

Modality = Literal["asserted", "negated", "hypothetical", "future", "ordered"]
TemporalRole = Literal["current", "background", "cumulative"]
QuotedFrom = Literal["text", "title"]
DateBasis = Literal["explicit", "relative", "dateline", "publication"]
Stance = Literal["asserts", "denies", "cannot_verify", "claims_responsibility"]
ActorRole = Literal["agent", "target", "victim"]


class Actor(Part):
    """A participant of an event."""

    name: str = Field(description="As written.")
    role: ActorRole
    country: str | None = Field(
        default=None, description="Country of the actor, ISO 3166-1 alpha-3."
    )
    sector: str | None = Field(
        default=None,
        description="armed_forces, police, rebels, militia, civilians, media, officials ...",
    )


class Figure(Part):
    """A number as reported: lowest, best and highest. Null means not stated, never 0."""

    low: int | None = Field(ge=0)
    best: int | None = Field(ge=0)
    high: int | None = Field(ge=0)
    group: str | None = Field(
        default=None, description="Who or what was counted, if stated: 'soldiers', 'rifles'."
    )
    as_written: str | None = Field(
        default=None,
        description="The number in the words of the text if these state a range: 'more than "
        "70', 'hundreds'. Null if the number is exact, a sum, or fused from several figures.",
    )
    mention_id: str | None = Field(
        default=None, description="Id of the mention that states the figure."
    )


class Casualties(Part):
    """Casualty figures by kind; null if none is stated."""

    killed: Figure | None = None
    injured: Figure | None = None
    detained: Figure | None = None
    displaced: Figure | None = None


class Quantities(Part):
    """Counts other than casualties, by kind; null if none is stated.

    Each kind has one unit; ``group`` of its figure is the noun that the text counts.
    """

    participants: Figure | None = Field(
        default=None, description="People who took part in a protest, riot or strike."
    )
    households: Figure | None = Field(
        default=None, description="Families or households displaced; persons are in `casualties`."
    )
    buildings: Figure | None = Field(
        default=None, description="Houses and other buildings destroyed, burned or damaged."
    )
    livestock: Figure | None = Field(default=None, description="Animals stolen or killed.")
    goods: Figure | None = Field(
        default=None, description="Things looted or stolen, in pieces, sacks, vehicles."
    )
    goods_kg: Figure | None = Field(
        default=None, description="Goods looted or stolen, in kilograms."
    )
    weapons: Figure | None = Field(
        default=None, description="Weapons and explosive devices seized or found."
    )
    ammunition: Figure | None = Field(default=None, description="Rounds seized or found.")
    explosives_kg: Figure | None = Field(
        default=None, description="Explosives seized or found, in kilograms."
    )


Counted = TypeVar("Counted", Casualties, Quantities)


def stated_by(counted: Counted, mention_id: str) -> Counted:
    """Return counts whose figures name the mention that states them."""
    figures = {
        kind: figure.model_copy(update={"mention_id": mention_id})
        for kind in type(counted).model_fields
        if (figure := getattr(counted, kind)) is not None
    }
    return counted.model_copy(update=figures)


class Claim(Part):
    """Who says it, and with which stance. If the source is null, the outlet itself says it."""

    source: str | None = Field(default=None, description="As written: 'activists'.")
    relay: str | None = Field(default=None, description="Who passed it on: 'Reuters'.")
    verb: str | None = Field(default=None, description="Lemma of the reporting verb.")
    stance: Stance = "asserts"


SKETCH_VALUES = 64
"""Most hash values in a sketch; it estimates the copied share of a text to about 6 %."""


class ArticleSignature(Part):
    """A compact description of an article's content, sent with the first of its mentions."""

    terms: dict[str, float] = Field(
        default={},
        description="Most distinctive words in lower case, with their TF-IDF weights; the vector "
        "of the whole article has length 1.",
    )
    names: dict[str, float] = Field(
        default={},
        description="Pairs of capitalised words, in lower case (people, streets, venues), with "
        "their rarity; 1 is the rarest.",
    )
    ages: tuple[int, ...] = Field(default=(), description="Ages stated, in years.")
    sketch: str = Field(
        default="",
        description="The smallest 32-bit hashes of the word shingles, base64, little-endian.",
    )
    shingles: int = Field(default=0, ge=0, description="Number of distinct word shingles.")


def _hash_of(signature: ArticleSignature) -> int:
    """Return a hash of the content; a model with dictionaries has none of its own."""
    terms, names = tuple(signature.terms.items()), tuple(signature.names.items())
    return hash((terms, names, signature.ages, signature.sketch))


SharedSignature = Annotated[ArticleSignature, AfterValidator(Shared[ArticleSignature](_hash_of))]
"""A signature of some 5 KB. All mentions, events and offers of an article hold the same one."""

NO_SIGNATURE = ArticleSignature()
"""Stands for a signature that another mention carries."""


class MentionConfidence(Part):
    """Confidence in each part of a mention."""

    type: Probability
    date: Probability
    place: Probability | None = Field(default=None, description="Null if there is no place.")
    overall: Probability


class MentionCore(Record):
    """The fields of a mention that extraction fills in, before it is located."""

    mention_id: str = Field(description="Deterministic; the same for an unchanged sentence.")
    article_id: str
    article_version: int = Field(ge=1)
    publisher: str
    url: str | None
    title: str | None
    published_at: UtcDatetime
    signature: SharedSignature = Field(
        default=NO_SIGNATURE,
        description="Signature of the article; left out (empty) if `signature_in` is given.",
    )
    signature_in: str | None = Field(
        default=None,
        description="Id of the mention of the same article and block, sent before, that carries "
        "the signature; null if this one does.",
    )
    sentence: int = Field(ge=0, description="Index of the sentence in the article.")
    quoted_from: QuotedFrom = Field(
        default="text",
        description="What the offsets count in: the stored text, or the title if only that tells "
        "the event.",
    )
    char_start: int = Field(ge=0, description="First code point of the quote.")
    char_end: int = Field(ge=0, description="End of the quote, exclusive.")
    quote: str = Field(description="[char_start:char_end] of the stored text, or of the title.")
    quote_hash: str = Field(description="SHA-256 of the quote, hexadecimal.")
    trigger: str = Field(description="The words that name the event, as written.")
    trigger_start: int = Field(ge=0)
    trigger_end: int = Field(ge=0)
    event_type: str = Field(description="Event type, as in schemas/ontology.json.")
    facets: tuple[str, ...] = Field(
        default=(),
        description="Features such as `stabbing` or `grenade`, as in schemas/ontology.json.",
    )
    plover: str | None = Field(default=None, description="PLOVER root code.")
    plover_mode: str | None = Field(default=None, description="PLOVER mode of the root.")
    acled: str | None = Field(default=None, description="ACLED sub-event type.")
    modality: Modality
    temporal_role: TemporalRole
    claim: Claim
    date_start: date | None = Field(
        description="First day in the outlet's time zone; null if unknown."
    )
    date_end: date = Field(description="Last day; the day of publication if nothing else is known.")
    date_precision: int = Field(
        ge=1, le=5, description="1: a day, 2: up to 6 days, 3: a week, 4: a month, 5: longer."
    )
    date_basis: DateBasis
    hour_start: UtcDatetime | None = Field(
        default=None, description="First hour in UTC, if the time of day is stated."
    )
    actors: tuple[Actor, ...] = ()
    weapon: str | None = None
    casualties: Casualties = Casualties()
    quantities: Quantities = Quantities()
    confidence: MentionConfidence
    extractor_version: str
    ontology_version: str

    @property
    def counts(self) -> bool:
        """Whether the mention may count as activity: asserted and current."""
        return self.modality == "asserted" and self.temporal_role == "current"


class Mention(MentionCore):
    """One article's claim of one event, located. Sent on ``mentions``, keyed by its block."""

    record: Literal["mention"] = "mention"
    place: Place | None
    region: str | None = Field(
        default=None,
        description="Country and admin-1 that the article is about, if the place has no admin-1.",
    )
    gazetteer_version: str

    @property
    def block(self) -> str:
        """Message key, country and admin-1: mentions of one event are on one partition.

        A mention without a place, or whose place has no admin-1, uses the region of its article.
        """
        own = self.place.block if self.place else UNLOCATED_BLOCK
        return self.region or own


AnyMention = TypeVar("AnyMention", bound=MentionCore)


class SignatureCarriers:
    """Leaves out the signature of mentions of which one sent before has the same.

    One instance serves one list of messages: what leaves a stage together keeps its order.
    """

    def __init__(self) -> None:
        self._carriers: dict[tuple[str, str, int], MentionCore] = {}

    def lighten(self, mention: AnyMention, block: str) -> AnyMention:
        """Return a mention as it is sent to a block: only the first one of an article is whole."""
        if mention.signature == NO_SIGNATURE:
            return mention
        key = (block, mention.article_id, mention.article_version)
        carrier = self._carriers.setdefault(key, mention)
        if carrier is mention or carrier.signature != mention.signature:
            return mention
        changes = {"signature": NO_SIGNATURE, "signature_in": carrier.mention_id}
        return mention.model_copy(update=changes)


class Withdrawal(Record):
    """Withdraws a mention: its article was corrected or withdrawn, or it moved to another block.

    The event of a mention may have been merged into one of another block, which then holds the
    mention too, forwarded. Such a mention is withdrawn by a message of its own (``forwarded``).
    """

    record: Literal["withdrawal"] = "withdrawal"
    mention_id: str
    article_id: str
    article_version: int = Field(ge=1, description="The version that no longer has the mention.")
    block: str = Field(description="The block that the mention was sent to.")
    forwarded: bool = Field(
        default=False,
        description="Whether the mention had been forwarded to the block from another one.",
    )
