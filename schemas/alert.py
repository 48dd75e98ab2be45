"""Alerts: windows in which a city has unusually high activity."""

from typing import Literal

from pydantic import Field

from schemas.activity import Area, Clock, Granularity
from schemas.record import Part, Record, UtcDatetime

Measure = Literal["events", "reports"]
"""What is counted: events that happened in the area, or articles published about it."""

AlertStatus = Literal["firing", "resolved"]
Resolution = Literal["ended", "corrected"]
"""Why an alert no longer fires; its field says what each means."""


class Baseline(Part):
    """The usual activity of an area, from the 28 days before the window."""

    n_days: int = Field(ge=0, description="Days of the 28 on which the area was being watched.")
    mean: float = Field(ge=0, description="Usual count of a window of this length, robust.")
    season: float = Field(gt=0, description="Factor of the span's weekdays; 1 is an average day.")
    dispersion: float = Field(ge=1, description="Variance over mean of the counts; 1 is Poisson.")


class Alert(Record):
    """A surge in one window of one area. The id is area, measure, length and start.

    Travels on ``alerts`` keyed by its id, whole, with a rising ``revision``. It is active at a
    time when its status is ``firing`` and ``ends_at`` lies ahead.
    """

    record: Literal["alert"] = "alert"
    alert_id: str
    kind: Literal["surge"] = "surge"
    area: Area
    measure: Measure = Field(description="events: that happened; reports: articles published.")
    clock: Clock
    granularity: Granularity
    window_start: UtcDatetime
    window_end: UtcDatetime
    ends_at: UtcDatetime = Field(description="One window after its own: it ends by itself then.")
    activity_id: str = Field(description="The window in `city-activity` that it is about.")
    status: AlertStatus
    resolution: Resolution | None = Field(
        description="ended: a window after `ends_at` has begun; corrected: it no longer surges."
    )
    revision: int = Field(ge=1, description="Rises with each change of the window or its baseline.")
    span: int = Field(ge=1, description="Windows added up: 2 when the one before counts in, too.")
    count: int = Field(ge=0, description="Events or articles over the span so far.")
    expected: float = Field(ge=0, description="What is usual over the span.")
    ratio: float | None = Field(description="Count over expected; null when nothing is expected.")
    score: float = Field(
        ge=0, description="-log10 of the chance of this count or more; 3 is one in a thousand."
    )
    consecutive: int = Field(ge=0, description="Surging windows in a row, this one the last.")
    baseline: Baseline
    events_by_type: dict[str, int] = Field(description="Of the events in the window.")
    explanation: str = Field(description="The same in a sentence for a person.")
