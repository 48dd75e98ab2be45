"""Health by time since the last progress: a worker that is alive but stuck is unhealthy."""

import ipaddress
import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

from streams.errors import ServerError
from streams.runtime.metrics import Metrics

IDLE_SECONDS = 5.0
"""How long a connection may take to send its request."""


@dataclass(frozen=True)
class HealthReport:
    """The response body of ``/health``; the status is 200 if healthy, else 503."""

    healthy: bool
    state: str
    seconds_since_progress: float
    max_age_seconds: float


class Progress:
    """When the worker last made progress or was last idle. Thread-safe.

    The event loop calls ``beat`` about once a second. If the loop hangs, no progress is recorded,
    and the worker becomes unhealthy.
    """

    def __init__(self, clock: Callable[[], float], max_age: float) -> None:
        self._clock = clock
        self._max_age = max_age
        self._lock = threading.Lock()
        self._last = self._last_sign = clock()
        self._state = "starting"
        self._recovered: float | None = None

    def advance(self) -> None:
        """Record that a message was finished."""
        self._note("working")

    def beat(self, *, idle: bool, state: str | None = None) -> None:
        """Record that the event loop is running; an idle worker counts as making progress."""
        if idle:
            self._note(state or "idle")

    def recovering(self, share: float) -> None:
        """Record how much of the tables has been read back; only a larger share is progress."""
        if share != self._recovered:
            self._recovered = share
            self._note(f"recovering, {share:.0%}".replace("%", " %"))

    def alive(self) -> None:
        """Record a sign of life that is no progress: a retry, or a part of a recovery."""
        with self._lock:
            self._last_sign = self._clock()

    def seconds_without_sign(self) -> float:
        """Return the time since the last progress or sign of life."""
        with self._lock:
            return self._clock() - self._last_sign

    def report(self) -> HealthReport:
        """Return the current health."""
        with self._lock:
            age = self._clock() - self._last
            state = self._state
        healthy = age <= self._max_age
        return HealthReport(healthy, state if healthy else "stalled", round(age, 3), self._max_age)

    def _note(self, state: str) -> None:
        with self._lock:
            self._last = self._last_sign = self._clock()
            self._state = state


class _Server(ThreadingMixIn, WSGIServer):
    """Answers each connection in a thread, so that an idle one holds up no other."""

    daemon_threads = True
    block_on_close = False


class _QuietHandler(WSGIRequestHandler):
    """A request handler that does not log requests, and does not wait for long for one."""

    timeout = IDLE_SECONDS

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class names it)
        """Write nothing."""
        del format, args


class MetricsServer:
    """Serves ``/metrics`` and ``/health`` from a thread, so that a stuck loop still answers."""

    def __init__(self, metrics: Metrics, progress: Progress, host: str, port: int) -> None:
        self._metrics_app = make_wsgi_app(metrics.registry)
        self._progress = progress
        self._loopback = is_loopback(host)
        try:
            self._server = make_server(
                host, port, self._answer, server_class=_Server, handler_class=_QuietHandler
            )
        except OSError as error:
            msg = (
                f"cannot serve metrics on {host}:{port} ({error.strerror}). "
                "Set DATELINE_METRICS_PORT to a free port, or to 0 for any free one."
            )
            raise ServerError(msg) from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="metrics", daemon=True
        )

    @property
    def address(self) -> str:
        """Return the actual ``host:port``."""
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    def start(self) -> None:
        """Start serving."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if self._loopback and not is_loopback(environ.get("HTTP_HOST", "")):
            # Another site may let its name resolve to loopback in order to read this.
            start("403 Forbidden", [("Content-Type", "text/plain")])
            return [b"ask for the address by its number\n"]
        path = environ.get("PATH_INFO", "/")
        if path == "/metrics":
            answer: Iterable[bytes] = self._metrics_app(environ, start)
            return answer
        if path == "/health":
            report = self._progress.report()
            status = "200 OK" if report.healthy else "503 Service Unavailable"
            start(status, [("Content-Type", "application/json")])
            return [json.dumps(report.__dict__).encode()]
        start("404 Not Found", [("Content-Type", "text/plain")])
        return [b"try /metrics or /health\n"]


def is_loopback(host: str) -> bool:
    """Whether the host of a request, with or without a port, is this machine by a loopback name.

    >>> is_loopback("localhost:8600"), is_loopback("[::1]"), is_loopback("rebound.example")
    (True, True, False)
    """
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
