"""Activity of an area in a time window, and the messages that it is computed from."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from schemas.mention import Casualties
from schemas.record import Latitude, Longitude, Part, Record, Shared, UtcDatetime

AreaLevel = Literal["city", "admin1", "country"]
Clock = Literal["event", "report"]
Granularity = Literal["hour", "day", "week"]


class Area(Part):
    """An area with activity counts: a city or, for coarser places, a division or a country."""

    area_id: str
    level: AreaLevel
    name: str
    country: str | None = Field(description="ISO 3166-1 alpha-2.")
    lat: Latitude
    lon: Longitude


SharedArea = Annotated[Area, AfterValidator(Shared[Area]())]
"""All events of an area hold the same one."""


class Contribution(Part):
    """What one event adds to its area."""

    event_type: str
    hour_start: UtcDatetime | None = Field(description="First hour; null if unknown.")
    day: UtcDatetime = Field(
        description="Local date of the event, at 00:00; decides its day and week windows."
    )
    reported: tuple[UtcDatetime, ...] = Field(
        description="Publication time of each article, in the order of `articles`."
    )
    casualties: Casualties
    articles: tuple[str, ...] = Field(description="Article ids, sorted.")
    publishers: tuple[str, ...] = Field(
        description="Publisher of each article, in the order of `articles`."
    )
    n_independent: int = Field(ge=0)


class ActivityChange(Record):
    """The current contribution of an event to an area; null removes it. Keyed by area id."""

    record: Literal["activity-change"] = "activity-change"
    area: SharedArea
    event_id: str
    revision: int = Field(ge=1, description="Revision of the event; older revisions are ignored.")
    contribution: Contribution | None


class CityActivity(Record):
    """The full state of one window of one area. Its id is made of area, clock, length and start."""

    record: Literal["city-activity"] = "city-activity"
    activity_id: str
    area: Area
    clock: Clock = Field(description="event: by time of the event; report: by time of publication.")
    granularity: Granularity
    window_start: UtcDatetime
    window_end: UtcDatetime
    revision: int = Field(
        ge=0, description="Sum of the revisions of its events, so it only increases."
    )
    n_events: int = Field(ge=0)
    events_by_type: dict[str, int]
    casualties: Casualties
    n_articles: int = Field(ge=0)
    n_publishers: int = Field(ge=0)
    n_independent: int = Field(ge=0)
    event_ids: tuple[str, ...] = Field(description="Ids of the events in the window, sorted.")
