"""The fused event: one event in the world, however many articles report it."""

from datetime import date
from typing import Literal

from pydantic import Field

from schemas.mention import (
    Actor,
    Casualties,
    Claim,
    DateBasis,
    Modality,
    Quantities,
    QuotedFrom,
    TemporalRole,
)
from schemas.place import Place
from schemas.record import Part, Probability, Record, UtcDatetime

EventStatus = Literal["candidate", "confirmed", "disputed", "retracted", "merged"]


class AttributedClaim(Claim):
    """A claim with the mention and the outlet that carried it."""

    mention_id: str
    article_id: str
    publisher: str
    published_at: UtcDatetime
    event_type: str
    casualties: Casualties


class Evidence(Part):
    """A quote that reports the event: ``[char_start:char_end]`` of the stored text or the title."""

    mention_id: str
    article_id: str
    article_version: int = Field(ge=1)
    publisher: str
    url: str | None
    title: str | None
    published_at: UtcDatetime
    quoted_from: QuotedFrom = "text"
    char_start: int = Field(ge=0)
    char_end: int = Field(ge=0)
    quote: str
    quote_hash: str


class Rejection(Part):
    """An event that a mention did not join."""

    event_id: str
    score: Probability | None = Field(
        description="Probability of being the same event; null if a guard ruled it out."
    )
    reason: str = Field(description="Explanation such as 'dates are apart'.")


class MergeStep(Part):
    """Why a mention joined the event."""

    mention_id: str
    score: Probability = Field(
        description="Probability of being the same event; 1 for the first mention."
    )
    reasons: tuple[str, ...] = Field(
        description="Explanations such as 'same district', 'same day'."
    )
    rejected: tuple[Rejection, ...] = Field(
        default=(), description="The most similar events that the mention did not join, and why."
    )


class EventConfidence(Part):
    """Confidence in each part of an event."""

    type: Probability
    place: Probability | None
    date: Probability
    merge: Probability


class Event(Record):
    """A fused event in full, with an increasing revision. Sent on ``events``, keyed by its id."""

    record: Literal["event"] = "event"
    event_id: str = Field(description="Assigned once; never changes when the facts do.")
    revision: int = Field(ge=1, description="Increases with each change.")
    home_year: int | None = Field(
        default=None,
        ge=1,
        le=9999,
        description="Year of date_end when the id was assigned. It selects the index and never "
        "changes, so that a new date does not move the document. If null, the year of first_seen.",
    )
    status: EventStatus
    superseded_by: str | None = Field(
        default=None, description="Id of the event that it was merged into."
    )
    event_type: str
    facets: tuple[str, ...] = Field(
        default=(),
        description="Features such as `stabbing` or `grenade`, as in schemas/ontology.json.",
    )
    plover: str | None = Field(description="PLOVER root code.")
    plover_mode: str | None = Field(default=None, description="PLOVER mode of the root.")
    acled: str | None = Field(description="ACLED sub-event type.")
    modality: Modality
    temporal_role: TemporalRole
    date_start: date | None
    date_end: date
    date_precision: int = Field(ge=1, le=5)
    date_basis: DateBasis
    hour_start: UtcDatetime | None
    place: Place | None
    actors: tuple[Actor, ...]
    weapon: str | None
    casualties: Casualties
    quantities: Quantities = Quantities()
    claims: tuple[AttributedClaim, ...]
    evidence: tuple[Evidence, ...]
    n_mentions: int = Field(ge=0)
    n_articles: int = Field(ge=0)
    n_publishers: int = Field(ge=0)
    n_independent: int = Field(
        ge=0, description="Number of publishers, not counting those that only copied another."
    )
    confidence: EventConfidence
    merge_explain: tuple[MergeStep, ...]
    first_published: UtcDatetime
    last_published: UtcDatetime
    first_seen: UtcDatetime = Field(
        description="When Dateline received the first mention (record time)."
    )
    indexed_at: UtcDatetime | None = Field(
        default=None, description="Set by the index stage when it writes the document."
    )
    pipeline_version: str
    extractor_version: str
    gazetteer_version: str
    ontology_version: str

    @property
    def stands(self) -> bool:
        """Whether the event is neither retracted nor merged into another."""
        return self.status not in ("retracted", "merged")

    @property
    def counts(self) -> bool:
        """Whether the event counts as activity: asserted, current, not retracted and not merged."""
        return self.modality == "asserted" and self.temporal_role == "current" and self.stands
