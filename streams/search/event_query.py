"""Questions about events, as values. Pure."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.event import EventStatus
from schemas.mention import Stance
from streams.errors import UsageError

STANDING: tuple[EventStatus, ...] = ("candidate", "confirmed", "disputed")
"""Statuses of events that still hold; the others are history of the record itself."""

MAX_LIMIT = 500
MAX_WORDS_CHARACTERS = 1000
"""Longest text of a search; the server refuses more than some thousand words."""

FIGURES = ("killed", "injured", "detained", "displaced")
Order = Literal["relevance", "newest", "reported"]


class Near(BaseModel):
    """A circle on the map; WGS84 degrees."""

    model_config = ConfigDict(frozen=True)

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    radius_km: float = Field(gt=0, le=20_100)


class EventQuery(BaseModel):
    """What a person looks for; every filter that is set must hold.

    Raises:
        UsageError: if two filters cannot hold together, such as a first day after the last.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str | None = Field(default=None, description='Words, "phrases", -excluded, a | b.')
    city: str | None = Field(default=None, description="City or place, any case and accents.")
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2 or alpha-3.")
    near: Near | None = None
    event_type: str | None = None
    since: date | None = Field(default=None, description="First day; the event may end later.")
    until: date | None = Field(default=None, description="Last day; the event may begin earlier.")
    within: bool = Field(default=False, description="All its days lie from since to until.")
    status: tuple[EventStatus, ...] = STANDING
    """Empty means any."""
    current_only: bool = True
    """Leave out what is denied, feared or announced, history, and tolls since a date."""
    min_independent: int | None = Field(default=None, ge=1, description="Independent outlets.")
    min_killed: int | None = Field(default=None, ge=0, description="Persons; the figure reaches it")
    max_killed: int | None = Field(default=None, ge=0, description="Persons; it goes as low as it.")
    min_injured: int | None = Field(default=None, ge=0)
    max_injured: int | None = Field(default=None, ge=0)
    min_detained: int | None = Field(default=None, ge=0)
    max_detained: int | None = Field(default=None, ge=0)
    min_displaced: int | None = Field(default=None, ge=0)
    max_displaced: int | None = Field(default=None, ge=0)
    claimed_by: str | None = Field(
        default=None, description="Who says it; the figures are then those of that claim."
    )
    stance: Stance | None = Field(default=None, description="Of a claim, of the same one.")
    limit: int = Field(default=20, ge=1, le=MAX_LIMIT)
    order: Order = "relevance"
    """By relevance only where there is text; else the newest event comes first."""
    search_after: tuple[Any, ...] = ()
    """Where the page before ended."""

    @model_validator(mode="after")
    def _can_hold(self) -> Self:
        if self.since and self.until and self.since > self.until:
            msg = f"the first day {self.since} is after the last, {self.until}: swap them"
            raise UsageError(msg)
        for figure in FIGURES:
            low, high = self.bounds(figure)
            if low is not None and high is not None and low > high:
                msg = f"at least {low} and at most {high} {figure} cannot both hold"
                raise UsageError(msg)
        if self.text and len(self.text) > MAX_WORDS_CHARACTERS:
            msg = f"the search has {len(self.text)} characters; at most {MAX_WORDS_CHARACTERS}"
            raise UsageError(msg)
        return self

    @property
    def by_relevance(self) -> bool:
        """Whether the best match comes first."""
        return bool(self.text) and self.order == "relevance"

    def bounds(self, figure: str) -> tuple[int | None, int | None]:
        """Return the least and the most of a figure that are asked for."""
        return getattr(self, f"min_{figure}"), getattr(self, f"max_{figure}")


CRITERIA: dict[str, tuple[str, ...]] = {
    "text": ("text",),
    "city": ("city",),
    "country": ("country",),
    "near": ("near",),
    "event_type": ("event_type",),
    "since": ("since",),
    "until": ("until",),
    "status": ("status",),
    "current_only": ("current_only",),
    "min_independent": ("min_independent",),
    **{figure: (f"min_{figure}", f"max_{figure}") for figure in FIGURES},
    "claimed_by": ("claimed_by",),
    "stance": ("stance",),
}
"""What a person may set, and the fields of the query that it sets."""

_OFF: dict[str, Any] = {"status": (), "current_only": False}


def set_criteria(query: EventQuery) -> list[str]:
    """Return the criteria that leave any event out."""
    return [
        name
        for name, fields in CRITERIA.items()
        if any(getattr(query, field) not in (None, "", _OFF.get(field)) for field in fields)
    ]


def without(query: EventQuery, criterion: str) -> EventQuery:
    """Return the query with one criterion dropped."""
    return query.model_copy(update={field: _OFF.get(field) for field in CRITERIA[criterion]})
