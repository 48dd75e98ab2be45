"""The Prometheus metrics of a worker. Labels are short fixed words, never content."""

import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
)
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from streams import __version__
from streams.errors import TerminalError

MessageOutcome = Literal["ok", "dead_letter", "retry", "skipped"]

# fmt: off
WORK_BUCKETS = (
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10, 15, 30, 60,
)
"""In seconds. A short article takes some milliseconds; ``DATELINE_ARTICLE_SECONDS`` is 10, and a
request to Elasticsearch takes 30 at most."""

LATENCY_BUCKETS = (
    0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 7.5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600,
    900, 1800, 3600, 7200, 14400, 43200, 86400, 604800,
)
"""In seconds, up to a week. Up to 15 minutes each is at most twice the one before, so that a
quantile, which may lie anywhere in its bucket, is wrong by a factor of two at most."""
# fmt: on


@dataclass(frozen=True)
class Work:
    """When the work on a message began, on the machine's monotonic clock, and its seconds."""

    began: float
    seconds: float


class Metrics:
    """The metrics of one worker, on a registry of its own."""

    def __init__(self, group: str) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self.retried: list[Callable[[], None]] = []
        self.stepped: list[Callable[[], None]] = []
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.records = self._counter("records", "Messages by outcome.", "stage", "outcome")
        self._add_times()
        self.skipped = self._counter("skipped", "Skipped articles.", "stage", "reason")
        self.dead_letters = self._counter("dead_letters", "Dead letters.", "stage", "reason")
        self.bulk_items = self._counter("bulk_items", "Documents sent to Elasticsearch.", "outcome")
        for outcome in ("done", "rejected"):
            self.bulk_items.labels(outcome)
        self.alerts = self._counter("alerts", "Alert revisions sent.", "measure", "status")
        for measure in ("events", "reports"):
            for status in ("firing", "resolved"):
                self.alerts.labels(measure, status)
        self.late_windows = self._counter("late_windows", "Changes to closed windows.")
        self.in_flight = self._gauge("in_flight", "Messages not yet acknowledged.", "stage")
        self.last_processed = self._gauge(
            "last_processed_timestamp_seconds", "Unix time of the last finished message.", "stage"
        )
        self.lag = self._gauge("consumer_lag", "Messages not yet committed.", "topic")
        self.recovering = self._gauge("recovering", "1 while state is read back from Kafka.")
        self.recovered = self._gauge("recovered_ratio", "Share of the state that is read back.")
        self.recovery_seconds = self._gauge(
            "recovery_seconds", "Seconds that the present or last recovery of state took."
        )
        self.copies = self._gauge("standby_partitions", "Copies of other workers' partitions.")
        self.copies_lag = self._gauge("standby_lag", "Changes that these copies have not read yet.")
        self._add_health()
        build = self._gauge("build_info", "Always 1.", "version", "python", "group")
        build.labels(__version__, platform.python_version(), group).set(1)

    def _add_times(self) -> None:
        self.stage_seconds = self._histogram(
            "stage_seconds", "Seconds of work on one message, or on one batch.", WORK_BUCKETS
        )
        self.wait_seconds = self._histogram(
            "wait_seconds",
            "Seconds between the receipt of a message and the start of the work on it.",
            LATENCY_BUCKETS,
        )
        self.busy_seconds = self._counter("busy_seconds", "Seconds of work.", "stage")
        self.slots = self._gauge(
            "stage_slots", "Messages or batches that a stage works on at once, at most.", "stage"
        )
        self.end_to_end_seconds = self._histogram(
            "end_to_end_seconds",
            "Seconds from the article's arrival on Kafka to this stage's output.",
            LATENCY_BUCKETS,
        )
        self.freshness_seconds = self._histogram(
            "freshness_seconds",
            "Seconds from an article's publication until a document of it is stored.",
            LATENCY_BUCKETS,
            "document",
        )

    def _add_health(self) -> None:
        """Add what a worker measures of the servers; none of it exists before it is measured."""
        self.server_up = self._gauge(
            "server_up", "1 if the server answered the last question.", "server"
        )
        self.elasticsearch_status = self._gauge(
            "elasticsearch_status", "1 for the status of the Elasticsearch cluster.", "status"
        )
        self.under_replicated = self._gauge(
            "under_replicated_partitions", "Partitions that lack a replica in sync.", "topic"
        )
        self.topic_messages = self._gauge(
            "topic_messages", "Messages ever written: the sum of the end offsets.", "topic"
        )
        self.group_lag = self._gauge(
            "group_lag",
            "Messages that a group has not committed, from the brokers.",
            "group",
            "topic",
        )
        self.group_members = self._gauge("group_members", "Workers of a group.", "group")
        self.group_stable = self._gauge(
            "group_stable", "1 unless a group has no members or is rebalancing.", "group"
        )
        self.memory = self._gauge(
            "memory_bytes", "Resident memory of the worker and its processes.", "kind"
        )

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"dateline_{name}", meaning, labels, registry=self.registry)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"dateline_{name}", meaning, labels, registry=self.registry)

    def _histogram(
        self, name: str, meaning: str, buckets: tuple[float, ...], label: str = "stage"
    ) -> Histogram:
        return Histogram(
            f"dateline_{name}", meaning, [label], buckets=buckets, registry=self.registry
        )

    def stage(self, name: str, slots: int | None = None) -> "StageMetrics":
        """Return the metrics of one stage, with all series present from the start.

        ``slots`` is how many messages or batches it works on at once, at most; who starts the
        stage says it.
        """
        return StageMetrics(self, name, slots)

    def on_retry(self, callback: Callable[[], None]) -> None:
        """Call back at every retry of any stage."""
        self.retried.append(callback)

    def on_step(self, callback: Callable[[], None]) -> None:
        """Call back at every message that any stage has processed."""
        self.stepped.append(callback)


class StageMetrics:
    """The metrics of one stage; series start at 0, so that a first increase is visible."""

    def __init__(self, metrics: Metrics, stage: str, slots: int | None = None) -> None:
        self._metrics = metrics
        self._stage = stage
        if slots is not None:
            metrics.slots.labels(stage).set(slots)
        for family in (metrics.busy_seconds, metrics.stage_seconds, metrics.wait_seconds):
            family.labels(stage)
        metrics.end_to_end_seconds.labels(stage)
        for outcome in ("ok", "dead_letter", "retry", "skipped"):
            metrics.records.labels(stage, outcome)
        for kind in TerminalError.__subclasses__():
            metrics.dead_letters.labels(stage, kind.reason)
        metrics.in_flight.labels(stage).set(0)

    @property
    def name(self) -> str:
        """Return the name of the stage."""
        return self._stage

    def count(self, outcome: MessageOutcome, number: int = 1) -> None:
        """Count messages by outcome."""
        self._metrics.records.labels(self._stage, outcome).inc(number)

    def step(self) -> None:
        """Note that a message was processed, before its batch is finished."""
        for callback in self._metrics.stepped:
            callback()

    def retry(self) -> None:
        """Count an attempt that failed and is made again."""
        self.count("retry")
        for callback in self._metrics.retried:
            callback()

    def dead_letter(self, reason: str) -> None:
        """Count a message sent to the dead-letter topic."""
        self._metrics.dead_letters.labels(self._stage, reason).inc()
        self.count("dead_letter")

    def skipped(self, reason: str) -> None:
        """Count a skipped message; there are few reasons, such as ``language:fr``."""
        self._metrics.skipped.labels(self._stage, reason).inc()
        self.count("skipped")

    def bulk(self, outcome: str, number: int) -> None:
        """Count documents written to Elasticsearch."""
        self._metrics.bulk_items.labels(outcome).inc(number)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Time the work on one message, or on one batch."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.worked(Work(began, time.monotonic() - began))

    def worked(self, work: Work) -> None:
        """Record work that was done elsewhere, such as in another process of this machine."""
        self._metrics.stage_seconds.labels(self._stage).observe(work.seconds)
        self._metrics.busy_seconds.labels(self._stage).inc(work.seconds)

    def waited(self, received: float, began: float | None = None) -> None:
        """Record the wait of a message, from its receipt to the work on it, by default until now.

        Both are times of the machine's monotonic clock, in seconds.
        """
        waited = (time.monotonic() if began is None else began) - received
        self._metrics.wait_seconds.labels(self._stage).observe(max(0.0, waited))

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Time work for a whole batch, which belongs to no single message of it."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._metrics.busy_seconds.labels(self._stage).inc(time.monotonic() - began)

    def fresh(self, document: str, seconds: float) -> None:
        """Record how old the news of a stored document is; a negative age counts as 0."""
        self._metrics.freshness_seconds.labels(document).observe(max(0.0, seconds))

    def latency(self, seconds: float) -> None:
        """Record the end-to-end latency of a message; a negative value counts as 0."""
        self._metrics.end_to_end_seconds.labels(self._stage).observe(max(0.0, seconds))

    def in_flight(self, change: int) -> None:
        """Add to the number of messages received and not yet acknowledged."""
        self._metrics.in_flight.labels(self._stage).inc(change)

    def finished(self, now: float) -> None:
        """Record the Unix time at which a message was finished."""
        self._metrics.last_processed.labels(self._stage).set(now)
