"""Ends a process that does not end by itself, so that a supervisor can start it again."""

import logging
import os
import threading
from collections.abc import Callable

from streams.runtime.health import Progress

logger = logging.getLogger(__name__)

CHECK_SECONDS = 1.0
"""How often the watchdog looks at the progress."""


def end_process() -> None:
    """End this process at once, without waiting for threads or tasks."""
    logging.shutdown()
    os._exit(1)


class Watchdog:
    """A thread that ends the process after a deadline, or when it makes no progress for too long.

    It needs nothing from the event loop, which may be what hangs. Messages that are not
    acknowledged are delivered again.

    Args:
        progress: when the worker last made progress.
        stalled_seconds: longest time without progress while there is work to do.
        end: ends the process; tests pass their own.
    """

    def __init__(
        self,
        progress: Progress,
        stalled_seconds: float,
        end: Callable[[], None] = end_process,
        check_seconds: float = CHECK_SECONDS,
    ) -> None:
        self._progress = progress
        self._stalled_seconds = stalled_seconds
        self._end = end
        self._check_seconds = check_seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Start watching the progress."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; a deadline that was set stays."""
        self._done.set()

    def end_within(self, seconds: float, why: str) -> None:
        """End the process in some seconds, unless it has ended by then."""

        def expire() -> None:
            logger.error("still running %g s after %s; ending the process", seconds, why)
            self._end()

        timer = threading.Timer(seconds, expire)
        timer.daemon = True
        timer.start()

    def _watch(self) -> None:
        while not self._done.wait(self._check_seconds):
            age = self._progress.seconds_without_sign()
            if age > self._stalled_seconds:
                logger.error("no progress for %.0f s; ending the process", age)
                self._end()
                return
