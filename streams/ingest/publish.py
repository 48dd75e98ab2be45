"""Articles from files to Kafka, for people and scripts; services may use any Kafka client."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from kafka.errors import KafkaError
from rich.progress import Progress

from streams.errors import BrokerUnavailable, TerminalError
from streams.ingest.readers import Document, article_of
from streams.runtime.clients import check_cluster, kafka_errors, make_producer
from streams.settings import Settings

ACKNOWLEDGED_SECONDS = 60
"""Longest wait for the broker to acknowledge one message after all have been flushed."""


@dataclass(frozen=True)
class Problem:
    """A document that was not sent, and why."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass
class PublishReport:
    """What became of the documents."""

    topic: str
    sent: int = 0
    problems: list[Problem] = field(default_factory=list)
    derived_ids: list[tuple[str, str]] = field(default_factory=list)
    """Where a text without id or URL stands, and the id that was derived for it."""


class Publisher:
    """Sends documents with kafka-python, keyed by article id."""

    def __init__(self, settings: Settings) -> None:
        self._topic = settings.topic("articles")
        with kafka_errors(settings):
            check_cluster(settings)
            self._producer = make_producer(settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._producer.close()

    def send_all(
        self, documents: Iterable[Document], *, show_progress: bool, unchecked: bool = False
    ) -> PublishReport:
        """Send every document that is an article, in order; the others are in the report.

        ``unchecked`` sends the others too, as a producer without our checks would.

        Raises:
            BrokerUnavailable: if the broker did not take one in time.
        """
        report = PublishReport(self._topic)
        waiting: list[Any] = []
        with Progress(disable=not show_progress, transient=True) as progress:
            task = progress.add_task("sending", total=None)
            for document in documents:
                try:
                    waiting.append(self._send(document, unchecked))
                    report.sent += 1
                    if document.derived_id is not None:
                        report.derived_ids.append((document.where, document.derived_id))
                except TerminalError as error:
                    report.problems.append(Problem(document.where, str(error)))
                progress.update(task, advance=1)
            self._wait(waiting)
        return report

    def _send(self, document: Document, unchecked: bool) -> Any:
        key = document.key
        if document.value is not None or document.problem is not None:
            try:
                key = article_of(document, time.time()).article_id
            except TerminalError:
                if not unchecked or document.value is None:
                    raise
        return self._producer.send(
            self._topic, key=key.encode() if key else None, value=document.value
        )

    def _wait(self, waiting: list[Any]) -> None:
        try:
            self._producer.flush()
            for future in waiting:
                future.get(timeout=ACKNOWLEDGED_SECONDS)
        except KafkaError as error:
            msg = f"Kafka did not take all articles ({error}); send them again, that does no harm"
            raise BrokerUnavailable(msg) from error
