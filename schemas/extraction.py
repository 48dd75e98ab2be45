"""What extraction hands to geocoding: one article's drafts and the place names around them."""

from typing import Literal

from pydantic import Field

from schemas.mention import MentionCore
from schemas.record import Part, Probability, Record


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


class PlaceLink(Part):
    """A toponym that may be the place of a draft's event."""

    toponym: int = Field(ge=0, description="Index into the extraction's toponyms.")
    score: Probability
    inherited: bool = Field(description="True when taken from the paragraph, lead or dateline.")


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
