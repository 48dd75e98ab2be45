"""Stored state of areas, indexed by event, window and day, and those kept in memory."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from sys import intern
from typing import Annotated

from pydantic import AfterValidator, Field

from schemas.activity import ActivityChange, Area, Clock, Contribution
from schemas.alert import Alert
from schemas.record import Part
from streams.activity.totals import articles_in, share_of
from streams.activity.windows import Window, windows_of
from streams.runtime.store import SizedCache

EVENTS_IN_MEMORY = 10_000
"""Events of the areas that are kept, some 7 KB each. An area alone may have more."""


class StoredChange(Part):
    """The newest change of an event in an area, and every window that the event ever counted in."""

    change: ActivityChange
    touched: tuple[Annotated[str, AfterValidator(intern)], ...]

    @property
    def rank(self) -> tuple[int, bytes]:
        """Return what decides which of two changes is newer; total, so order plays no part."""
        return self.change.revision, self.change.to_json()

    @property
    def months(self) -> frozenset[str]:
        """Return the months, ``2024-05``, in which its windows start."""
        return frozenset(Window.from_key(key).month for key in self.touched)


class AreaHead(Part):
    """What is remembered of an area beside its events.

    ``months`` are its open months and the day (proleptic ordinal) of the last change in each,
    ``closed`` those whose windows stay as they were sent, ``since`` the first day it was reported.
    """

    months: dict[str, int] = Field(default_factory=dict)
    closed: tuple[str, ...] = ()
    since: int | None = None


class DayCounts(dict[int, int]):
    """Counts by day (proleptic ordinal), with the days that have any in order."""

    def __init__(self) -> None:
        super().__init__()
        self._days: list[int] = []

    def put(self, day: int, count: int) -> None:
        """Set the count of a day; 0 forgets it."""
        if count and day not in self:
            insort(self._days, day)
        elif not count and day in self:
            self._days.remove(day)
        if count:
            self[day] = count
        else:
            self.pop(day, None)

    def between(self, first: int, last: int) -> list[int]:
        """Return the days with a count from the first to the last, both included."""
        return self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]


@dataclass
class AreaIndex:
    """An area in memory: per event, per window and per day, and where each event stands."""

    head: AreaHead = field(default_factory=AreaHead)
    entries: dict[str, StoredChange] = field(default_factory=dict)
    events: dict[str, set[str]] = field(default_factory=dict)
    present: dict[str, frozenset[str]] = field(default_factory=dict)
    counts: dict[Clock, DayCounts] = field(
        default_factory=lambda: {"event": DayCounts(), "report": DayCounts()}
    )
    alerts: dict[str, Alert] = field(default_factory=dict)

    def add(self, entry: StoredChange) -> None:
        """Put an event's newest change in the place of the one before."""
        event_id = entry.change.event_id
        self.entries[event_id] = entry
        self.present[event_id] = keys_of(entry.change)
        for key in entry.touched:
            self.events.setdefault(key, set()).add(event_id)
        for key in entry.touched:
            self._count(key)

    def drop(self, event_id: str) -> None:
        """Forget an event, and the windows that held nothing else."""
        del self.present[event_id]
        for key in self.entries.pop(event_id).touched:
            self.events[key].discard(event_id)
            if not self.events[key]:
                del self.events[key]
                window = Window.from_key(key)
                if window.granularity == "day":
                    self.counts[window.clock].put(window.start.toordinal(), 0)

    def standing(self, key: str) -> Iterator[tuple[str, Contribution]]:
        """Yield the events that stand in a window, with what they add."""
        for event_id in self.events.get(key, ()):
            contribution = self.entries[event_id].change.contribution
            if contribution is not None and key in self.present[event_id]:
                yield event_id, contribution

    def touching(self, key: str) -> list[StoredChange]:
        """Return the newest changes of all events that ever touched a window."""
        return [self.entries[event_id] for event_id in self.events.get(key, ())]

    def closed(self, window: Window) -> bool:
        """Return whether a window stays as it was sent."""
        return window.month in self.head.closed

    def watched_since(self, day: int) -> int | None:
        """Return from which day on counts before ``day`` are whole; None when they are not.

        The first day that an area was reported on counts as not yet watched: it is known only for
        having had something.
        """
        month = date.fromordinal(day).isoformat()[:7]
        if self.head.since is None or month in self.head.closed:
            return None
        earlier = [item for item in self.head.closed if item < month]
        return max([self.head.since + 1, *(_after(item) for item in earlier)])

    def _count(self, key: str) -> None:
        window = Window.from_key(key)
        if window.granularity != "day":
            return
        standing = self.standing(key)
        if window.clock == "event":
            number = sum(1 for _ in standing)
        else:
            number = len({name for _, part in standing for name in articles_in(part, window)})
        self.counts[window.clock].put(window.start.toordinal(), number)


class AreaCache:
    """The areas that were met last; others are read again when they are met.

    Args:
        read: returns an area as it is stored.
    """

    def __init__(self, read: Callable[[str], AreaIndex]) -> None:
        self._read = read
        self.clear()

    def get(self, area_id: str) -> AreaIndex:
        """Return an area, from memory if it is there."""
        index = self._areas.get(area_id)
        if index is None:
            index = self._read(area_id)
        self._areas.put(area_id, index, len(index.entries))  # it may have grown since
        return index

    def clear(self) -> None:
        """Drop all areas."""
        self._areas: SizedCache[AreaIndex] = SizedCache(EVENTS_IN_MEMORY)


def keys_of(change: ActivityChange) -> frozenset[str]:
    """Return the keys of the windows that a change puts its event into."""
    if change.contribution is None:
        return frozenset()
    return frozenset(window.key for window in windows_of(change.contribution))


def altered(before: StoredChange | None, after: StoredChange) -> set[str]:
    """Return the keys of the windows to which an event adds something else than before."""
    now = keys_of(after.change)
    if before is None:
        return set(now)
    if before.change.area != after.change.area:
        return set(after.touched)
    then = keys_of(before.change)
    old, new = before.change.contribution, after.change.contribution
    if old is None or new is None or old == new:
        return set(then ^ now)
    windows = {key: Window.from_key(key) for key in then & now}
    differing = {key for key, one in windows.items() if share_of(old, one) != share_of(new, one)}
    return set(then ^ now) | differing


def area_of_entries(entries: Iterable[StoredChange]) -> Area:
    """Return the area as most events give it: a district's event brings its own coordinates."""
    votes = Counter(entry.change.area for entry in entries)
    return max(votes, key=lambda area: (votes[area], area.model_dump_json()))


def _after(month: str) -> int:
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1).toordinal()
