"""The activity stage on its topics: events to their areas, and areas' changes to windows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from schemas import ActivityChange, Event
from streams.activity.core import AreaWindows, Standing, WindowUpdate, assign
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.store import KeyedStore
from streams.settings import Settings


def make_area_windows(store: KeyedStore, settings: Settings) -> AreaWindows:
    """Return the windows over a store, as the settings say."""
    keep = timedelta(days=settings.activity_keep_days)
    return AreaWindows(store, keep, settings.surges_watched_since)


class AssignAgent:
    """Remembers the areas that each event counted in, to take it out when it moves or falls."""

    stage = "activity-assign"
    source = "events"
    table = "event-areas"

    def __init__(self, store: KeyedStore) -> None:
        self._store = store

    def process(self, message: Incoming) -> list[Outgoing]:
        """Return what an event's new revision changes, keyed by area.

        Raises:
            MalformedRecord: if the message is no event.
        """
        if message.value is None:
            return []
        event = Event.from_json(message.value)
        key = f"{event.event_id}|standing"
        stored = self._store.get(key)
        known = Standing.model_validate_json(stored) if stored else Standing()
        changes, standing = assign(event, known)
        if standing != known:
            self._store.put(key, standing.model_dump_json().encode())
        return [
            Outgoing("activity-changes", change.area.area_id.encode(), change.to_json())
            for change in changes
        ]


class WindowAgent:
    """Changes of one area meet on one partition, and so in one table."""

    stage = "activity"
    source = "activity-changes"
    table = "area-windows"

    def __init__(
        self, windows: AreaWindows, observe: Callable[[WindowUpdate], None] = lambda _: None
    ) -> None:
        self._windows = windows
        self._observe = observe

    def process(self, message: Incoming) -> list[Outgoing]:
        """Return every window that a change touches and every alert that it alters, whole.

        Raises:
            MalformedRecord: if the message is no change of activity.
        """
        change = ActivityChange.from_json(message.value or b"")
        outcome = self._windows.apply(change, datetime.fromtimestamp(message.timestamp, UTC))
        self._observe(outcome)
        windows = [
            Outgoing("city-activity", window.activity_id.encode(), window.to_json())
            for window in outcome.windows
        ]
        alerts = [
            Outgoing("alerts", alert.alert_id.encode(), alert.to_json()) for alert in outcome.alerts
        ]
        return [*windows, *alerts]
