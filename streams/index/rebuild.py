"""Rebuilds indices from the topics, after one was deleted.

Every message that the topics still hold is written again. Writes carry versions, so that workers
may go on meanwhile, and documents that are there already stay as they are.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch
from kafka import TopicPartition

from streams.errors import ElasticsearchUnavailable, ServerError, TerminalError
from streams.index.agent import INDEXED_TOPICS
from streams.index.bulk import BulkWriter
from streams.index.client import make_async_client
from streams.index.documents import Action
from streams.index.setup import create_indices
from streams.runtime.clients import cluster_id, kafka_errors, make_consumer
from streams.runtime.delivery import Incoming
from streams.runtime.record_headers import read_tolerantly
from streams.settings import Settings

POLL_MS = 1000
"""Longest wait for the broker in one poll, in milliseconds."""

MESSAGES_PER_REPORT = 10_000

Report = Callable[[str], None]


@dataclass
class Rebuilt:
    """What became of the messages of one topic."""

    topic: str
    written: int = 0
    newer: int = 0
    """Documents that the index already had in a newer version."""
    refused: int = 0
    """Messages that are no record, or that Elasticsearch rejects; they are dead letters already."""
    expired: int = 0
    """Messages that the topic no longer holds."""


def rebuild_indices(
    client: Elasticsearch, settings: Settings, report: Report, names: Sequence[str] = ()
) -> list[Rebuilt]:
    """Create missing indices and write again what the topics hold.

    Args:
        client: a client of the server.
        settings: the settings, with the addresses of both servers.
        report: receives a line about each step.
        names: indices to fill, without prefix; all by default.

    Raises:
        ServerError: if a server does not answer, or the indices hold what another Kafka cluster
            carries.
    """
    cluster = cluster_id(settings)
    create_indices(client, settings, report, renew=True)
    read_tolerantly()
    chosen = [name for name in INDEXED_TOPICS if not names or name in names]
    return [asyncio.run(_fill(settings, name, cluster, report)) for name in chosen]


async def _fill(settings: Settings, name: str, cluster: str, report: Report) -> Rebuilt:
    rebuilt = Rebuilt(settings.topic(name))
    async with make_async_client(settings) as client:
        writer = BulkWriter(client, settings, cluster)
        with kafka_errors(settings), closing(make_consumer(settings)) as consumer:
            batch: list[Action] = []
            for number, message in enumerate(_messages(consumer, rebuilt), 1):
                action = _action(name, message)
                if action is None:
                    rebuilt.refused += 1
                else:
                    batch.append(action)
                if len(batch) >= settings.index_batch:
                    await _write(writer, batch, rebuilt)
                    batch = []
                if number % MESSAGES_PER_REPORT == 0:
                    report(f"{rebuilt.topic}: {number} messages so far")
            await _write(writer, batch, rebuilt)
    return rebuilt


def _messages(consumer: Any, rebuilt: Rebuilt) -> Iterator[Any]:
    """Yield the messages that a topic has now, in the order of each partition."""
    numbers = consumer.partitions_for_topic(rebuilt.topic)
    if not numbers:
        msg = f"the topic {rebuilt.topic} does not exist. Run `dateline topics create` first."
        raise ServerError(msg)
    partitions = [TopicPartition(rebuilt.topic, number) for number in sorted(numbers)]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    rebuilt.expired = sum(consumer.beginning_offsets(partitions).values())
    ends = consumer.end_offsets(partitions)
    while any(consumer.position(partition) < ends[partition] for partition in partitions):
        for messages in consumer.poll(timeout_ms=POLL_MS).values():
            yield from messages


def _action(name: str, message: Any) -> Action | None:
    moment = max(0.0, message.timestamp / 1000)
    incoming = Incoming(
        *(message.topic, message.partition, message.offset, message.key, message.value),
        timestamp=moment,
        origin=moment,
    )
    try:
        make = INDEXED_TOPICS[name](incoming)
        return make(datetime.now(UTC)) if make is not None else None
    except TerminalError:
        return None


async def _write(writer: BulkWriter, batch: list[Action], rebuilt: Rebuilt) -> None:
    try:
        result = await writer.write(batch)
    except ElasticsearchUnavailable as error:
        msg = f"{error}. Run the same command again; what is written already stays"
        raise ServerError(msg) from error
    rebuilt.written += result.done
    rebuilt.newer += result.stale
    rebuilt.refused += len(result.rejected)
