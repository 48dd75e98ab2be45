"""How many articles each outlet sends, for the log: a metric would need a label for each."""

import logging
import time
from collections.abc import Callable

from streams.runtime.logs import ABOUT

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 900.0
"""Time after which the outlets are logged and counted anew."""
SHOWN = 20
"""Outlets that are logged, those with the most articles."""
CAPACITY = 500
"""Outlets that are counted at a time."""


class OutletTally:
    """Counts articles by outlet in bounded memory, and logs the largest of each interval.

    The counts are those of Space-Saving (Metwally, Agrawal and El Abbadi, 2005): when all counters
    are taken, a new outlet takes over the smallest one. What is logged is what an outlet has sent
    for certain; an outlet with more than one in ``CAPACITY`` of the articles is never missed.

    Args:
        clock: monotonic time in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begin()

    def count(self, outlet: str) -> None:
        """Count an article, and log the interval if it is over."""
        if self._clock() - self._since >= INTERVAL_SECONDS:
            self._log()
            self._begin()
        self._total += 1
        if outlet not in self._counts and len(self._counts) >= CAPACITY:
            smallest = min(self._counts, key=lambda name: self._counts[name][0])
            taken_over = self._counts.pop(smallest)[0]
            self._counts[outlet] = (taken_over, taken_over)
        number, unsure = self._counts.get(outlet, (0, 0))
        self._counts[outlet] = (number + 1, unsure)

    def largest(self) -> dict[str, int]:
        """Return the outlets with the most articles, and how many each has sent at least."""
        certain = {name: number - unsure for name, (number, unsure) in self._counts.items()}
        names = sorted(certain, key=lambda name: (-certain[name], name))
        return {name: certain[name] for name in names[:SHOWN]}

    def _begin(self) -> None:
        self._since, self._total = self._clock(), 0
        self._counts: dict[str, tuple[int, int]] = {}
        """Articles of each outlet at most, and how many of these may be of another one."""

    def _log(self) -> None:
        largest = self.largest()
        if not largest:
            return
        # A name comes from outside: written as a literal it cannot begin a line of its own.
        names = ", ".join(f"{name!r} {number}" for name, number in largest.items())
        rest = self._total - sum(largest.values())
        seconds = round(self._clock() - self._since)
        fields = {"outlets": largest, "other_outlets": rest, "seconds": seconds}
        logger.info(
            "articles by outlet in %d s: %s, others %d", seconds, names, rest, extra={ABOUT: fields}
        )
