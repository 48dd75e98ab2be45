"""Activity per area: events in, changes of windows out. Pure: no Faust, no clock."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from schemas.activity import ActivityChange, Area, CityActivity
from schemas.record import Part
from streams.activity.assign import assign, contribution_of
from streams.activity.totals import total
from streams.activity.windows import Window, windows_of
from streams.runtime.store import KeyedStore

__all__ = ["AreaWindows", "assign", "contribution_of"]


class StoredChange(Part):
    """An event's newest change in an area, and every window that it ever touched there."""

    change: ActivityChange
    touched: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, bytes]:
        """Return what decides which of two changes is newer; total, so order plays no part."""
        return self.change.revision, self.change.to_json()


@dataclass
class _AreaIndex:
    """What the store holds of an area: per event, per window, and where each event stands now."""

    entries: dict[str, StoredChange] = field(default_factory=dict)
    events: dict[str, set[str]] = field(default_factory=dict)
    present: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, entry: StoredChange) -> None:
        self.entries[entry.change.event_id] = entry
        self.present[entry.change.event_id] = _keys(entry.change)
        for key in entry.touched:
            self.events.setdefault(key, set()).add(entry.change.event_id)

    def drop(self, event_id: str) -> None:
        del self.present[event_id]
        for key in self.entries.pop(event_id).touched:
            self.events[key].discard(event_id)


class AreaWindows:
    """The windows of all areas over a store; the state is contributions, never counters.

    A window's revision is the sum of the newest revisions of the events that ever touched it: it
    only rises, whatever the order, and an event that left keeps its share. Each area is read from
    the store once and kept in memory; ``forget`` drops what is kept.
    """

    def __init__(self, store: KeyedStore) -> None:
        self._store = store
        self._areas: dict[str, _AreaIndex] = {}

    def forget(self) -> None:
        """Drop what is kept in memory, as after a rebalance; the store has it all."""
        self._areas.clear()

    def apply(self, change: ActivityChange) -> list[CityActivity]:
        """Take a change in and return every window of its event, whole, in a fixed order.

        A repeated or older change alters no contribution; the windows are returned all the same,
        so that a lost emission is repaired.
        """
        area_id = change.area.area_id
        index = self._area(area_id)
        stored = index.entries.get(change.event_id)
        entry = _combine(stored, change)
        if entry != stored:
            key = f"{area_id}|event|{change.event_id}"
            self._store.put(key, entry.model_dump_json().encode())
            index.add(entry)
        return [self._document(index, key) for key in entry.touched]

    def prune(self, area_id: str, before: datetime) -> int:
        """Forget events all of whose windows ended by ``before``; return how many.

        The caller chooses the age. It must exceed how late a change may come: a window met again
        after pruning starts from a lower revision, which the index would refuse.
        """
        index = self._area(area_id)
        old = [
            event_id
            for event_id, entry in index.entries.items()
            if all(Window.from_key(key).end <= before for key in entry.touched)
        ]
        for event_id in old:
            index.drop(event_id)
            self._store.delete(f"{area_id}|event|{event_id}")
        return len(old)

    def _area(self, area_id: str) -> _AreaIndex:
        if area_id not in self._areas:
            index = _AreaIndex()
            for _, value in self._store.group(area_id):
                index.add(StoredChange.model_validate_json(value))
            self._areas[area_id] = index
        return self._areas[area_id]

    def _document(self, index: _AreaIndex, key: str) -> CityActivity:
        window = Window.from_key(key)
        entries = [index.entries[event_id] for event_id in index.events[key]]
        standing = {
            entry.change.event_id: entry.change.contribution
            for entry in entries
            if entry.change.contribution and key in index.present[entry.change.event_id]
        }
        revision = sum(entry.change.revision for entry in entries)
        return total(_area_of(entries), window, revision, standing)


def _combine(stored: StoredChange | None, change: ActivityChange) -> StoredChange:
    entry = StoredChange(change=change, touched=tuple(sorted(_keys(change))))
    if stored is None:
        return entry
    newest = max(stored, entry, key=lambda item: item.rank)
    touched = tuple(sorted({*stored.touched, *entry.touched}))
    return newest.model_copy(update={"touched": touched})


def _keys(change: ActivityChange) -> frozenset[str]:
    if change.contribution is None:
        return frozenset()
    return frozenset(window.key for window in windows_of(change.contribution))


def _area_of(entries: Iterable[StoredChange]) -> Area:
    """Return the area as most events give it: a district's event brings its own coordinates."""
    votes = Counter(entry.change.area for entry in entries)
    return max(votes, key=lambda area: (votes[area], area.model_dump_json()))
