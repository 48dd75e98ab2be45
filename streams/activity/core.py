"""Activity per area: events in, windows and alerts out. No Faust; the time is passed in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schemas.activity import ActivityChange, Area, CityActivity
from schemas.alert import Alert
from streams.activity.area import (
    AreaCache,
    AreaHead,
    AreaIndex,
    StoredChange,
    altered,
    area_of_entries,
    keys_of,
)
from streams.activity.assign import Standing, assign, contribution_of
from streams.activity.surges import Surges
from streams.activity.totals import total
from streams.activity.windows import Window
from streams.runtime.store import KeyedStore

__all__ = ["AreaWindows", "Standing", "WindowUpdate", "assign", "contribution_of"]

KEEP = timedelta(days=400)
"""How long a month of an area stays open after its last change, unless a setting says else."""


@dataclass(frozen=True)
class WindowUpdate:
    """What a change altered: alerts, whole; and how many of its windows were closed already."""

    alerts: list[Alert]
    late: int = 0


@dataclass
class _Pending:
    """An event that changed since its area was settled: as it was then, and if it was repeated."""

    before: StoredChange | None
    repeated: bool = False

    def altered(self, now: StoredChange) -> set[str]:
        """Return the keys of the windows that must be sent."""
        return {*now.touched} if self.repeated else altered(self.before, now)

    def entered(self, now: StoredChange) -> set[str]:
        """Return the keys of the windows that the event had never touched.

        It has a say in the area that their documents name, even if it has left them again.
        """
        return {*now.touched} - {*(self.before.touched if self.before else ())}


class AreaWindows:
    """The windows of all areas over a store; the state is contributions, never counters.

    A window's revision is the sum of the newest revisions of the events that ever touched it: it
    only rises, whatever the order, and an event that left keeps its share. Areas that were met
    lately are kept in memory; ``forget`` drops what is kept.
    """

    def __init__(
        self, store: KeyedStore, keep: timedelta = KEEP, watched_since: date | None = None
    ) -> None:
        self._store = store
        self._keep = keep.days
        self._watched_since = watched_since
        self._areas = AreaCache(self._read)
        self._pending: dict[str, dict[str, _Pending]] = {}
        self._settled: dict[str, dict[str, CityActivity]] = {}

    def forget(self) -> None:
        """Drop what is kept in memory, as after a rebalance; the store has it all."""
        self._areas.clear()

    def take_back(self) -> None:
        """Drop also which windows are still to be returned, as their changes were undone."""
        self.forget()
        self._pending.clear()
        self._settled.clear()

    def apply(self, change: ActivityChange, now: datetime) -> WindowUpdate:
        """Take a change in and return the alerts it alters; ``settle`` returns the windows.

        A repeated or older change alters no contribution; its windows and alerts are returned all
        the same, so that a lost emission is repaired. Windows of closed months are left as they
        are.

        Args:
            change: an event's contribution to an area.
            now: when the change came, by the broker's clock; it only decides what is closed.
        """
        area_id = change.area.area_id
        index = self._areas.get(area_id)
        stored = index.entries.get(change.event_id)
        entry = _combine(stored, change)
        windows = [Window.from_key(key) for key in entry.touched]
        still_open = [window for window in windows if not index.closed(window)]
        late = len(windows) - len(still_open)
        if late and not still_open and stored is None:
            return WindowUpdate([], late)
        repeat = entry == stored
        self._note(change, stored, repeat=repeat)
        if not repeat:
            self._store.put(f"{area_id}|event|{change.event_id}", entry.model_dump_json().encode())
            index.add(entry)
        head = index.head
        index.head = _noted(head, still_open, now.toordinal())
        moved = head.since if index.head.since != head.since else None
        alerts = self._alerts(change.area, index, still_open, moved, repeat=repeat)
        # After the alerts: a crash in between finds the first day moved again.
        if index.head != head:
            self._put_head(area_id, index)
        self._close(area_id, index, now.toordinal() - self._keep)
        return WindowUpdate(alerts, late)

    def settle(self, area_id: str) -> list[CityActivity]:
        """Return the windows of an area that changed since it was last settled, whole.

        An empty window that an event only passed through in between is none of them. All windows
        of an event whose change was repeated are returned.
        """
        self._conclude(area_id, self._areas.get(area_id))
        return list(self._settled.pop(area_id, {}).values())

    def _note(self, change: ActivityChange, stored: StoredChange | None, *, repeat: bool) -> None:
        events = self._pending.setdefault(change.area.area_id, {})
        pending = events.setdefault(change.event_id, _Pending(stored))
        pending.repeated |= repeat

    def _conclude(self, area_id: str, index: AreaIndex) -> None:
        """Work out the documents of what changed; before a month is closed, as it drops events."""
        altering: set[str] = set()
        entered: set[str] = set()
        for event_id, pending in self._pending.pop(area_id, {}).items():
            entry = index.entries.get(event_id)
            if entry is not None:
                altering |= pending.altered(entry)
                entered |= pending.entered(entry)
        for key in sorted(altering | entered):
            window = Window.from_key(key)
            if not index.closed(window):
                document = self._document(index, window)
                if key in altering or document.n_events:
                    self._settled.setdefault(area_id, {})[key] = document

    def _read(self, area_id: str) -> AreaIndex:
        index = AreaIndex()
        for key, value in self._store.group(area_id):
            kind = key[len(area_id) + 1 :].partition("|")[0]
            if kind == "event":
                index.add(StoredChange.model_validate_json(value))
            elif kind == "alert":
                alert = Alert.from_json(value)
                index.alerts[alert.alert_id] = alert
            else:
                index.head = AreaHead.model_validate_json(value)
        return index

    def _alerts(
        self,
        area: Area,
        index: AreaIndex,
        windows: list[Window],
        moved: int | None,
        *,
        repeat: bool,
    ) -> list[Alert]:
        if area.level != "city":
            return []
        found = []
        for alert in Surges(index, self._watched_since).after(windows, moved):
            if index.alerts.get(alert.alert_id) != alert:
                index.alerts[alert.alert_id] = alert
                self._store.put(f"{area.area_id}|alert|{alert.alert_id}", alert.to_json())
                found.append(alert)
            elif repeat:
                found.append(alert)
        return found

    def _close(self, area_id: str, index: AreaIndex, before: int) -> None:
        """Close months not touched since a day; forget the events and alerts of closed ones only.

        What is closed is written first: after a crash in between, what is left over stays unused.
        """
        months = index.head.months
        stale = {month for month, day in months.items() if day < before}
        if not stale:
            return
        self._conclude(area_id, index)
        left = {month: day for month, day in months.items() if month not in stale}
        closed = tuple(sorted({*index.head.closed, *stale}))
        index.head = index.head.model_copy(update={"months": left, "closed": closed})
        self._put_head(area_id, index)
        for event_id in _only_in(index, closed):
            index.drop(event_id)
            self._store.delete(f"{area_id}|event|{event_id}")
        for alert_id in [key for key, item in index.alerts.items() if _month(item) in closed]:
            del index.alerts[alert_id]
            self._store.delete(f"{area_id}|alert|{alert_id}")

    def _put_head(self, area_id: str, index: AreaIndex) -> None:
        self._store.put(f"{area_id}|head", index.head.model_dump_json().encode())

    def _document(self, index: AreaIndex, window: Window) -> CityActivity:
        entries = index.touching(window.key)
        revision = sum(entry.change.revision for entry in entries)
        return total(area_of_entries(entries), window, revision, dict(index.standing(window.key)))


def _combine(stored: StoredChange | None, change: ActivityChange) -> StoredChange:
    entry = StoredChange(change=change, touched=tuple(sorted(keys_of(change))))
    if stored is None:
        return entry
    newest = max(stored, entry, key=lambda item: item.rank)
    touched = tuple(sorted({*stored.touched, *entry.touched}))
    return newest.model_copy(update={"touched": touched})


def _noted(head: AreaHead, windows: list[Window], today: int) -> AreaHead:
    """Remember when months were last touched, and the first day that the area was reported on."""
    months = head.months | {
        window.month: max(today, head.months.get(window.month, today)) for window in windows
    }
    days = [window.start.toordinal() for window in windows if window.clock == "report"]
    if head.since is not None:
        days.append(head.since)
    return head.model_copy(update={"months": months, "since": min(days, default=None)})


def _only_in(index: AreaIndex, months: Collection[str]) -> list[str]:
    """Return the events that have windows, and none outside some months."""
    return [
        event_id
        for event_id, entry in index.entries.items()
        if entry.months and entry.months <= {*months}
    ]


def _month(alert: Alert) -> str:
    return Window(alert.clock, alert.granularity, alert.window_start).month
