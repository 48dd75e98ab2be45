"""Alerts: windows in which a city has unusually high activity."""

from typing import Literal

from pydantic import Field

from schemas.activity import Area, Clock, Granularity
from schemas.record import Part, Record, UtcDatetime

Measure = Literal["events", "reports"]
"""What is counted: events that happened in the area, or articles published about it."""

AlertStatus = Literal["firing", "resolved"]
Resolution = Literal["ended", "corrected"]
"""Why an alert no longer fires; ``Alert.resolution`` describes the values."""


class Baseline(Part):
    """The usual activity of an area, from the 28 days before the window."""

    n_days: int = Field(
        ge=0, description="Number of those 28 days on which the area was monitored."
    )
    mean: float = Field(ge=0, description="Usual count in a window of this length (robust mean).")
    season: float = Field(gt=0, description="Weekday factor of the span; 1 is an average day.")
    dispersion: float = Field(
        ge=1, description="Variance-to-mean ratio of the counts; 1 is Poisson."
    )


class Alert(Record):
    """A surge in one window of one area. Its id is made of area, measure, length and start.

    Each message on ``alerts`` is keyed by the id and holds the full alert, with an increasing
    ``revision``. It is active while its status is ``firing`` and ``ends_at`` is in the future.
    """

    record: Literal["alert"] = "alert"
    alert_id: str
    kind: Literal["surge"] = "surge"
    area: Area
    measure: Measure = Field(
        description="events: events that happened; reports: articles published."
    )
    clock: Clock
    granularity: Granularity
    window_start: UtcDatetime
    window_end: UtcDatetime
    ends_at: UtcDatetime = Field(
        description="When the alert expires: one window length after window_end."
    )
    activity_id: str = Field(description="Id of the window in `city-activity` that surges.")
    status: AlertStatus
    resolution: Resolution | None = Field(
        description="ended: a window after `ends_at` has begun; corrected: no longer a surge."
    )
    revision: int = Field(ge=1, description="Increases with each change of the window or baseline.")
    span: int = Field(ge=1, description="Windows added up: 2 if the previous window is included.")
    count: int = Field(ge=0, description="Events or articles in the span so far.")
    expected: float = Field(ge=0, description="Usual count over the span.")
    ratio: float | None = Field(description="Count divided by expected; null if expected is 0.")
    score: float = Field(
        ge=0, description="-log10 of the probability of this count or more; 3 is one in 1,000."
    )
    consecutive: int = Field(
        ge=0, description="Consecutive surging windows up to and including this one."
    )
    baseline: Baseline
    events_by_type: dict[str, int] = Field(description="Number of events in the window, by type.")
    explanation: str = Field(description="The alert as a sentence.")
