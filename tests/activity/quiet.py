"""A city with a steady past, and what happens in it after."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from schemas.activity import ActivityChange
from schemas.alert import Alert
from streams.activity.core import AreaWindows
from tests.activity.changes import make_area, make_change

MONDAY = datetime(2031, 3, 10, tzinfo=UTC)
"""The day that is judged; the past lies before it."""

CITY = make_area()


def make_events(day: int, number: int, name: str = "e") -> list[ActivityChange]:
    """Return events on a day (0 is the Monday), each told by an article of its own that evening."""
    moment = MONDAY + timedelta(days=day)
    return [
        make_change(
            f"{name}{day}-{index}",
            day=moment,
            reported=(moment + timedelta(hours=20),),
            articles=(f"{name}{day}-{index}",),
            publishers=(f"{index}.example",),
        )
        for index in range(number)
    ]


def make_past(days: int = 60, each: int = 2) -> list[ActivityChange]:
    """Return the same number of events on each day before the Monday."""
    return [change for day in range(-days, 0) for change in make_events(day, each)]


def raised(windows: AreaWindows, story: Iterable[ActivityChange]) -> Iterator[Alert]:
    """Yield the alerts of a story as they are sent; each change comes a day after its event."""
    for change in story:
        day = change.contribution.day if change.contribution else MONDAY
        yield from windows.apply(change, day + timedelta(days=1)).alerts


def standing(alerts: Iterable[Alert]) -> dict[str, Alert]:
    """Return the newest state of each alert by its id without the area."""
    return {alert.alert_id.partition("|")[2]: alert for alert in alerts}
