"""What Prometheus sees of a worker. Labels are stages, outcomes and reasons, never contents."""

import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from streams import __version__

Outcome = Literal["ok", "dead_letter", "retry", "skipped"]

STAGE_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds. A short brief takes under a millisecond, a megabyte of text some seconds."""

LATENCY_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 86400)
"""Seconds from the broker's time of the article to the stage's output; a backlog takes hours."""


class Metrics:
    """The metrics of one worker, on a registry of its own."""

    def __init__(self, group: str) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        into = self.registry
        self.records = Counter(
            "dateline_records",
            "Messages by stage and outcome.",
            ["stage", "outcome"],
            registry=into,
        )
        self.stage_seconds = Histogram(
            "dateline_stage_seconds",
            "Seconds that a stage works on one message.",
            ["stage"],
            buckets=STAGE_BUCKETS,
            registry=into,
        )
        self.end_to_end_seconds = Histogram(
            "dateline_end_to_end_seconds",
            "Seconds from the article's arrival on Kafka to this stage's output.",
            ["stage"],
            buckets=LATENCY_BUCKETS,
            registry=into,
        )
        self.dead_letters = Counter(
            "dateline_dead_letters",
            "Messages given up, by reason.",
            ["stage", "reason"],
            registry=into,
        )
        self.bulk_items = Counter(
            "dateline_bulk_items",
            "Documents sent to Elasticsearch.",
            ["outcome"],
            registry=into,
        )
        self.in_flight = Gauge(
            "dateline_in_flight",
            "Messages taken and not yet acknowledged.",
            ["stage"],
            registry=into,
        )
        self.last_processed = Gauge(
            "dateline_last_processed_timestamp_seconds",
            "Unix time of the last message finished.",
            ["stage"],
            registry=into,
        )
        self.lag = Gauge(
            "dateline_consumer_lag",
            "Messages on the broker not yet read.",
            ["topic"],
            registry=into,
        )
        Gauge(
            "dateline_build_info",
            "Always 1.",
            ["version", "python", "group"],
            registry=into,
        ).labels(__version__, platform.python_version(), group).set(1)

    def stage(self, name: str) -> "StageMetrics":
        """Return the metrics of one stage, all series present from the start."""
        return StageMetrics(self, name)


class StageMetrics:
    """The same metrics with the stage filled in."""

    def __init__(self, metrics: Metrics, stage: str) -> None:
        self._metrics = metrics
        self._stage = stage
        for outcome in ("ok", "dead_letter", "retry", "skipped"):
            metrics.records.labels(stage, outcome)
        metrics.in_flight.labels(stage).set(0)

    def count(self, outcome: Outcome, number: int = 1) -> None:
        """Count messages that ended in an outcome."""
        self._metrics.records.labels(self._stage, outcome).inc(number)

    def dead_letter(self, reason: str) -> None:
        """Count a message given up."""
        self._metrics.dead_letters.labels(self._stage, reason).inc()
        self.count("dead_letter")

    def bulk(self, outcome: str, number: int) -> None:
        """Count documents sent to Elasticsearch."""
        self._metrics.bulk_items.labels(outcome).inc(number)

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Time the work on one message."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self._metrics.stage_seconds.labels(self._stage).observe(time.perf_counter() - started)

    def latency(self, seconds: float) -> None:
        """Record how long the article has been under way; clocks that disagree count as zero."""
        self._metrics.end_to_end_seconds.labels(self._stage).observe(max(0.0, seconds))

    def in_flight(self, change: int) -> None:
        """Add to the messages taken and not yet acknowledged."""
        self._metrics.in_flight.labels(self._stage).inc(change)

    def finished(self, now: float) -> None:
        """Note when a message was last finished, as Unix time."""
        self._metrics.last_processed.labels(self._stage).set(now)
