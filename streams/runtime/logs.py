"""The log of a worker: to standard error, and never flooded by a server that is away."""

import logging
import sys
import time
from collections.abc import Callable

NOISY = ("kafka", "aiokafka", "elastic_transport", "faust", "mode")
"""Libraries that log each connection and rebalance; only their warnings are shown."""

REPEAT_SECONDS = 30.0
"""A client that cannot reach its broker logs it ten times a second; one line is enough."""

MOST_REMEMBERED = 1000
"""Messages whose repeats are counted; beyond that the counts start anew, to bound the memory."""


class Sparse(logging.Filter):
    """Lets each message of a library through once per ``REPEAT_SECONDS``, with a count of the rest.

    Messages are the same when logger and unformatted text are: arguments may differ.

    Args:
        clock: monotonic time in seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is written; our own always are."""
        if record.name.startswith("streams"):
            return True
        key = (record.name, str(record.msg))
        now = self._clock()
        last, left_out = self._seen.get(key, (float("-inf"), 0))
        if now - last < REPEAT_SECONDS:
            self._seen[key] = (last, left_out + 1)
            return False
        if left_out:
            record.msg = f"{record.getMessage()} (and {left_out} more like it)"
            record.args = None
        if len(self._seen) > MOST_REMEMBERED:
            self._seen.clear()
        self._seen[key] = (now, 0)
        return True


def set_up_logs(level: str) -> None:
    """Log to standard error.

    Args:
        level: least severe level; for ``NOISY`` libraries it is ``WARNING`` at the least.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(Sparse(time.monotonic))
    logging.basicConfig(level=level, handlers=[handler])
    for library in NOISY:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.root.level))
