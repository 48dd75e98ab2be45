"""A worker process: one consumer group, its metrics and health, and a clean stop."""

import asyncio
import logging
import signal
import time
from contextlib import closing, suppress
from typing import Any

import uvloop

from streams.runtime.clients import kafka_errors, make_admin
from streams.runtime.faust_adapter import crash_reason
from streams.runtime.health import MetricsServer, Progress
from streams.runtime.metrics import Metrics
from streams.runtime.topics import check_topics
from streams.runtime.watchdog import Watchdog, end_process
from streams.settings import Settings
from streams.wiring.apps import APPS
from streams.wiring.watching import watch_for

logger = logging.getLogger(__name__)

STOP_SECONDS = 20.0
"""Longest wait for a clean stop; messages not acknowledged by then are delivered again."""

END_SECONDS = 28.0
"""Longest time from a signal to the end of the process, whatever still runs: supervisors kill after
30 s."""


def run_worker(settings: Settings, group: str) -> int:
    """Run a worker until SIGINT or SIGTERM; return 0, or 1 when it crashed.

    Raises:
        ServerError: if Kafka is away, topics are missing or the metrics port is taken.
    """
    with kafka_errors(settings), closing(make_admin(settings)) as admin:
        check_topics(admin, settings)
    # As a policy, because the thread in which Faust reads Kafka makes a loop of its own.
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    return asyncio.run(_run(settings, group))


async def _run(settings: Settings, group: str) -> int:
    metrics = Metrics(group)
    progress = Progress(time.monotonic, settings.health_max_age_seconds)
    server = MetricsServer(metrics, progress, settings.metrics_host, settings.metrics_port)
    server.start()
    logger.info("metrics and health on http://%s/metrics and /health", server.address)
    stop = _stop_on_signals(progress, settings)
    app = APPS[group](settings, metrics, progress)
    metrics.on_retry(progress.alive)
    metrics.on_step(progress.advance)
    app.watchdog.start()
    watch = watch_for(settings, metrics, group)
    watch.start()
    try:
        return await _until_stopped(app.faust, stop)
    finally:
        app.watchdog.end_within(END_SECONDS, "the worker stopped")
        for close in app.closing:
            await close()
        app.watchdog.stop()
        watch.stop()
        server.stop()


def _stop_on_signals(progress: Progress, settings: Settings) -> asyncio.Event:
    """Return an event that the first SIGINT or SIGTERM sets; the second ends the process.

    The handlers are those of the process, not of the event loop, which may be busy or stuck.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    watchdog = Watchdog(progress, settings.stalled_seconds)

    def handle(number: int, frame: object) -> None:
        del frame
        if stop.is_set():
            end_process()
        stop.set()
        loop.call_soon_threadsafe(stop.set)
        watchdog.end_within(END_SECONDS, signal.Signals(number).name)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handle)
    return stop


async def _until_stopped(app: Any, stop: asyncio.Event) -> int:
    starting = asyncio.ensure_future(app.start())
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not stop.is_set():
        starting.result()
        logger.info("worker ready")
        await app.wait_for_stopped(stop)
    stopping.cancel()
    logger.info("worker stopping")
    crashed = crash_reason(app)
    with suppress(TimeoutError, asyncio.CancelledError):
        await asyncio.wait_for(app.stop(), STOP_SECONDS)
    if not starting.done():
        starting.cancel()
    if crashed is not None:
        logger.error("worker crashed: %r; no message was lost, start it again", crashed)
        return 1
    return 0
