"""What extraction hands to geocoding: one article's drafts and the place names around them."""

from typing import Literal

from pydantic import Field

from schemas.mention import MentionCore
from schemas.record import Part, Probability, Record

Aside = Literal["home", "route", "speech", "launch", "court", "burial", "care", "border"]
"""What a place may be beside an event: where somebody comes from, goes, speaks, is tried, buried or
treated, where something was launched from, and what a border runs beside."""
Basis = Literal["sentence", "list", "reference", "event", "lead", "later", "headline", "dateline"]
"""What ties an event to a place: its own sentence (or one place of a list there), a word that
refers back ("the city"), an earlier event, the first event, a later one, headline, dateline."""


class Toponym(Part):
    """A name in the text that may be a place. Offsets count code points of the stored text.

    A name that only the headline has is empty at 0: it may be an event's place, but no span.
    """

    char_start: int = Field(ge=0)
    char_end: int = Field(ge=0)
    name: str = Field(description="As written, without the words around it.")
    sentence: int = Field(ge=0)
    cue: str | None = Field(
        default=None,
        description="The word that ties it to a place reading: 'in', 'district', 'suburb of'.",
    )
    within: int | None = Field(
        default=None, description="Index of the toponym that the text says contains it."
    )
    feature_hint: str | None = Field(
        default=None, description="Feature class named beside it: district, city, admin1, crossing."
    )
    metonym: bool = Field(
        default=False, description="Speaks or acts ('Damascus said'): no event place."
    )
    aside: Aside | None = Field(
        default=None,
        description="What it is beside the events of its sentence: home, route, speech, launch, "
        "court, burial, care, border.",
    )


class PlaceLink(Part):
    """A toponym that may be the place of a draft's event."""

    toponym: int = Field(ge=0, description="Index into the extraction's toponyms.")
    score: Probability
    inherited: bool = Field(description="True when taken from the paragraph, lead or dateline.")
    basis: Basis = Field(
        default="sentence",
        description="What ties it to the event: its sentence, a list of places there, a reference "
        "back, an event before, the lead, a later event, the headline, the dateline.",
    )


class MentionDraft(MentionCore):
    """A mention before it is located; links are best first."""

    place_links: tuple[PlaceLink, ...] = ()


class Extraction(Record):
    """All that one version of one article yields. ``withdrawn`` yields nothing, on purpose."""

    record: Literal["extraction"] = "extraction"
    article_id: str
    article_version: int | None = Field(
        ge=1, description="Null for a bare tombstone, which withdraws every version."
    )
    withdrawn: bool
    publisher: str | None
    skipped: str | None = Field(
        default=None,
        description="Why the article was not read: 'language:fr' (ISO 639), 'language:und' for "
        "none that is known. Null for one that was.",
    )
    toponyms: tuple[Toponym, ...] = ()
    drafts: tuple[MentionDraft, ...] = ()
