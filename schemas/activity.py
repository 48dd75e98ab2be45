"""Activity of an area in a window of time, and the messages that make it up."""

from typing import Literal

from pydantic import Field

from schemas.mention import Casualties
from schemas.record import Latitude, Longitude, Part, Record, UtcDatetime

AreaLevel = Literal["city", "admin1", "country"]
Clock = Literal["event", "report"]
Granularity = Literal["hour", "day", "week"]


class Area(Part):
    """What activity is counted for: a city or, for coarser places, a division or a country."""

    area_id: str
    level: AreaLevel
    name: str
    country: str | None = Field(description="ISO 3166-1 alpha-2.")
    lat: Latitude
    lon: Longitude


class Contribution(Part):
    """What one event adds to its area."""

    event_type: str
    hour_start: UtcDatetime | None = Field(description="First hour, when the hour is known.")
    day: UtcDatetime = Field(
        description="The event's own (local) date, at 00:00; its day and week windows follow it."
    )
    reported: tuple[UtcDatetime, ...] = Field(
        description="When each article was published, in their order."
    )
    casualties: Casualties
    articles: tuple[str, ...] = Field(description="Article ids, sorted.")
    publishers: tuple[str, ...] = Field(description="Of each article, in their order.")
    n_independent: int = Field(ge=0)


class ActivityChange(Record):
    """An event's present contribution to an area; null takes it out. Keyed by the area id."""

    record: Literal["activity-change"] = "activity-change"
    area: Area
    event_id: str
    revision: int = Field(ge=1, description="Of the event; an older one changes nothing.")
    contribution: Contribution | None


class CityActivity(Record):
    """The whole state of one window of one area. The id is area, clock, length and start."""

    record: Literal["city-activity"] = "city-activity"
    activity_id: str
    area: Area
    clock: Clock = Field(description="event: when it happened; report: when it was published.")
    granularity: Granularity
    window_start: UtcDatetime
    window_end: UtcDatetime
    revision: int = Field(ge=0, description="Sum of the revisions of its events, so it only rises.")
    n_events: int = Field(ge=0)
    events_by_type: dict[str, int]
    casualties: Casualties
    n_articles: int = Field(ge=0)
    n_publishers: int = Field(ge=0)
    n_independent: int = Field(ge=0)
    event_ids: tuple[str, ...] = Field(description="The events that it is made of, sorted.")
