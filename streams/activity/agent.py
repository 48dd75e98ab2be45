"""The activity stage on its topics: events to their areas, and areas' changes to windows."""

from pydantic import TypeAdapter

from schemas import ActivityChange, Area, Event
from streams.activity.core import AreaWindows, assign
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.store import KeyedStore

_AREAS: TypeAdapter[tuple[Area, ...]] = TypeAdapter(tuple[Area, ...])


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
        key = f"{event.event_id}|areas"
        stored = self._store.get(key)
        known = _AREAS.validate_json(stored) if stored else ()
        changes, areas = assign(event, known)
        if areas != known:
            self._store.put(key, _AREAS.dump_json(areas))
        return [
            Outgoing("activity-changes", change.area.area_id.encode(), change.to_json())
            for change in changes
        ]


class WindowAgent:
    """Changes of one area meet on one partition, and so in one table."""

    stage = "activity"
    source = "activity-changes"
    table = "area-windows"

    def __init__(self, windows: AreaWindows) -> None:
        self._windows = windows

    def process(self, message: Incoming) -> list[Outgoing]:
        """Return every window that a change touches, whole.

        Raises:
            MalformedRecord: if the message is no change of activity.
        """
        change = ActivityChange.from_json(message.value or b"")
        return [
            Outgoing("city-activity", window.activity_id.encode(), window.to_json())
            for window in self._windows.apply(change)
        ]
