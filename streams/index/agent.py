"""The index stage: reads records from its topics and writes documents to Elasticsearch."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from schemas import (
    Alert,
    CityActivity,
    Event,
    Extraction,
    Mention,
    Withdrawal,
    parse_mention_message,
)
from streams.errors import IndexRejected, MalformedRecord, StageFailed, TerminalError
from streams.index.bulk import BulkWriter
from streams.index.documents import (
    Action,
    activity_action,
    alert_action,
    article_action,
    event_action,
    extraction_action,
    mention_action,
    stamped,
    tombstone_action,
)
from streams.index.outlets import OutletTally
from streams.ingest.articles import read_article
from streams.runtime.dead_letters import make_dead_letter
from streams.runtime.delivery import Incoming
from streams.runtime.logs import about
from streams.runtime.metrics import StageMetrics
from streams.runtime.retry import retry_transient
from streams.runtime.stage import Send, where
from streams.runtime.watchdog import cpu_budget
from streams.settings import Settings

logger = logging.getLogger(__name__)

Make = Callable[[datetime], Action]
"""Returns the write for a message; only events use the argument, the time of the attempt."""


def _article(message: Incoming) -> Make:
    value = message.content
    if value is not None:
        action = article_action(read_article(value, message.timestamp))
    elif message.key:
        action = tombstone_action(message.key.decode(errors="replace"))
    else:
        msg = "message with neither key nor value: no article to withdraw"
        raise MalformedRecord(msg)
    return lambda _: action


def _extraction(message: Incoming) -> Make:
    action = extraction_action(Extraction.from_json(message.value or b""))
    return lambda _: action


def _mention(message: Incoming) -> Make | None:
    record = parse_mention_message(message.value or b"")
    if not isinstance(record, Mention | Withdrawal) or (
        isinstance(record, Withdrawal) and record.forwarded
    ):
        return None  # between blocks: the mention is indexed under the block it was located in
    action = mention_action(record)
    return lambda _: action


def _event(message: Incoming) -> Make:
    action = event_action(Event.from_json(message.value or b""), datetime.now(UTC))
    return lambda now: stamped(action, now)


def _activity(message: Incoming) -> Make:
    action = activity_action(CityActivity.from_json(message.value or b""))
    return lambda _: action


def _alert(message: Incoming) -> Make:
    action = alert_action(Alert.from_json(message.value or b""))
    return lambda _: action


INDEXED_TOPICS: Mapping[str, Callable[[Incoming], Make | None]] = {
    "articles": _article,
    "extractions": _extraction,
    "mentions": _mention,
    "events": _event,
    "city-activity": _activity,
    "alerts": _alert,
}
"""How the messages of each topic are turned into writes to Elasticsearch; None writes nothing."""


PUBLISHED_FIELDS: Mapping[str, str] = {"articles": "published_at", "events": "last_published"}
"""Topics whose documents say when their newest article was published, and the field that does."""


class IndexHandler:
    """Writes batches of one topic; documents that Elasticsearch rejects become dead letters."""

    def __init__(
        self,
        source: str,
        writer: BulkWriter,
        send: Send,
        metrics: StageMetrics,
        settings: Settings,
    ) -> None:
        self._read = INDEXED_TOPICS[source]
        self._source = source
        self._writer = writer
        self._send = send
        self._metrics = metrics
        self._settings = settings
        self._outlets = OutletTally()

    def begin(self, message: Incoming) -> "asyncio.Future[Any] | None":
        """Return None: writes are batched and in order, so no work is started in advance."""
        del message
        return None

    async def handle(self, batch: Sequence[tuple[Incoming, "asyncio.Future[Any] | None"]]) -> None:
        """Write a batch; retry as long as Elasticsearch is unavailable."""
        writes = [(message, make) for message, _ in batch if (make := await self._prepare(message))]
        makes = [make for _, make in writes]
        for message, _ in writes:
            self._metrics.waited(message.received)
        errors = await retry_transient(
            lambda: self._timed_attempt(makes), self._metrics, self._settings
        )
        for (message, _), error in zip(writes, errors, strict=True):
            if error is None:
                self._metrics.count("ok")
                self._metrics.latency(time.time() - message.origin)
            else:
                await self._give_up(message, IndexRejected(error))
        rejected = sum(error is not None for error in errors)
        self._metrics.bulk("done", len(errors) - rejected)
        self._metrics.bulk("rejected", rejected)

    async def _timed_attempt(self, makes: Sequence[Make]) -> list[str | None]:
        with self._metrics.working():
            return await self._attempt(makes)

    def _note(self, written: Sequence[Action]) -> None:
        """Measure how fresh documents are, and count articles by outlet."""
        field = PUBLISHED_FIELDS.get(self._source)
        if field is None:
            return
        now = time.time()
        for action in written:
            if action.source and self._source == "articles":
                self._outlets.count(str(action.source.get("publisher")))
            if action.source and action.source.get(field):
                published = datetime.fromisoformat(action.source[field]).timestamp()
                self._metrics.fresh(self._source, now - published)

    async def _attempt(self, makes: Sequence[Make]) -> list[str | None]:
        """Write once; return for each message why it was rejected, or None if it was not.

        Of a document only the newest version is written; if that is rejected, the one before.
        """
        now = datetime.now(UTC)
        actions = [make(now) for make in makes]
        errors: list[str | None] = [None] * len(actions)
        waiting = versions_of(actions)
        while waiting:
            written = sorted(versions[0] for versions in waiting)
            result = await self._writer.write([actions[position] for position in written])
            refused = {id(rejection.action): rejection.error for rejection in result.rejected}
            for position in written:
                errors[position] = refused.get(id(actions[position]))
            waiting = [rest[1:] for rest in waiting if errors[rest[0]] and rest[1:]]
        self._note([action for action, error in zip(actions, errors, strict=True) if error is None])
        return errors

    async def _prepare(self, message: Incoming) -> Make | None:
        try:
            with cpu_budget(self._settings.article_seconds, "reading the message"):
                make = self._read(message)
            if make is not None:
                make(datetime.now(UTC))
            return make
        except TerminalError as error:
            # The extract stage has already made a dead letter of an invalid article.
            if self._source == "articles":
                self._metrics.count("skipped")
            else:
                await self._give_up(message, error)
        except Exception as error:  # boundary: any error of a message becomes a dead letter
            extra = about("index", message)
            logger.exception("stage index failed at %s", where(message), extra=extra)
            await self._give_up(message, StageFailed(f"{type(error).__name__}: {error}"))
        return None

    async def _give_up(self, message: Incoming, error: TerminalError) -> None:
        extra = about("index", message, reason=error.reason)
        logger.warning("dead letter from index at %s: %s", where(message), error, extra=extra)
        self._metrics.dead_letter(error.reason)
        await (await self._send(make_dead_letter("index", message, error, time.time())))


def versions_of(actions: Sequence[Action]) -> list[list[int]]:
    """Return the positions of the actions of each document, the newest version first.

    A deletion without a version, whatever is stored, keeps its place among the others of its
    document: all of them are written.
    """
    documents: dict[tuple[str, int | None, str], list[int]] = {}
    for position, action in enumerate(actions):
        documents.setdefault((action.index, action.year, action.id), []).append(position)
    found: list[list[int]] = []
    for positions in documents.values():
        versions = {position: actions[position].version for position in positions}
        if None in versions.values():
            found += [[position] for position in positions]
        else:
            found.append(sorted(positions, key=lambda one: (versions[one] or 0, one), reverse=True))
    return found
