"""Changes of activity to measure with: many cities, and one that is loud. Fixed, no chance."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.measure import Work
from schemas.activity import ActivityChange, Area, CityActivity, Contribution
from schemas.mention import Casualties, Figure
from streams.activity.core import AreaWindows
from streams.runtime.store import MemoryStore

FIRST = datetime(2024, 1, 1, tzinfo=UTC)


def many_cities() -> Work:
    """Return ten cities with two events a day for four months."""
    return _apply([*_changes(cities=10, days=120, each=2)])


def one_loud_city() -> Work:
    """Return one city with a hundred events a day for five days."""
    return _apply([*_changes(cities=1, days=5, each=100)])


def a_year_behind() -> Work:
    """Return the last month of a city with two events a day, the eleven before being there."""
    before = [*_changes(cities=1, days=335, each=2)]
    after = [*_changes(cities=1, days=365, each=2)][len(before) :]
    windows = AreaWindows(MemoryStore())
    for change in before:
        _take(windows, change)
    return lambda: [_take(windows, change) for change in after], len(after)


def _apply(changes: list[ActivityChange]) -> Work:
    def work() -> None:
        windows = AreaWindows(MemoryStore())
        for change in changes:
            _take(windows, change)

    return work, len(changes)


def _take(windows: AreaWindows, change: ActivityChange) -> list[CityActivity]:
    """Take a change in as a batch of its own, which is the most that windows can cost."""
    windows.apply(change, FIRST)
    return windows.settle(change.area.area_id)


def _changes(cities: int, days: int, each: int) -> Iterator[ActivityChange]:
    for day in range(days):
        for city in range(cities):
            for number in range(each):
                yield _change(city, FIRST + timedelta(days=day), f"{city}-{day}-{number}")


def _change(city: int, day: datetime, name: str) -> ActivityChange:
    area = Area(area_id=f"c{city}", level="city", name=f"C{city}", country="XA", lat=1.0, lon=1.0)
    contribution = Contribution(
        event_type="shelling",
        hour_start=day + timedelta(hours=9),
        day=day,
        reported=(day + timedelta(hours=12), day + timedelta(hours=30)),
        casualties=Casualties(killed=Figure(low=1, best=2, high=3)),
        articles=(f"{name}-a", f"{name}-b"),
        publishers=("a.example", "b.example"),
        n_independent=2,
    )
    return ActivityChange(area=area, event_id=name, revision=1, contribution=contribution)
