"""A worker that ended by itself is started again; one that was stopped is not."""

import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.wiring import supervise
from streams.wiring.supervise import Supervisor


@pytest.fixture
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("handlers")
def test_a_crash_starts_it_again_and_a_clean_end_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "FIRST_WAIT_SECONDS", 0.01)
    starts = tmp_path / "starts"
    crashes_twice = f"test $(wc -l < {starts}) -ge 3 || exit 1"
    command = ["/bin/sh", "-c", f"echo x >> {starts}; {crashes_twice}"]
    assert Supervisor(command).run() == 0
    assert starts.read_text().count("x") == 3


def test_a_signal_is_passed_on_and_ends_both(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    script = f"""
        import sys
        from streams.wiring.supervise import Supervisor
        child = "import pathlib, time; pathlib.Path({str(ready)!r}).touch(); time.sleep(60)"
        sys.exit(Supervisor([sys.executable, "-c", child]).run() != -15)
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)])
    deadline = time.monotonic() + 20
    while not ready.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
