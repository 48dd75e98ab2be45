"""Copies articles into topics with another number of partitions, to be processed from the start.

The state of a stage is kept by partition, so that topics in use cannot get more of them. Instead,
new topics are created under another prefix and the articles are replayed into them, with their
keys, headers and times, in the order of arrival over all partitions.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.structs import OffsetAndMetadata

from streams.errors import ServerError, UsageError
from streams.runtime.clients import kafka_errors, make_admin, make_consumer, make_producer
from streams.runtime.record_headers import read_tolerantly
from streams.runtime.topics import TOPICS, check_topics, partition_counts, replicas_of
from streams.settings import Settings

ARTICLES = "articles"
POLL_MS = 1000
"""Longest wait for the broker in one poll, in milliseconds."""
AHEAD = 500
"""Messages of a partition that are read before those of the others: bounds memory."""
BATCH = 1000
"""Messages that are stored before their offsets are committed."""
FOLLOW_SECONDS = 1.0
"""Wait for new messages, when all are copied and more may come."""
ACKNOWLEDGED_SECONDS = 120.0
MAX_UNCOMPRESSED_BYTES = 2**31 - 1
"""What a broker stored once, compressed, it stores again."""

Report = Callable[[str], None]


@dataclass
class Copied:
    """What was copied from a topic, and how many messages it no longer held."""

    source: str
    target: str
    messages: int = 0
    expired: int = 0


def repartition(
    settings: Settings, old_prefix: str, report: Report, *, follow: bool = False
) -> Copied:
    """Copy the articles of another topic prefix into the topics of ``settings``.

    The messages keep their times, by which they expire and events are first seen. Offsets are
    committed, so that an interrupted copy goes on where it stopped; a few messages may then come
    twice, which changes nothing.

    Args:
        settings: those of the new topics, which exist and are not written to by producers yet.
        old_prefix: topic prefix of the articles to copy.
        report: receives a line about each step.
        follow: whether to go on with what producers still send, until a ``KeyboardInterrupt``.

    Raises:
        UsageError: if both prefixes are the same.
        ServerError: if a topic is missing or Kafka does not answer.
    """
    copied = Copied(f"{old_prefix}{ARTICLES}", settings.topic(ARTICLES))
    if copied.source == copied.target:
        msg = (
            f"{copied.source} is the topic that would be written to. Set DATELINE_TOPIC_PREFIX and "
            "DATELINE_PARTITIONS to those of the new topics, and name the old prefix."
        )
        raise UsageError(msg)
    read_tolerantly()
    with kafka_errors(settings):
        _check(settings, copied.source)
        with (
            _times_of_producers(settings, copied.target),
            closing(make_consumer(settings, settings.topic("repartition"))) as consumer,
            closing(make_producer(settings, MAX_UNCOMPRESSED_BYTES)) as producer,
        ):
            reader = _Reader(consumer, copied.source)
            copied.expired = reader.expired
            _copy(reader, producer, copied, report)
            while follow:
                time.sleep(FOLLOW_SECONDS)
                _copy(reader, producer, copied, report)
    return copied


def _check(settings: Settings, source: str) -> None:
    with closing(make_admin(settings)) as admin:
        if source not in partition_counts(admin):
            msg = f"there is no topic {source} to copy: name the prefix of the old topics"
            raise ServerError(msg)
        check_topics(admin, settings)


@contextmanager
def _times_of_producers(settings: Settings, topic: str) -> Iterator[None]:
    """Let a topic keep the times of messages that are written meanwhile, as they were stored."""
    spec = next(one for one in TOPICS if one.name == ARTICLES)
    with closing(make_admin(settings)) as admin:
        described = admin.describe_topics([topic])[0]["partitions"]
        replicas = replicas_of(described)

        def use(one: Any) -> None:
            config = one.config(replicas)
            admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, config)])

        use(replace(spec, time="CreateTime"))
        try:
            yield
        finally:
            use(spec)


def _copy(reader: "_Reader", producer: KafkaProducer, copied: Copied, report: Report) -> None:
    """Copy what the old topic holds now."""
    sent: list[Any] = []
    for message in reader.messages():
        sent.append(
            producer.send(
                copied.target,
                key=message.key,
                value=message.value,
                headers=list(message.headers),
                timestamp_ms=max(0, message.timestamp),
            )
        )
        reader.done(message)
        if len(sent) == BATCH:
            _store(reader, producer, sent, copied)
            sent = []
            report(f"{copied.messages} articles so far")
    if sent:
        _store(reader, producer, sent, copied)
        report(f"{copied.messages} articles")


def _store(reader: "_Reader", producer: KafkaProducer, sent: Sequence[Any], copied: Copied) -> None:
    """Wait until messages are stored; only then are they done."""
    producer.flush()
    for future in sent:
        future.get(timeout=ACKNOWLEDGED_SECONDS)
    reader.commit()
    copied.messages += len(sent)


@dataclass
class _Reader:
    """Reads all partitions of a topic in the order of arrival, from the committed offsets on."""

    consumer: KafkaConsumer
    topic: str
    expired: int = 0
    _partitions: list[TopicPartition] = field(default_factory=list)
    _read: dict[TopicPartition, deque[Any]] = field(default_factory=dict)
    _done: dict[TopicPartition, OffsetAndMetadata] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers = sorted(self.consumer.partitions_for_topic(self.topic) or ())
        self._partitions = [TopicPartition(self.topic, number) for number in numbers]
        self._read = {partition: deque() for partition in self._partitions}
        self.consumer.assign(self._partitions)
        first = self.consumer.beginning_offsets(self._partitions)
        self.expired = sum(first.values())
        for partition in self._partitions:
            committed = self.consumer.committed(partition)
            self.consumer.seek(partition, max(committed or 0, first[partition]))

    def messages(self) -> Iterator[Any]:
        """Yield the messages that the topic has now, the earliest of all partitions first."""
        ends = self.consumer.end_offsets(self._partitions)
        while True:
            if any(
                not self._read[one] and self.consumer.position(one) < ends[one]
                for one in self._partitions
            ):
                self._poll()
                continue
            waiting = [read for read in self._read.values() if read]
            if not waiting:
                return
            yield min(waiting, key=lambda read: (read[0].timestamp, read[0].partition)).popleft()

    def done(self, message: Any) -> None:
        """Note a message as copied; ``commit`` makes that known to the broker."""
        partition = TopicPartition(message.topic, message.partition)
        self._done[partition] = OffsetAndMetadata(message.offset + 1, "", -1)

    def commit(self) -> None:
        """Commit what is done."""
        self.consumer.commit(self._done)
        self._done = {}

    def _poll(self) -> None:
        """Read on, but not in partitions of which enough is in hand."""
        enough = {one for one in self._partitions if len(self._read[one]) >= AHEAD}
        self.consumer.resume(*(set(self._partitions) - enough))
        self.consumer.pause(*enough)
        for partition, messages in self.consumer.poll(timeout_ms=POLL_MS).items():
            self._read[partition].extend(messages)
