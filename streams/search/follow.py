"""New revisions of events as they are written, each once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from schemas import Event

OVERLAP = timedelta(seconds=60)
"""How far back each look goes: several workers write, and a stamp may appear after a later one."""


class Follower:
    """Remembers what was shown, so that looks may overlap and replays show nothing."""

    def __init__(self) -> None:
        self._latest: datetime | None = None
        self._shown: dict[str, int] = {}

    @property
    def since(self) -> datetime | None:
        """The time from which to look next; None before anything was seen."""
        return None if self._latest is None else self._latest - OVERLAP

    def fresh(self, events: Iterable[Event]) -> list[Event]:
        """Return the revisions not shown before, in the order given, and remember them."""
        found = []
        for event in events:
            if event.indexed_at is None:
                continue
            self._latest = max(event.indexed_at, self._latest or event.indexed_at)
            if event.revision > self._shown.get(event.event_id, 0):
                self._shown[event.event_id] = event.revision
                found.append(event)
        return found
