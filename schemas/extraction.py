"""The output of extraction: the drafts of mentions and the toponyms of one article."""

from typing import Literal, Self

from pydantic import Field

from schemas.mention import NO_SIGNATURE, MentionCore, SignatureCarriers
from schemas.record import Part, Probability, Record

Aside = Literal["home", "route", "speech", "launch", "court", "burial", "care", "border", "plan"]
"""What a place may be beside an event: where somebody comes from, goes, speaks, is tried, buried or
treated, where something was launched from or is planned, and what a border runs beside."""
Basis = Literal["sentence", "list", "reference", "event", "lead", "later", "headline", "dateline"]
"""What ties an event to a place: its own sentence (or one place of a list there), a word that
refers back ("the city"), an earlier event, the first event, a later one, headline, dateline."""


class Toponym(Part):
    """A name in the text that may be a place. Offsets count code points of the stored text.

    A name that occurs only in the headline has both offsets 0: it may be the place of an event,
    but has no span in the text.
    """

    char_start: int = Field(ge=0)
    char_end: int = Field(ge=0)
    name: str = Field(description="As written, without the words around it.")
    sentence: int = Field(ge=0)
    cue: str | None = Field(
        default=None,
        description="Word that marks the name as a place: 'in', 'district', 'suburb of'.",
    )
    within: int | None = Field(
        default=None, description="Index of the toponym that contains it according to the text."
    )
    feature_hint: str | None = Field(
        default=None,
        description="Feature class stated beside it: district, city, admin1, crossing.",
    )
    metonym: bool = Field(
        default=False,
        description="Used as an actor ('Damascus said'): never the place of an event.",
    )
    aside: Aside | None = Field(
        default=None,
        description="What it is beside the events of its sentence: home, route, speech, launch, "
        "court, burial, care, border.",
    )


class PlaceLink(Part):
    """A toponym that may be the place where a draft's event happened."""

    toponym: int = Field(ge=0, description="Index into the extraction's toponyms.")
    score: Probability
    inherited: bool = Field(description="True when taken from the paragraph, lead or dateline.")
    basis: Basis = Field(
        default="sentence",
        description="What ties it to the event: its sentence, a list of places there, a reference "
        "back, an event before, the lead, a later event, the headline, the dateline.",
    )


class MentionDraft(MentionCore):
    """A mention that is not located yet; its place links are sorted best first."""

    place_links: tuple[PlaceLink, ...] = ()


class Extraction(Record):
    """The results of one version of one article; there are none if the article is ``withdrawn``."""

    record: Literal["extraction"] = "extraction"
    article_id: str
    article_version: int | None = Field(
        ge=1, description="Null for a bare tombstone, which withdraws every version."
    )
    withdrawn: bool
    publisher: str | None
    skipped: str | None = Field(
        default=None,
        description="Why the article was skipped: 'language:fr' (ISO 639), 'language:und' if the "
        "language is unknown, 'too_slow' if it took too long and is a dead letter. Null if it was "
        "not skipped.",
    )
    toponyms: tuple[Toponym, ...] = ()
    drafts: tuple[MentionDraft, ...] = ()

    def to_json(self) -> bytes:
        """Return the record as compact JSON, with the signature of the article in one draft."""
        carriers = SignatureCarriers()
        drafts = tuple(carriers.lighten(draft, "") for draft in self.drafts)
        return self.model_copy(update={"drafts": drafts}).model_dump_json().encode()

    @classmethod
    def from_json(cls, raw: bytes | str) -> Self:
        """Read a record from JSON, and give every draft the signature of its article.

        Raises:
            MalformedRecord: if the JSON is not a valid record; the message names each bad field.
        """
        read = super().from_json(raw)
        found = {draft.mention_id: draft.signature for draft in read.drafts}
        drafts = tuple(
            draft
            if draft.signature_in is None
            else draft.model_copy(
                update={
                    "signature": found.get(draft.signature_in, NO_SIGNATURE),
                    "signature_in": None,
                }
            )
            for draft in read.drafts
        )
        return read.model_copy(update={"drafts": drafts})
