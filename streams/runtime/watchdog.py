"""Ends what does not end by itself: the work on a message by an error, the process for good."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from streams.errors import TooSlow
from streams.runtime.health import Progress

logger = logging.getLogger(__name__)

CHECK_SECONDS = 1.0
"""How often the watchdog looks at the progress."""

AGAIN_SECONDS = 0.2
"""CPU time after which the limit is raised again, where code in between caught the first error."""


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


class _Expiry:
    """What the signal handler raises, as long as the work is going on."""

    def __init__(self, what: str, seconds: float) -> None:
        self.error = TooSlow(f"{what} took more than {seconds:g} s of CPU time")
        self.working = True
        self.expired = False

    def handle(self, number: int, frame: object) -> None:
        del number, frame
        if self.working:
            self.expired = True
            raise self.error


@contextmanager
def cpu_budget(seconds: float | None, what: str) -> Iterator[None]:
    """Limit the CPU time of the work inside; None does not limit it.

    The time is that of the whole process, so that waiting for other processes does not count. The
    limit holds between two steps of Python: a long call of a library ends before it is noticed.
    Threads other than the main one cannot receive signals and are not limited.

    Raises:
        TooSlow: when the time is over.
    """
    if seconds is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    expiry = _Expiry(what, seconds)
    before = signal.signal(signal.SIGPROF, expiry.handle)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        expiry.working = False
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, signal.SIG_IGN if before is None else before)
    if expiry.expired:
        raise expiry.error
