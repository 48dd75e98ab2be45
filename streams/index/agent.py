"""The index stage on its topics: records in, Elasticsearch documents out."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from schemas import Article, CityActivity, Event, parse_mention_message
from streams.errors import IndexRejected, MalformedRecord, TerminalError
from streams.index.bulk import BulkWriter
from streams.index.documents import (
    Action,
    activity_action,
    article_action,
    event_action,
    mention_action,
    tombstone_action,
)
from streams.runtime.dead_letters import dead_letter
from streams.runtime.delivery import Incoming
from streams.runtime.metrics import StageMetrics
from streams.runtime.retry import until_it_works
from streams.runtime.stage import Send
from streams.settings import Settings


def _article(message: Incoming, now: datetime) -> Action:
    del now
    if message.value is None:
        if not message.key:
            msg = "a null value without a key names no article"
            raise MalformedRecord(msg)
        return tombstone_action(message.key.decode(errors="replace"))
    return article_action(Article.from_json(message.value))


def _mention(message: Incoming, now: datetime) -> Action:
    del now
    return mention_action(parse_mention_message(message.value or b""))


def _event(message: Incoming, now: datetime) -> Action:
    return event_action(Event.from_json(message.value or b""), now)


def _activity(message: Incoming, now: datetime) -> Action:
    del now
    return activity_action(CityActivity.from_json(message.value or b""))


INDEXED_TOPICS: Mapping[str, Callable[[Incoming, datetime], Action]] = {
    "articles": _article,
    "mentions": _mention,
    "events": _event,
    "city-activity": _activity,
}
"""What each topic's messages become in Elasticsearch."""


class IndexHandler:
    """Writes batches of one topic; documents that Elasticsearch refuses become dead letters."""

    def __init__(
        self,
        source: str,
        writer: BulkWriter,
        send: Send,
        metrics: StageMetrics,
        settings: Settings,
    ) -> None:
        self._to_action = INDEXED_TOPICS[source]
        self._source = source
        self._writer = writer
        self._send = send
        self._metrics = metrics
        self._settings = settings

    def begin(self, message: Incoming) -> "asyncio.Future[Any] | None":
        """Nothing runs ahead: writes are batched and in order."""
        del message

    async def handle(self, batch: Sequence[tuple[Incoming, "asyncio.Future[Any] | None"]]) -> None:
        """Write a batch, retrying for as long as Elasticsearch is away."""
        now = datetime.now(UTC)
        pairs = [pair for message, _ in batch if (pair := await self._prepare(message, now))]
        actions = [action for _, action in pairs]
        with self._metrics.timed():
            result = await until_it_works(
                lambda: self._writer.write(actions),
                lambda: self._metrics.count("retry"),
                self._settings.retry_initial_seconds,
                self._settings.retry_max_seconds,
            )
        refused = {id(rejection.action): rejection for rejection in result.rejected}
        for message, action in pairs:
            rejection = refused.get(id(action))
            if rejection is None:
                self._metrics.count("ok")
                self._metrics.latency(time.time() - message.origin)
            else:
                await self._give_up(message, IndexRejected(rejection.error))
        self._metrics.bulk("done", len(pairs) - len(refused))
        self._metrics.bulk("rejected", len(refused))

    async def _prepare(self, message: Incoming, now: datetime) -> tuple[Incoming, Action] | None:
        try:
            return message, self._to_action(message, now)
        except TerminalError as error:
            # A bad article is a dead letter of the extract stage already.
            if self._source == "articles":
                self._metrics.count("skipped")
            else:
                await self._give_up(message, error)
            return None

    async def _give_up(self, message: Incoming, error: TerminalError) -> None:
        self._metrics.dead_letter(error.reason)
        await (await self._send(dead_letter("index", message, error, time.time())))
