"""The dead-letter queue: create, read and replay dead letters.

A dead letter is the original message, byte for byte, with headers that say why it could not be
processed. Of a message that is too large for a dead letter, the start is kept, with its size and
hash. A worker that is killed may write a letter twice: both have one key, so that the topic keeps
one of them in the end, and it is read once before that.
"""

import base64
import hashlib
import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kafka import TopicPartition

from schemas import DeadLetter
from schemas.dead_letter import encode
from streams import __version__
from streams.errors import DatelineError, MalformedRecord, ServerError
from streams.runtime.clients import kafka_errors, make_consumer, make_producer
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.packed_batches import UnreadBatch
from streams.runtime.record_headers import read_tolerantly
from streams.runtime.topics import MAX_MESSAGE_BYTES
from streams.settings import Settings

logger = logging.getLogger(__name__)

TOPIC = "dead-letters"

LONGEST_MESSAGE = 2000
"""Maximum length of an error message in characters; headers must fit ``ROOM_FOR_HEADERS``."""

KEPT_VALUE_BYTES, KEPT_KEY_BYTES = 1024 * 1024, 4096
"""Bytes that are kept of a message that is too large: enough to see what it was."""

POLL_MS = 1000
"""Longest wait for the broker in one poll, in milliseconds."""

ACKNOWLEDGED_SECONDS = 60
"""Longest wait for the broker to acknowledge a replayed message."""


def make_dead_letter(stage: str, message: Incoming, error: DatelineError, now: float) -> Outgoing:
    """Return the dead letter for a failed message; ``now`` is Unix time in seconds."""
    key, value = message.key, message.value
    is_small = len(key or b"") + len(value or b"") <= MAX_MESSAGE_BYTES
    whole = is_small and not isinstance(value, UnreadBatch)
    if not whole:
        key, value = key and key[:KEPT_KEY_BYTES], value and value[:KEPT_VALUE_BYTES]
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
        key=encode(key),
        value=encode(value),
        value_bytes_in_full=None if whole else len(message.value or b""),
        value_sha256=None if whole else hashlib.sha256(message.value or b"").hexdigest(),
    )
    return Outgoing(TOPIC, letter.message_key, value or b"", tuple(letter.headers()))


@dataclass(frozen=True)
class Replay:
    """How many dead letters were sent back, and how many are not whole."""

    sent: int
    truncated: int


def read_dead_letters(settings: Settings) -> Iterator[DeadLetter]:
    """Yield each dead letter once, oldest first within a partition.

    Raises:
        ServerError: if Kafka is unreachable or the topic is missing.
    """
    with kafka_errors(settings), closing(make_consumer(settings)) as consumer:
        read_tolerantly()
        seen = set()
        for letter in _read(consumer, settings.topic(TOPIC)):
            if letter.identity not in seen:
                seen.add(letter.identity)
                yield letter


def replay_dead_letters(settings: Settings, stage: str | None, reason: str | None) -> Replay:
    """Send dead letters back to their topics; those that are not whole stay behind.

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
    whole = [letter for letter in chosen if letter.whole]
    with kafka_errors(settings), closing(make_producer(settings)) as producer:
        futures = [
            producer.send(letter.topic, key=letter.key_bytes(), value=letter.value_bytes())
            for letter in whole
        ]
        producer.flush()
        for future in futures:
            future.get(timeout=ACKNOWLEDGED_SECONDS)
    return Replay(len(whole), len(chosen) - len(whole))


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
                try:
                    yield DeadLetter.from_message(message.headers, message.key, message.value)
                except MalformedRecord as error:
                    logger.warning("%s[%d]@%d: %s", topic, message.partition, message.offset, error)
