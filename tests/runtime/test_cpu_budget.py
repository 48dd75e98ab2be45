"""The CPU time of a message is limited, also where code in between catches every error."""

import signal
import threading
import time

import pytest

from streams.errors import TooSlow
from streams.runtime.watchdog import cpu_budget


def work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_work_beyond_the_limit_is_ended_on_the_way() -> None:
    before = time.process_time()
    with (
        pytest.raises(TooSlow, match=r"the test took more than 0\.05 s"),
        cpu_budget(0.05, "the test"),
    ):
        work(20.0)
    assert time.process_time() - before < 10.0


def test_an_error_that_is_caught_on_the_way_is_raised_in_the_end() -> None:
    def stubborn() -> None:
        try:
            work(20.0)
        except Exception:
            return

    with pytest.raises(TooSlow), cpu_budget(0.05, "the test"):
        stubborn()


def test_work_within_the_limit_passes_and_leaves_no_timer() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with cpu_budget(30.0, "the test"):
        work(0.01)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) == before


def test_waiting_costs_nothing_and_no_limit_is_no_limit() -> None:
    with cpu_budget(0.05, "the test"):
        time.sleep(0.1)
    with cpu_budget(None, "the test"):
        work(0.06)


def test_a_thread_is_not_limited_but_works() -> None:
    done = threading.Event()

    def run() -> None:
        with cpu_budget(0.01, "the test"):
            work(0.03)
            done.set()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done.is_set()
