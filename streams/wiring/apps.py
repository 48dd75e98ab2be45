"""The one place that knows all stages: wires them into Faust apps on Kafka."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, Protocol

import faust
from aiokafka.errors import KafkaError

from schemas.ontology import load_ontology
from streams import __version__
from streams.activity.agent import AssignAgent, WindowAgent, area_windows
from streams.activity.core import WindowUpdate
from streams.deduplicate.agent import DeduplicateAgent
from streams.deduplicate.core import Deduplicator
from streams.extract.agent import ExtractAgent
from streams.extract.pool import ExtractionPool
from streams.geocode.agent import GeocodeAgent
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.build import open_gazetteer
from streams.index.agent import INDEXED_TOPICS, IndexHandler
from streams.index.bulk import BulkWriter
from streams.index.client import make_async_client
from streams.notify import agent as notify
from streams.notify.webhook import Webhook
from streams.runtime.delivery import Delivery, Handler, Incoming, Outgoing, Pace
from streams.runtime.health import Progress
from streams.runtime.metrics import Metrics
from streams.runtime.stage import StageHandler
from streams.runtime.tables import TableStore
from streams.runtime.topics import (
    INDEX_APP,
    MAX_MESSAGE_BYTES,
    PIPELINE_APP,
    ROOM_FOR_HEADERS,
)
from streams.settings import Settings

logger = logging.getLogger(__name__)

STREAM_BUFFER = 128
"""Messages that Faust buffers per stream; its default of 4096 makes a slow stage look stuck."""

BROKER_SECONDS = 5.0
"""Longest wait for the broker to say where its topics end."""

READ_AHEAD = 64
"""Messages of a stage that are taken and not yet acknowledged, at the most."""


WEBHOOK_BATCH = 64
"""Alerts in one request to the webhook, at the most."""


class StageAgent(Protocol):
    """A stage with state: what it reads, which table it keeps, what it does with a message."""

    stage: str
    source: str
    table: str

    def process(self, message: Incoming) -> Sequence[Outgoing]:
        """Return what the message yields."""
        ...


class Wiring:
    """A Faust app of one consumer group, with its metrics and health."""

    def __init__(
        self, settings: Settings, group: str, metrics: Metrics, progress: Progress
    ) -> None:
        self.settings = settings
        self.metrics = metrics
        self.progress = progress
        self.app = _faust_app(settings, group)
        self._topics: dict[str, Any] = {}
        self._sources: list[str] = []
        self.closing: list[Callable[[], Awaitable[None]]] = []
        self.app.task(self._watch)

    def topic(self, name: str) -> Any:
        """Return a Faust topic of raw bytes; the name is without its prefix."""
        if name not in self._topics:
            self._topics[name] = self.app.topic(
                self.settings.topic(name),
                key_type=bytes,
                value_type=bytes,
                key_serializer="raw",
                value_serializer="raw",
                allow_empty=True,
                partitions=self.settings.partitions,
            )
        return self._topics[name]

    def table(self, name: str) -> TableStore:
        """Return the store of a table; its changelog has as many partitions as its source."""
        table = self.app.Table(
            name,
            key_type=bytes,
            value_type=bytes,
            partitions=self.settings.partitions,
        )
        return TableStore(table)

    def run(self, stage: str, source: str, handler: Handler, pace: Pace) -> None:
        """Read a topic into a handler, at least once."""
        delivery = Delivery(
            handler, pace, self.metrics.stage(stage), self.progress, self._is_current
        )
        self._sources.append(source)

        async def agent(stream: Any) -> None:
            await delivery.run(stream, self.app.crash)

        agent.__name__ = agent.__qualname__ = f"{stage}-{source}"
        self.app.agent(self.topic(source), name=f"{stage}-{source}")(agent)

    async def send(self, output: Outgoing) -> Awaitable[Any]:
        """Hand a message to the producer; the result completes when the broker has it."""
        sent: Awaitable[Any] = await self.topic(output.topic).send(
            key=output.key, value=output.value, headers=list(output.headers)
        )
        return sent

    def _is_current(self, event: Any) -> bool:
        return bool(event.message.generation_id == self.app.consumer_generation_id)

    async def _watch(self) -> None:
        """Note each second how far behind the group is; having nothing to do is progress.

        While the broker does not answer nobody knows, so that nothing is noted and health ages.
        """
        while not self.app.should_stop:
            await asyncio.sleep(1.0)
            if self.app.rebalancing or self.app.consumer is None:
                continue
            try:
                behind = await asyncio.wait_for(self._lag(), BROKER_SECONDS)
            except (TimeoutError, KafkaError, RuntimeError):
                continue
            self.progress.beat(idle=behind == 0)

    async def _lag(self) -> int:
        consumer = self.app.consumer
        behind = dict.fromkeys(self._sources, 0)
        names = {self.settings.topic(name): name for name in self._sources}
        own = [tp for tp in consumer.assignment() if tp.topic in names]
        ends = await consumer.highwaters(*own) if own else {}
        for tp, end in ends.items():
            done = consumer._committed_offset.get(tp) or 0
            behind[names[tp.topic]] += max(0, (end or 0) - done)
        for name, messages in behind.items():
            self.metrics.lag.labels(name).set(messages)
        return sum(behind.values())


def pipeline_app(settings: Settings, metrics: Metrics, progress: Progress) -> Wiring:
    """Wire extract, geocode, deduplicate and activity: articles in, events and windows out."""
    wiring = Wiring(settings, PIPELINE_APP, metrics, progress)
    pool = ExtractionPool(settings.extract_processes, settings.language_pipeline)
    pace = Pace(settings.settle_batch, settings.settle_interval_seconds, READ_AHEAD)
    extract = StageHandler(
        ExtractAgent.stage, pool.process, wiring.send, metrics.stage(ExtractAgent.stage), settings
    )
    wiring.run(ExtractAgent.stage, ExtractAgent.source, extract, pace)

    async def close() -> None:
        pool.close()

    wiring.closing.append(close)
    geocoder = Geocoder(open_gazetteer(settings, logger.info))
    _run_stateful(wiring, pace, GeocodeAgent.table, lambda store: GeocodeAgent(geocoder, store))
    _run_stateful(wiring, pace, DeduplicateAgent.table, lambda store: _deduplicate(store, settings))
    _run_stateful(wiring, pace, AssignAgent.table, AssignAgent)
    _run_stateful(wiring, pace, WindowAgent.table, lambda store: _windows(store, settings, metrics))
    pool.wait_until_warm()
    if settings.alert_webhook_url is not None:
        _run_webhook(wiring, settings.alert_webhook_url)
    return wiring


def index_app(settings: Settings, metrics: Metrics, progress: Progress) -> Wiring:
    """Wire the index stage: records in, Elasticsearch documents out."""
    wiring = Wiring(settings, INDEX_APP, metrics, progress)
    client = make_async_client(settings)
    pace = Pace(settings.index_batch, settings.index_interval_seconds, settings.index_batch)
    for source in INDEXED_TOPICS:
        handler = IndexHandler(
            source, BulkWriter(client, settings), wiring.send, metrics.stage("index"), settings
        )
        wiring.run("index", source, handler, pace)
    wiring.closing.append(client.close)
    return wiring


WIRINGS: dict[str, Callable[[Settings, Metrics, Progress], Wiring]] = {
    PIPELINE_APP: pipeline_app,
    INDEX_APP: index_app,
}
"""Consumer groups that a worker can join."""


def _deduplicate(store: TableStore, settings: Settings) -> DeduplicateAgent:
    kept_for = timedelta(days=settings.open_event_days)
    deduplicator = Deduplicator(store, load_ontology(), __version__, kept_for=kept_for)
    store.on_recovered(deduplicator.forget)
    return DeduplicateAgent(deduplicator)


def _windows(store: TableStore, settings: Settings, metrics: Metrics) -> WindowAgent:
    windows = area_windows(store, settings)
    store.on_recovered(windows.forget)

    def observe(outcome: WindowUpdate) -> None:
        metrics.late_windows.inc(outcome.late)
        for alert in outcome.alerts:
            metrics.alerts.labels(alert.measure, alert.status).inc()

    return WindowAgent(windows, observe)


def _run_webhook(wiring: Wiring, url: str) -> None:
    webhook = Webhook(url, wiring.settings)
    metrics = wiring.metrics.stage(notify.STAGE)
    handler = notify.NotifyHandler(webhook, wiring.send, metrics, wiring.settings)
    pace = Pace(WEBHOOK_BATCH, wiring.settings.index_interval_seconds, WEBHOOK_BATCH)
    wiring.run(notify.STAGE, notify.SOURCE, handler, pace)
    wiring.closing.append(webhook.close)


def _run_stateful(
    wiring: Wiring, pace: Pace, table: str, make: Callable[[TableStore], StageAgent]
) -> None:
    store = wiring.table(table)
    agent = make(store)

    async def compute(message: Incoming) -> Sequence[Outgoing]:
        store.at(message.partition)
        return agent.process(message)

    handler = StageHandler(
        agent.stage,
        compute,
        wiring.send,
        wiring.metrics.stage(agent.stage),
        wiring.settings,
        store.send_changes,
    )
    wiring.run(agent.stage, agent.source, handler, pace)


def _faust_app(settings: Settings, group: str) -> Any:
    brokers = ";".join(f"aiokafka://{host}" for host in settings.kafka_bootstrap_servers.split(","))
    return faust.App(
        settings.topic(group),
        broker=brokers,
        datadir=str(settings.home / "faust"),
        store="memory://",
        processing_guarantee="at_least_once",
        consumer_auto_offset_reset="earliest",
        broker_commit_interval=1.0,
        broker_max_poll_records=500,
        producer_acks=-1,
        producer_max_request_size=MAX_MESSAGE_BYTES + ROOM_FOR_HEADERS,
        producer_compression_type="gzip",
        stream_buffer_maxsize=STREAM_BUFFER,
        topic_allow_declare=False,
        topic_disable_leader=True,
        topic_partitions=settings.partitions,
        topic_replication_factor=settings.replication_factor,
        table_standby_replicas=0,
        web_enabled=False,
        web_tables_enabled=False,
        autodiscover=False,
    )
