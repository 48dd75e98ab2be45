"""The dead-letter queue: create, read and replay dead letters.

A dead letter is the original message, byte for byte, with headers that say why it could not be
processed.
"""

import base64
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from kafka import TopicPartition

from schemas import DeadLetter
from streams import __version__
from streams.errors import DatelineError, ServerError
from streams.runtime.clients import kafka_errors, make_consumer, make_producer
from streams.runtime.delivery import Incoming, Outgoing
from streams.settings import Settings

TOPIC = "dead-letters"

LONGEST_MESSAGE = 2000
"""Maximum length of an error message in characters; headers must fit ``ROOM_FOR_HEADERS``."""

POLL_MS = 1000
"""Longest wait for the broker in one poll, in milliseconds."""

ACKNOWLEDGED_SECONDS = 60
"""Longest wait for the broker to acknowledge a replayed message."""


def make_dead_letter(stage: str, message: Incoming, error: DatelineError, now: float) -> Outgoing:
    """Return the dead letter for a failed message; ``now`` is Unix time in seconds."""
    letter = DeadLetter(
        stage=stage,
        reason=error.reason,
        error_class=type(error).__name__,
        message=str(error)[:LONGEST_MESSAGE],
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        first_failed_at=datetime.fromtimestamp(now, UTC),
        pipeline_version=__version__,
        key=None,
        value=None,
    )
    return Outgoing(TOPIC, message.key, message.value, tuple(letter.headers()))


def read_dead_letters(settings: Settings) -> Iterator[DeadLetter]:
    """Yield all dead letters, oldest first within a partition.

    Raises:
        ServerError: if Kafka is unreachable or the topic is missing.
    """
    with kafka_errors(settings), closing(make_consumer(settings)) as consumer:
        yield from _read(consumer, settings.topic(TOPIC))


def replay_dead_letters(settings: Settings, stage: str | None, reason: str | None) -> int:
    """Send dead letters back to their topics and return how many were sent.

    Args:
        settings: the settings, with the address of Kafka.
        stage: replay only dead letters of this stage; None means all.
        reason: replay only dead letters with this reason; None means all.

    Raises:
        ServerError: if Kafka is unreachable or the topic is missing.
    """
    chosen = [
        letter
        for letter in read_dead_letters(settings)
        if stage in (None, letter.stage) and reason in (None, letter.reason)
    ]
    with kafka_errors(settings), closing(make_producer(settings)) as producer:
        futures = [
            producer.send(letter.topic, key=letter.key_bytes(), value=letter.value_bytes())
            for letter in chosen
        ]
        producer.flush()
        for future in futures:
            future.get(timeout=ACKNOWLEDGED_SECONDS)
    return len(chosen)


def preview(raw: str | None, longest: int) -> str:
    """Return the start of base64-encoded bytes as text of at most ``longest`` characters."""
    if raw is None:
        return ""
    text = base64.b64decode(raw).decode(errors="replace")
    shown = "".join(char if char.isprintable() else " " for char in text[: longest + 1])
    return shown if len(shown) <= longest else shown[:longest] + "…"


def _read(consumer: Any, topic: str) -> Iterator[DeadLetter]:
    numbers = consumer.partitions_for_topic(topic)
    if not numbers:
        msg = f"the topic {topic} does not exist. Run `dateline topics create` first."
        raise ServerError(msg)
    partitions = [TopicPartition(topic, number) for number in sorted(numbers)]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    ends = consumer.end_offsets(partitions)
    while any(consumer.position(partition) < ends[partition] for partition in partitions):
        for messages in consumer.poll(timeout_ms=POLL_MS).values():
            for message in messages:
                yield DeadLetter.from_message(message.headers, message.key, message.value)
