"""The windows of time that a contribution falls into. Pure; all bounds are UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from sys import intern

from schemas.activity import Clock, Contribution, Granularity

LENGTHS: dict[Granularity, timedelta] = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
}


@dataclass(frozen=True, order=True)
class Window:
    """One window of one clock; ``start`` is inclusive, ``end`` is not."""

    clock: Clock
    granularity: Granularity
    start: datetime

    @cached_property
    def end(self) -> datetime:
        """Return the first moment after the window."""
        return self.start + LENGTHS[self.granularity]

    @cached_property
    def key(self) -> str:
        """Return the window's part of the activity id: clock, length and start."""
        # One string for all events of the window, which have dozens of keys each.
        return intern(f"{self.clock}|{self.granularity}|{self.month}-{self.start:%dT%H:%MZ}")

    @cached_property
    def month(self) -> str:
        """Return the month in which the window starts, ``2024-05``."""
        return f"{self.start.year:04}-{self.start:%m}"

    @staticmethod
    @lru_cache(maxsize=4096)
    def from_key(key: str) -> "Window":
        """Read a window back from its key, as this module wrote it."""
        clock, granularity, start = key.split("|")
        moment = datetime.strptime(start, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        return Window(_CLOCKS[clock], _GRANULARITIES[granularity], moment)


_CLOCKS: dict[str, Clock] = {"event": "event", "report": "report"}
_GRANULARITIES: dict[str, Granularity] = {"hour": "hour", "day": "day", "week": "week"}


def windows_of(contribution: Contribution) -> frozenset[Window]:
    """Return every window that a contribution falls into, on both clocks."""
    return frozenset(_event_windows(contribution)) | frozenset(_report_windows(contribution))


def floor(moment: datetime, granularity: Granularity) -> datetime:
    """Return the start of the window that holds a moment; weeks start on Monday (ISO 8601)."""
    hour = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    if granularity == "hour":
        return hour
    day = hour.replace(hour=0)
    return day if granularity == "day" else day - timedelta(days=day.weekday())


def _event_windows(contribution: Contribution) -> Iterator[Window]:
    if contribution.hour_start is not None:
        yield Window("event", "hour", floor(contribution.hour_start, "hour"))
    yield Window("event", "day", floor(contribution.day, "day"))
    yield Window("event", "week", floor(contribution.day, "week"))


def _report_windows(contribution: Contribution) -> Iterator[Window]:
    for moment in contribution.reported:
        yield Window("report", "hour", floor(moment, "hour"))
        yield Window("report", "day", floor(moment, "day"))
