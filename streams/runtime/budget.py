"""A limit on the CPU time of one message, so that no text can hold up a partition."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from streams.errors import TooSlow

AGAIN_SECONDS = 0.2
"""CPU time after which the limit is raised again, where code in between caught the first error."""


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
