"""Logging of workers: to standard error, with repeated messages of libraries left out."""

import logging
import sys
import time
from collections.abc import Callable

NOISY = ("kafka", "aiokafka", "elastic_transport", "faust", "mode")
"""Libraries that log every connection and rebalance; only their warnings are logged."""

REPEAT_SECONDS = 30.0
"""Interval between repeats: a client without a broker logs the same line ten times a second."""

MOST_REMEMBERED = 1000
"""Maximum number of distinct messages to count; then the counts restart, to bound memory."""


class Sparse(logging.Filter):
    """Logs each message of a library once per ``REPEAT_SECONDS``, with the number left out.

    Two messages are the same if logger and format string are the same; arguments may differ.

    Args:
        clock: monotonic time in seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to log a record; Dateline's own records are always logged."""
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
        level: lowest level to log; for ``NOISY`` libraries at least ``WARNING``.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(Sparse(time.monotonic))
    logging.basicConfig(level=level, handlers=[handler])
    for library in NOISY:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.root.level))
