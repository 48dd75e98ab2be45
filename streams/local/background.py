"""Dateline's own processes in the background: the workers and the page of the demo."""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from streams.errors import ServerError
from streams.local.processes import Launch, choose_port, end, recorded, start

POLL_SECONDS = 0.3
"""Interval between checks whether a starting process answers."""

REQUEST_SECONDS = 2.0
"""Longest wait for a response; the processes are on this machine."""

STOP_SECONDS = 35.0
"""Longest wait for a clean exit; a worker itself takes up to 30 s."""

LOG_LINES = 5
"""Number of log lines to include in an error message."""

LAG, IN_FLIGHT = "dateline_consumer_lag", "dateline_in_flight"
"""Metrics of a worker for messages that are not finished yet."""

Command = tuple[Sequence[str], Mapping[str, str]]
"""Arguments after ``dateline``, and environment variables."""


@dataclass(frozen=True)
class Running:
    """A background process, identified by pid and start time, as pids are reused."""

    name: str
    pid: int
    started: float
    url: str
    log: str


class Background:
    """Starts, finds and stops processes; records them in ``<home>/processes``."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "processes"

    def ensure(self, name: str, preferred_port: int, command: Callable[[int], Command]) -> Running:
        """Return the running process with a name, or start ``command(port)`` on a free port."""
        running = self.find(name)
        if running is not None:
            return running
        self._folder.mkdir(parents=True, exist_ok=True)
        log = self._folder / f"{name}.log"
        port = choose_port(preferred_port, self._ports())
        arguments, environment = command(port)
        argv = [sys.executable, "-P", "-m", "streams.commands.main", *arguments]
        process = start(Launch(argv, Path.cwd(), {**os.environ, **environment}), log, None)
        running = Running(
            name, process.pid, process.create_time(), f"http://127.0.0.1:{port}", str(log)
        )
        self._note(name).write_text(json.dumps(asdict(running)), encoding="utf-8")
        return running

    def find(self, name: str) -> Running | None:
        """Return the process with a name if it is still alive."""
        try:
            running = Running(**json.loads(self._note(name).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return running if recorded(running.pid, running.started) else None

    def stop_all(self) -> list[str]:
        """Stop all recorded processes and return their names."""
        stopped = []
        for note in sorted(self._folder.glob("*.json")):
            running = self.find(note.stem)
            process = running and recorded(running.pid, running.started)
            if process:
                end([process], STOP_SECONDS)
                stopped.append(note.stem)
            note.unlink(missing_ok=True)
        return stopped

    def wait_until_it_answers(self, running: Running, path: str, seconds: float) -> None:
        """Wait until a process answers HTTP.

        Raises:
            ServerError: if it exits (the message has the last lines of its log) or does not answer.
        """
        deadline = time.monotonic() + seconds
        while read(running.url + path) is None:
            self.check(running)
            if time.monotonic() > deadline:
                msg = f"{running.name} does not answer; see its log {running.log}"
                raise ServerError(msg)
            time.sleep(POLL_SECONDS)

    def check(self, running: Running) -> None:
        """Check that a process is still running.

        Raises:
            ServerError: if it has exited; the message has the last lines of its log.
        """
        if self.find(running.name) is None:
            lines = Path(running.log).read_text(errors="replace").splitlines()[-LOG_LINES:]
            tail = "\n    ".join(lines)
            msg = f"{running.name} has exited. Last lines of {running.log}:\n    {tail}"
            raise ServerError(msg)

    def _ports(self) -> list[int]:
        """Return the assigned ports, including those of processes that do not listen yet."""
        names = [note.stem for note in self._folder.glob("*.json")]
        return [int(item.url.rpartition(":")[2]) for name in names if (item := self.find(name))]

    def _note(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def read(url: str) -> str | None:
    """Return the response body of a loopback URL, or None if there is no response."""
    try:
        with urllib.request.urlopen(url, timeout=REQUEST_SECONDS) as answer:  # noqa: S310 (http)
            body: bytes = answer.read()
            return body.decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()
    except OSError:
        return None


def messages_waiting(metrics: str | None) -> float:
    """Return how many messages a worker has not finished: consumer lag and messages in flight.

    Args:
        metrics: the response of its ``/metrics``; None if it does not answer.

    Returns:
        The number of messages; 1 if the worker does not answer or has not measured its lag yet.
    """
    families = {item.name: item for item in text_string_to_metric_families(metrics or "")}
    if LAG not in families or not families[LAG].samples:
        return 1.0
    return sum(
        sample.value
        for name in (LAG, IN_FLIGHT)
        if name in families
        for sample in families[name].samples
    )
