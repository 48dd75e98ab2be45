"""The demo: every step that a new user would take by hand, each printed before it is done."""

import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from streams.errors import ServerError
from streams.geocode.gazetteer.build import ensure_gazetteer
from streams.index.client import make_client
from streams.index.migrate import migrate_indices
from streams.index.setup import create_indices
from streams.ingest.documents import Document
from streams.ingest.publish import Publisher, PublishReport
from streams.ingest.readers import ArticleReader
from streams.local.background import Background, Running, messages_waiting, read
from streams.local.servers import Servers
from streams.runtime.clients import kafka_errors, make_admin
from streams.runtime.topics import INDEX_APP, PIPELINE_APP, create_topics
from streams.search.alerts import AlertQuery, alert_table, find_alerts
from streams.search.event_query import EventQuery
from streams.search.query import newest_activity, search_events
from streams.search.render import activity_table, event_table
from streams.settings import Settings, load_settings

WORKERS = {PIPELINE_APP: 9464, INDEX_APP: 9465}
"""Consumer groups and the ports on which their metrics are looked for first."""
PAGE_PORT = 8600
"""Port on which the page is tried first."""

START_SECONDS = 90.0
"""Longest wait for a worker: it loads the language pipeline and opens the gazetteer."""

SETTLE_SECONDS = 180.0
"""Longest wait until all samples are processed."""

QUIET_CHECKS = 3
"""Checks in a row that must find no message waiting: lag is only read once a second."""

SHOWN_EVENTS, SHOWN_DAYS = 50, 12
"""Rows of the two tables: more than the samples have events, and the newest days of cities."""


class Demo:
    """Runs the demo on a console; a second run reuses what is already running."""

    def __init__(self, settings: Settings, console: Console) -> None:
        self._settings = settings
        self._console = console
        self._background = Background(settings.home)

    def run(self, samples: Path) -> None:
        """Start everything, publish the samples and print the resulting events.

        Raises:
            ServerError: if a server or worker does not start, or the events do not come.
        """
        self._step("Kafka and Elasticsearch")
        Servers(self._settings.cache).up(self._settings.home, self._say)
        load_settings.cache_clear()
        self._settings = load_settings()
        self._prepare()
        workers = self._start_workers()
        self._step(f"articles from {samples.name}/")
        report = self._publish(samples)
        self._step("waiting until every article is processed and indexed")
        self._wait(workers)
        page = self._start_page()
        self._show(report, page)

    def stop(self) -> None:
        """Stop everything that the demo started; the data are kept."""
        for name in self._background.stop_all():
            self._say(f"stopped {name}")
        Servers(self._settings.cache).down(self._settings.home, self._say)

    def _prepare(self) -> None:
        self._step("topics and indices")
        with kafka_errors(self._settings), closing(make_admin(self._settings)) as admin:
            topics = create_topics(admin, self._settings)
        self._say(f"{len(topics)} topics, {self._settings.partitions} partitions each")
        with closing(make_client(self._settings)) as client:
            indices = create_indices(client, self._settings, self._say)
            migrate_indices(client, self._settings, self._say)
        self._say(f"{len(indices)} templates, indices and aliases")
        self._step("gazetteer")
        path = ensure_gazetteer(self._settings.gazetteer_path, self._settings.cache, self._say)
        self._say(f"{path.name}, {path.stat().st_size / 1e6:.0f} MB")

    def _start_workers(self) -> list[Running]:
        self._step("workers")
        workers = [self._start_worker(group) for group in WORKERS]
        for worker in workers:
            self._background.wait_until_it_answers(worker, "/metrics", START_SECONDS)
            self._say(f"{worker.name}: {worker.url}/metrics, {worker.url}/health")
        return workers

    def _start_worker(self, group: str) -> Running:
        return self._background.ensure(
            f"worker-{group}",
            WORKERS[group],
            lambda port: (["worker", group], {"DATELINE_METRICS_PORT": str(port)}),
        )

    def _start_page(self) -> Running:
        page = self._background.ensure(
            "page", PAGE_PORT, lambda port: (["page", "--port", str(port)], {})
        )
        self._background.wait_until_it_answers(page, "/", START_SECONDS)
        return page

    def _publish(self, samples: Path) -> PublishReport:
        reader = ArticleReader()
        with Publisher(self._settings) as publisher:
            good = list(reader.read(samples / "articles.jsonl"))
            bad = _malformed(samples)
            report = publisher.send_all([*good, *bad], unchecked=True)
        self._say(f"{report.sent} messages sent, {len(bad)} of them deliberately malformed")
        return report

    def _wait(self, workers: list[Running]) -> None:
        deadline = time.monotonic() + SETTLE_SECONDS
        started = time.monotonic()
        quiet = 0
        with self._console.status("working …") as status:
            while quiet < QUIET_CHECKS:
                for worker in workers:
                    self._background.check(worker)
                waiting = [messages_waiting(read(f"{worker.url}/metrics")) for worker in workers]
                quiet = quiet + 1 if not any(waiting) else 0
                status.update(f"{sum(waiting):.0f} messages under way …")
                if time.monotonic() > deadline:
                    logs = " and ".join(worker.log for worker in workers)
                    msg = f"not done in {SETTLE_SECONDS:.0f} s; the logs are {logs}"
                    raise ServerError(msg)
                time.sleep(1.0)
        self._say(f"done in {time.monotonic() - started:.0f} s")

    def _show(self, report: PublishReport, page: Running) -> None:
        with closing(make_client(self._settings)) as client:
            events = search_events(client, self._settings, EventQuery(limit=SHOWN_EVENTS)).events
            activity = newest_activity(client, self._settings, SHOWN_DAYS)
            alerts = find_alerts(client, self._settings, AlertQuery())
        self._console.print()
        self._console.print(event_table(events))
        self._console.print()
        self._console.print(activity_table(activity))
        if alerts:
            self._console.print(alert_table(alerts, datetime.now(UTC)))
        self._console.print(
            f"\n{report.sent} messages became {len(events)} events. Next steps:\n"
            f"  {page.url}                      the search page\n"
            "  .venv/bin/dateline search shelling --city Kharkiv\n"
            "  .venv/bin/dateline events --follow      then publish more in another terminal\n"
            "  .venv/bin/dateline dead-letters list    the malformed messages\n"
            "  make stop                               stops everything",
            highlight=False,
        )

    def _step(self, text: str) -> None:
        self._console.print(f"[bold]==> {text}[/bold]", highlight=False)

    def _say(self, line: str) -> None:
        self._console.print(f"    {line}", highlight=False, markup=False)


def _malformed(samples: Path) -> list[Document]:
    path = samples / "malformed.txt"
    lines = path.read_bytes().splitlines() if path.exists() else []
    return [Document(f"{path}:{number}", line) for number, line in enumerate(lines, 1) if line]
