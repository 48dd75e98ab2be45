"""The index of a block in memory: key to events, small enough for a million of them.

``keys`` says what the keys are; nothing here depends on it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator


class EventIndex:
    """Event ids by index key. Most keys have one event, which needs no set."""

    def __init__(self) -> None:
        self._found: dict[str, str | set[str]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, key: str, event_id: str) -> None:
        """Keep an event under a key."""
        known = self._found.get(key)
        if known is None:
            self._found[key] = event_id
        elif isinstance(known, set):
            known.add(event_id)
        elif known != event_id:
            self._found[key] = {known, event_id}

    def discard(self, key: str, event_id: str) -> None:
        """Remove an event from a key; without effect if it is not there."""
        known = self._found.get(key)
        if isinstance(known, set):
            known.discard(event_id)
            if not known:
                del self._found[key]
        elif known == event_id:
            del self._found[key]

    def find(self, keys: Iterable[str]) -> set[str]:
        """Return the events that are kept under any of the keys."""
        return {event_id for key in keys for event_id in self._under(key)}

    def find_sharing(self, keys: Iterable[str], least: int, most: int) -> set[str]:
        """Return the events that are kept under at least ``least`` of the keys.

        A key under which more than ``most`` events are kept says nothing and is ignored.
        """
        shared: Counter[str] = Counter()
        for key in keys:
            known = self._found.get(key)
            if isinstance(known, str):
                shared[known] += 1
            elif known is not None and len(known) <= most:
                shared.update(known)
        return {event_id for event_id, number in shared.items() if number >= least}

    def _under(self, key: str) -> Iterator[str]:
        known = self._found.get(key)
        if isinstance(known, str):
            yield known
        elif known is not None:
            yield from known
