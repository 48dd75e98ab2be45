"""Which meaning of a container holds what the text puts into it: "Rome, Georgia"."""

from collections.abc import Sequence

from streams.geocode.gazetteer.entry import Entry, contains
from streams.geocode.resolve.model import ToponymCandidate

_EXACT = ("main", "alternate")


class Holding:
    """What the names within a name say of its candidates.

    There is a Rome in the state of Georgia and none in the country, so that "Rome, Georgia" tells
    both which Rome and which Georgia.

    Args:
        candidates: those of the container's name.
        inner: those of each name that the text puts into it.
    """

    def __init__(
        self,
        candidates: Sequence[ToponymCandidate] = (),
        inner: Sequence[Sequence[ToponymCandidate]] = (),
    ) -> None:
        self._inner = [
            [one.match.entry for one in names if one.match.kind in _EXACT] for names in inner
        ]
        self._share = {
            one.match.entry.id: self._share_of(one.match.entry) for one in candidates if self._inner
        }
        self._best = max(self._share.values(), default=0.0)

    def holds(self, entry: Entry) -> float:
        """Return the share of the inner names of which a place lies in an entry."""
        return self._share.get(entry.id, 0.0)

    def holds_none(self, entry: Entry) -> float:
        """Return how much more of them another candidate holds."""
        return self._best - self.holds(entry)

    def _share_of(self, entry: Entry) -> float:
        held = sum(any(contains(entry, inner) for inner in names) for names in self._inner)
        return held / len(self._inner)
