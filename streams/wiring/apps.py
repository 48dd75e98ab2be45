"""The worker apps: which stages each consumer group runs. Knows all stages."""

import logging
from collections.abc import Callable
from datetime import timedelta

from schemas.ontology import load_ontology
from streams import __version__
from streams.activity.agent import AssignAgent, WindowAgent, make_area_windows
from streams.activity.core import WindowUpdate
from streams.deduplicate.agent import DeduplicateAgent
from streams.deduplicate.core import Deduplicator
from streams.deduplicate.linking.agent import LinkAgent
from streams.deduplicate.linking.finder import LinkFinder
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
from streams.rules.table import use_language
from streams.runtime.app import WorkerApp
from streams.runtime.clients import cluster_id
from streams.runtime.delivery import Incoming, Pace
from streams.runtime.health import Progress
from streams.runtime.metrics import Metrics, Work
from streams.runtime.stage import StageHandler
from streams.runtime.tables import TableStore
from streams.runtime.topics import INDEX_APP, PIPELINE_APP
from streams.settings import Settings

logger = logging.getLogger(__name__)

READ_AHEAD = 64
"""Messages of a stage that are taken and not yet acknowledged, at the most."""

WEBHOOK_BATCH = 64
"""Alerts in one request to the webhook, at the most."""


def pipeline_app(settings: Settings, metrics: Metrics, progress: Progress) -> WorkerApp:
    """Wire extract, geocode, deduplicate and activity: articles in, events and windows out."""
    use_language(settings.rules_language)
    app = WorkerApp(settings, PIPELINE_APP, metrics, progress)
    pace = Pace(settings.settle_batch, settings.settle_interval_seconds, READ_AHEAD)
    patient = Pace(settings.settle_batch, settings.coalesce_interval_seconds, READ_AHEAD)
    pool = _run_extraction(app, pace)
    geocoder = Geocoder(open_gazetteer(settings, logger.info))
    app.run_with_table(GeocodeAgent.table, lambda store: GeocodeAgent(geocoder, store), pace)
    app.run_with_table(DeduplicateAgent.table, lambda store: _deduplicate(store, settings), patient)
    app.run_with_table(LinkAgent.table, _link, pace)
    app.run_with_table(AssignAgent.table, AssignAgent, pace)
    app.run_with_table(WindowAgent.table, lambda store: _windows(store, settings, metrics), patient)
    pool.wait_until_warm()
    if settings.alert_webhook_url is not None:
        _run_webhook(app, settings.alert_webhook_url)
    return app


def index_app(settings: Settings, metrics: Metrics, progress: Progress) -> WorkerApp:
    """Wire the index stage: records in, Elasticsearch documents out."""
    app = WorkerApp(settings, INDEX_APP, metrics, progress)
    client = make_async_client(settings)
    pace = Pace(settings.index_batch, settings.index_interval_seconds, settings.index_batch)
    cluster = cluster_id(settings)
    # Each topic has a writer of its own.
    stage = metrics.stage("index", len(INDEXED_TOPICS))
    for source in INDEXED_TOPICS:
        writer = BulkWriter(client, settings, cluster)
        handler = IndexHandler(source, writer, app.send, stage, settings)
        app.run("index", source, handler, pace)
    app.closing.append(client.close)
    return app


APPS: dict[str, Callable[[Settings, Metrics, Progress], WorkerApp]] = {
    PIPELINE_APP: pipeline_app,
    INDEX_APP: index_app,
}
"""Consumer groups that a worker can join."""


def _run_extraction(app: WorkerApp, pace: Pace) -> ExtractionPool:
    settings, stage = app.settings, ExtractAgent.stage
    metrics = app.metrics.stage(stage, max(1, settings.extract_processes))

    def observe(message: Incoming, work: Work) -> None:
        metrics.waited(message.received, work.began)
        metrics.worked(work)

    pool = ExtractionPool(
        settings.extract_processes,
        settings.language_pipeline,
        settings.rules_language,
        settings.article_seconds,
        observe,
    )
    handler = StageHandler(stage, pool.process, app.send, metrics, settings)
    app.run(stage, ExtractAgent.source, handler, pace)

    async def close() -> None:
        pool.close()

    app.closing.append(close)
    return pool


def _deduplicate(store: TableStore, settings: Settings) -> DeduplicateAgent:
    kept_for = timedelta(days=settings.open_event_days)
    deduplicator = Deduplicator(store, load_ontology(), __version__, kept_for=kept_for)
    store.on_recovered(deduplicator.forget)
    store.on_taken_back(deduplicator.forget)
    return DeduplicateAgent(deduplicator, settings.partitions)


def _link(store: TableStore) -> LinkAgent:
    finder = LinkFinder(store)
    store.on_recovered(finder.forget)
    store.on_taken_back(finder.forget)
    return LinkAgent(finder)


def _windows(store: TableStore, settings: Settings, metrics: Metrics) -> WindowAgent:
    windows = make_area_windows(store, settings)
    store.on_recovered(windows.forget)
    store.on_taken_back(windows.take_back)

    def observe(update: WindowUpdate) -> None:
        metrics.late_windows.inc(update.late)
        for alert in update.alerts:
            metrics.alerts.labels(alert.measure, alert.status).inc()

    return WindowAgent(windows, observe)


def _run_webhook(app: WorkerApp, url: str) -> None:
    webhook = Webhook(url, app.settings)
    metrics = app.metrics.stage(notify.STAGE, 1)
    handler = notify.NotifyHandler(webhook, app.send, metrics, app.settings)
    pace = Pace(WEBHOOK_BATCH, app.settings.index_interval_seconds, WEBHOOK_BATCH)
    app.run(notify.STAGE, notify.SOURCE, handler, pace)
    app.closing.append(webhook.close)
