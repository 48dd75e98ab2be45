"""Producers that are set otherwise than Dateline's: compressions, and transactions."""

import asyncio
from contextlib import closing
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from faust.types.tuples import TP
from kafka import KafkaProducer, TopicPartition

from streams.runtime.brokers import group_state
from streams.runtime.clients import make_admin, make_consumer, make_producer
from streams.runtime.dead_letters import read_dead_letters
from streams.runtime.empty_offsets import without_messages
from streams.runtime.packed_batches import LARGEST_BATCH
from tests.hostile import named
from tests.stack import Stack

pytestmark = pytest.mark.servers

COMPRESSIONS = ("gzip", "snappy", "lz4", "zstd")


async def _send_with(producer: AIOKafkaProducer, stack: Stack, names: list[str]) -> None:
    for name in names:
        await producer.send_and_wait(
            stack.settings.topic("articles"), key=name.encode(), value=named(name)
        )


async def _send(stack: Stack, names: list[str], **options: Any) -> None:
    servers = stack.settings.kafka_bootstrap_servers
    async with AIOKafkaProducer(bootstrap_servers=servers, **options) as producer:
        await _send_with(producer, stack, names)


async def _send_in_transaction(
    stack: Stack, names: list[str], *, abort: bool = False, open_s: float = 0.0
) -> None:
    servers = stack.settings.kafka_bootstrap_servers
    async with AIOKafkaProducer(bootstrap_servers=servers, transactional_id="feed") as producer:
        await producer.begin_transaction()
        await _send_with(producer, stack, names)
        if open_s:
            await asyncio.to_thread(stack.settle, open_s)
        await (producer.abort_transaction() if abort else producer.commit_transaction())


def _lag(stack: Stack, group: str) -> int:
    """Return the lag of a group as the brokers see it."""
    with closing(make_admin(stack.settings)) as admin:
        return group_state(admin, stack.settings, group, ["articles"]).lag["articles"]


def test_articles_of_every_compression_are_read(stack: Stack) -> None:
    """Kafka hands a batch on as its producer compressed it."""
    for compression in COMPRESSIONS:
        names = [f"{compression}-{number}" for number in range(3)]
        asyncio.run(_send(stack, names, compression_type=compression))
    stack.settle()
    stored = set(stack.documents("articles"))
    assert {f"{name}-{number}" for name in COMPRESSIONS for number in range(3)} <= stored


def test_transactions_are_read_when_they_are_committed(stack: Stack) -> None:
    """Their markers and what was aborted have offsets, which must not stay uncommitted."""
    asyncio.run(_send_in_transaction(stack, ["kept-0", "kept-1"]))
    asyncio.run(_send_in_transaction(stack, ["dropped-0", "dropped-1"], abort=True))
    stack.settle()
    stored = set(stack.documents("articles"))
    assert {"kept-0", "kept-1"} <= stored
    assert not {"dropped-0", "dropped-1"} & stored
    for group in ("pipeline", "index"):
        stack.until(lambda group=group: _lag(stack, group) == 0)  # type: ignore[misc]


def test_an_open_transaction_is_no_lag(stack: Stack) -> None:
    asyncio.run(_send_in_transaction(stack, ["late"], open_s=60.0))
    stack.settle()
    assert "late" in stack.documents("articles")


def test_the_client_of_the_commands_reads_the_same(stack: Stack) -> None:
    """With it, topics are copied, indices rebuilt and dead letters read, up to the end."""
    asyncio.run(_send(stack, ["again"], compression_type="lz4"))
    topic = stack.settings.topic("articles")
    keys = set()
    with closing(make_consumer(stack.settings)) as consumer:
        parts = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic)]
        consumer.assign(parts)
        consumer.seek_to_beginning()
        ends = consumer.end_offsets(parts)
        while any(consumer.position(part) < ends[part] for part in parts):
            for records in consumer.poll(500).values():
                keys |= {record.key for record in records}
    assert {f"{name}-0".encode() for name in COMPRESSIONS} | {b"again", b"kept-0"} <= keys
    assert b"dropped-0" not in keys


def test_a_batch_that_takes_too_much_memory_is_a_dead_letter(stack: Stack) -> None:
    """Some kilobytes on Kafka, which broker and producer let through."""
    servers = stack.settings.kafka_bootstrap_servers.split(",")
    topic = stack.settings.topic("articles")
    with closing(
        KafkaProducer(
            bootstrap_servers=servers,
            compression_type="zstd",
            max_request_size=2 * LARGEST_BATCH,
        )
    ) as producer:
        for value in (named("before"), b"x" * (LARGEST_BATCH + 1), named("behind")):
            sent = producer.send(topic, value=value, partition=0)
            producer.flush()
            sent.get(timeout=60)
    stack.settle()
    assert {"before", "behind"} <= set(stack.documents("articles"))
    (letter,) = [one for one in read_dead_letters(stack.settings) if one.reason == "too_large"]
    assert "bytes unpacked" in letter.message
    assert not letter.whole
    assert (letter.value_bytes_in_full or 0) < 100_000


def test_a_message_behind_deleted_offsets_is_found(stack: Stack) -> None:
    """Retention may delete what was never committed; what is left must not be passed over."""
    with closing(make_producer(stack.settings)) as producer:
        topic = stack.settings.topic("articles")
        sent = producer.send(topic, key=b"kept-back", value=named("kept-back")).get(timeout=30)
    part = TP(topic, sent.partition)
    spans = {part: range(sent.offset + 1)}
    with closing(make_admin(stack.settings)) as admin:
        admin.delete_records({TopicPartition(*part): sent.offset})
        assert without_messages(stack.settings, spans) == {}
        admin.delete_records({TopicPartition(*part): sent.offset + 1})
    assert without_messages(stack.settings, spans) == {part: sent.offset + 1}
