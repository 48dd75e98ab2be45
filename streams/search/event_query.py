"""Queries for events, as values. Pure."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.event import EventStatus
from schemas.mention import Stance
from streams.errors import UsageError

STANDING: tuple[EventStatus, ...] = ("candidate", "confirmed", "disputed")
"""Statuses of events that are neither retracted nor merged."""

DEFAULT_LIMIT = 20
"""Results of a request that does not say how many: about a screen of them."""
MAX_LIMIT = 500
"""Most results of one request: bounds the size of an answer; a cursor reads on."""
MAX_WORDS_CHARACTERS = 1000
"""Maximum length of the search text; Elasticsearch rejects a query of some thousand words."""

FIGURES = ("killed", "injured", "detained", "displaced")
Order = Literal["relevance", "newest", "reported"]


class Near(BaseModel):
    """A circle on the map; WGS84 degrees."""

    model_config = ConfigDict(frozen=True)

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    radius_km: float = Field(gt=0, le=20_100)


class Box(BaseModel):
    """A rectangle on the map; WGS84 degrees. West of a box across the antimeridian is > east."""

    model_config = ConfigDict(frozen=True)

    west: float = Field(ge=-180, le=180)
    south: float = Field(ge=-90, le=90)
    east: float = Field(ge=-180, le=180)
    north: float = Field(ge=-90, le=90)

    @model_validator(mode="after")
    def _is_upright(self) -> Self:
        if self.south > self.north:
            msg = f"the south {self.south:g} of the box is above its north, {self.north:g}"
            raise UsageError(msg)
        return self


Corner = tuple[float, float]
"""Longitude and latitude, in this order as in GeoJSON."""


class EventQuery(BaseModel):
    """A query for events; an event must match every filter that is set.

    Raises:
        UsageError: if two filters exclude each other, such as a first day after the last.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str | None = Field(default=None, description='Words, "a phrase", -excluded, either|or.')
    city: str | None = Field(
        default=None, description="City or place; case and accents are ignored."
    )
    city_ids: tuple[str, ...] = ()
    """Gazetteer ids that ``city`` also stands for: places that have the name beside another."""
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2 or alpha-3.")
    near: Near | None = None
    box: Box | None = None
    """Rectangle that the point of the place lies in."""
    polygon: tuple[Corner, ...] = ()
    """Corners of an area that the point of the place lies in; the last one joins the first."""
    precision: int | None = Field(
        default=None, ge=1, le=7, description="Precision of the place, from 1 (exact) to 7 (sea)."
    )
    outlet: str | None = Field(default=None, description="Publisher of an article, as stored.")
    event_type: str | None = None
    since: date | None = Field(default=None, description="First day; the event may end later.")
    until: date | None = Field(default=None, description="Last day; the event may begin earlier.")
    within: bool = Field(
        default=False, description="All days of the event lie between since and until."
    )
    status: tuple[EventStatus, ...] = STANDING
    """Empty means any."""
    current_only: bool = True
    """Leave out past events, cumulative tolls, and events that are denied, feared or announced."""
    min_independent: int | None = Field(default=None, ge=1, description="Independent outlets.")
    min_killed: int | None = Field(
        default=None, ge=0, description="Persons; the figure may be this high."
    )
    max_killed: int | None = Field(
        default=None, ge=0, description="Persons; the figure may be this low."
    )
    min_injured: int | None = Field(default=None, ge=0)
    max_injured: int | None = Field(default=None, ge=0)
    min_detained: int | None = Field(default=None, ge=0)
    max_detained: int | None = Field(default=None, ge=0)
    min_displaced: int | None = Field(default=None, ge=0)
    max_displaced: int | None = Field(default=None, ge=0)
    claimed_by: str | None = Field(
        default=None, description="Source of a claim; the figures are then those of that claim."
    )
    stance: Stance | None = Field(
        default=None, description="Stance of a claim; with claimed_by, of the same claim."
    )
    limit: int = Field(default=DEFAULT_LIMIT, ge=1, le=MAX_LIMIT)
    order: Order = "relevance"
    """Relevance needs a text; without one, the newest event comes first."""
    search_after: tuple[Any, ...] = ()
    """Sort values of the last event of the previous page."""

    @model_validator(mode="after")
    def _can_hold(self) -> Self:
        if self.since and self.until and self.since > self.until:
            msg = f"the first day {self.since} is after the last, {self.until}: swap them"
            raise UsageError(msg)
        for figure in FIGURES:
            low, high = self.bounds(figure)
            if low is not None and high is not None and low > high:
                msg = f"at least {low} and at most {high} {figure} contradict each other"
                raise UsageError(msg)
        if self.text and len(self.text) > MAX_WORDS_CHARACTERS:
            size = len(self.text)
            msg = f"the search text has {size} characters, the limit is {MAX_WORDS_CHARACTERS}"
            raise UsageError(msg)
        return self

    @property
    def by_relevance(self) -> bool:
        """Whether the best match comes first."""
        return bool(self.text) and self.order == "relevance"

    def bounds(self, figure: str) -> tuple[int | None, int | None]:
        """Return the minimum and the maximum of a figure in the query."""
        return getattr(self, f"min_{figure}"), getattr(self, f"max_{figure}")


CRITERIA: dict[str, tuple[str, ...]] = {
    "text": ("text",),
    "city": ("city", "city_ids"),
    "country": ("country",),
    "near": ("near",),
    "drawn": ("box", "polygon"),
    "precision": ("precision",),
    "outlet": ("outlet",),
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
"""The criteria that users can set, each with its fields in the query."""

_OFF: dict[str, Any] = {"status": (), "current_only": False, "city_ids": (), "polygon": ()}


def set_criteria(query: EventQuery) -> list[str]:
    """Return the criteria that are set and may exclude events."""
    return [
        name
        for name, fields in CRITERIA.items()
        if any(getattr(query, field) not in (None, "", _OFF.get(field)) for field in fields)
    ]


def without(query: EventQuery, criterion: str) -> EventQuery:
    """Return the query without one criterion."""
    return query.model_copy(update={field: _OFF.get(field) for field in CRITERIA[criterion]})
