"""A process that hangs is ended from outside its event loop."""

import threading

from streams.runtime.health import Progress
from streams.runtime.watchdog import Watchdog


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def watched(clock: Clock) -> tuple[Progress, Watchdog, threading.Event]:
    ended = threading.Event()
    progress = Progress(clock, max_age=60)
    return progress, Watchdog(progress, 300.0, ended.set, check_seconds=0.01), ended


def test_no_progress_and_no_retry_for_too_long_ends_the_process() -> None:
    clock = Clock()
    _, watchdog, ended = watched(clock)
    watchdog.start()
    assert not ended.wait(0.1)
    clock.now = 301.0
    assert ended.wait(5.0)


def test_retries_are_a_sign_of_life_but_no_progress() -> None:
    clock = Clock()
    progress, watchdog, ended = watched(clock)
    clock.now = 301.0
    progress.alive()
    watchdog.start()
    assert not ended.wait(0.1)
    assert not progress.report().healthy
    watchdog.stop()


def test_a_deadline_ends_the_process_whatever_it_does() -> None:
    _, watchdog, ended = watched(Clock())
    watchdog.end_within(0.01, "a test")
    assert ended.wait(5.0)
