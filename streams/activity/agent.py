"""The activity stage on its topics: events to their areas, and areas' changes to windows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from schemas import ActivityChange, Event
from schemas.record import Record
from streams.activity.core import AreaWindows, Standing, WindowUpdate, assign
from streams.runtime.coalesce import Deferred, Output
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
        return [_change(change) for change in changes]


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

    def process(self, message: Incoming) -> list[Output]:
        """Return the alerts that a change alters, and an output that makes the windows later.

        The windows of an area are worked out once for a whole batch of changes.

        Raises:
            MalformedRecord: if the message is no change of activity.
        """
        change = ActivityChange.from_json(message.value or b"")
        outcome = self._windows.apply(change, datetime.fromtimestamp(message.timestamp, UTC))
        self._observe(outcome)
        area_id = change.area.area_id
        alerts = [_newest("alerts", alert.alert_id, alert) for alert in outcome.alerts]
        return [*alerts, Deferred(area_id.encode(), lambda: self._settle(area_id))]

    def _settle(self, area_id: str) -> list[Outgoing]:
        windows = self._windows.settle(area_id)
        return [_newest("city-activity", window.activity_id, window) for window in windows]


def _newest(topic: str, name: str, record: Record) -> Outgoing:
    return Outgoing(topic, name.encode(), record.to_json(), replaces=name.encode())


def _change(change: ActivityChange) -> Outgoing:
    area_id = change.area.area_id
    name = f"{area_id}|{change.event_id}".encode()
    return Outgoing(
        "activity-changes",
        area_id.encode(),
        change.to_json(),
        replaces=name,
        revision=change.revision,
    )
