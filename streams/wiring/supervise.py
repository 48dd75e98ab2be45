"""Starts a worker again when it ends by itself, where no supervisor does."""

import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

logger = logging.getLogger(__name__)

FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 1.0, 30.0
"""Waits before a worker is started again: each is twice the one before."""

STEADY_SECONDS = 300.0
"""A worker that ran for this long begins with the first wait again."""


class Supervisor:
    """Runs a command until it ends with status 0, or until SIGINT or SIGTERM.

    Signals are passed on to the command, the second one too.

    Args:
        command: the program and its arguments.
        clock: monotonic time in seconds.
    """

    def __init__(self, command: Sequence[str], clock: Callable[[], float] = time.monotonic) -> None:
        self._command = command
        self._clock = clock
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Run the command as often as needed and return its last exit status."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._pass_on)
        signal.signal(signal.SIGUSR1, self._pass_on)
        wait = FIRST_WAIT_SECONDS
        while True:
            started = self._clock()
            status = self._run_once()
            if status == 0 or self._stopping.is_set():
                return status
            if self._clock() - started > STEADY_SECONDS:
                wait = FIRST_WAIT_SECONDS
            logger.error("the worker ended with status %d; starting it in %g s", status, wait)
            if self._stopping.wait(wait):
                return status
            wait = min(2 * wait, LONGEST_WAIT_SECONDS)

    def _run_once(self) -> int:
        # A session of its own: Ctrl-C would else reach the worker twice, and end it at once.
        self._process = subprocess.Popen(self._command, start_new_session=True)
        return self._process.wait()

    def _pass_on(self, number: int, frame: object) -> None:
        del frame
        if number != signal.SIGUSR1:
            self._stopping.set()
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)


def supervise_worker(group: str, options: Sequence[str] = ()) -> int:
    """Run a worker of a group, with options of its command, under a supervisor of its own."""
    module = [sys.executable, "-P", "-m", "streams.commands.main"]
    return Supervisor([*module, "worker", group, *options]).run()
