"""Articles from files to Kafka, for people and scripts; services may use any Kafka client."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from kafka.errors import KafkaError

from schemas.article import Article
from streams.errors import BrokerUnavailable, TerminalError
from streams.ingest.documents import Document, article_of
from streams.ingest.resume import Resume
from streams.runtime.clients import check_cluster, kafka_errors, make_producer
from streams.settings import Settings

ACKNOWLEDGED_SECONDS = 60
"""Longest wait for the broker to acknowledge one message after all have been flushed."""
BATCH = 1000
"""Messages sent before their acknowledgements are awaited, and the state of a resumable run is
written: a few seconds of work, and few enough to hold in memory."""

Refuse = Callable[[str, str], None]
"""Takes a document that was not sent: where it stands, and why."""


def _ignore(_: str, __: str) -> None:
    """Take a refused document and say nothing."""


@dataclass
class PublishReport:
    """What became of the documents: how many were sent, refused, and passed over by ``Resume``."""

    topic: str
    sent: int = 0
    refused: int = 0
    passed_over: int = 0

    @property
    def read(self) -> int:
        """Number of documents that were read."""
        return self.sent + self.refused + self.passed_over


class Publisher:
    """Sends documents with kafka-python, keyed by article id."""

    def __init__(self, settings: Settings) -> None:
        self._topic = settings.topic("articles")
        self._waiting: list[Any] = []
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
        self,
        documents: Iterable[Document],
        *,
        refuse: Refuse = _ignore,
        unchecked: bool = False,
        rate: float | None = None,
        resume: Resume | None = None,
    ) -> PublishReport:
        """Send every document that is an article, in order.

        Args:
            documents: what to send; not more than ``BATCH`` are held at once.
            refuse: is told of every document that is no article.
            unchecked: send the others too, as a producer without our checks would.
            rate: most messages a second; None for no limit.
            resume: passes over what an earlier run sent, and notes what this one sends.

        Raises:
            BrokerUnavailable: if the broker did not take one in time.
        """
        report = PublishReport(self._topic)
        pace = Pace(rate)
        for document in documents:
            if resume is not None and resume.done(document):
                report.passed_over += 1
                continue
            try:
                self._send(document, unchecked)
                report.sent += 1
                pace.wait()
            except TerminalError as error:
                report.refused += 1
                refuse(document.where, str(error))
            if resume is not None:
                resume.add(document)
            if len(self._waiting) >= BATCH:
                self._settle(resume)
        self._settle(resume)
        return report

    def _send(self, document: Document, unchecked: bool) -> None:
        key = document.key
        if document.value is not None or document.problem is not None:
            try:
                key = article_of(document, time.time()).article_id
            except TerminalError:
                if not unchecked or document.value is None:
                    raise
        self._waiting.append(
            self._producer.send(
                self._topic, key=key.encode() if key else None, value=document.value
            )
        )

    def _settle(self, resume: Resume | None) -> None:
        """Wait until the broker has taken all messages, then write down that it has."""
        try:
            self._producer.flush()
            for future in self._waiting:
                future.get(timeout=ACKNOWLEDGED_SECONDS)
        except KafkaError as error:
            msg = f"Kafka did not take all articles ({error}); send them again, that does no harm"
            raise BrokerUnavailable(msg) from error
        self._waiting.clear()
        if resume is not None:
            resume.save()


class Pace:
    """Keeps a loop to a number of turns a second, on average since the first one."""

    def __init__(self, rate: float | None) -> None:
        self._rate = rate
        self._started: float | None = None
        self._turns = 0

    def wait(self) -> None:
        """Sleep until the next turn is due."""
        if self._rate is None:
            return
        now = time.monotonic()
        self._started = now if self._started is None else self._started
        self._turns += 1
        ahead = self._started + self._turns / self._rate - now
        if ahead > 0:
            time.sleep(ahead)


def check_all(
    documents: Iterable[Document], refuse: Refuse, show: Callable[[Document, Article], None]
) -> PublishReport:
    """Do all of ``send_all`` but sending; ``show`` is called with every article."""
    report = PublishReport("")
    for document in documents:
        if document.value is None and document.problem is None:
            report.sent += 1
            continue
        try:
            article = article_of(document, time.time())
        except TerminalError as error:
            report.refused += 1
            refuse(document.where, str(error))
            continue
        report.sent += 1
        show(document, article)
    return report
