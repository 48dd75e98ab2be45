"""Reading dead letters back from Kafka, and sending them where they came from."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from kafka import TopicPartition

from schemas import DeadLetter
from streams.errors import ServerError
from streams.runtime.clients import kafka_errors, make_consumer, make_producer
from streams.settings import Settings

POLL_MS = 1000


def read_letters(settings: Settings) -> Iterator[DeadLetter]:
    """Yield every dead letter that is there now, oldest first within a partition.

    Raises:
        ServerError: if Kafka is away or the topic is missing.
    """
    with kafka_errors(settings), closing(make_consumer(settings)) as consumer:
        yield from _read(consumer, settings.topic("dead-letters"))


def replay(settings: Settings, stage: str | None, reason: str | None) -> int:
    """Send matching dead letters back to their topics and return how many.

    Raises:
        ServerError: if Kafka is away.
    """
    letters = [
        letter
        for letter in read_letters(settings)
        if stage in (None, letter.stage) and reason in (None, letter.reason)
    ]
    with kafka_errors(settings), closing(make_producer(settings)) as producer:
        futures = [
            producer.send(letter.topic, key=letter.key_bytes(), value=letter.value_bytes())
            for letter in letters
        ]
        producer.flush()
        for future in futures:
            future.get(timeout=60)
    return len(letters)


def _read(consumer: Any, topic: str) -> Iterator[DeadLetter]:
    numbers = consumer.partitions_for_topic(topic)
    if not numbers:
        msg = f"there is no topic {topic}. Run `dateline topics create` first."
        raise ServerError(msg)
    partitions = [TopicPartition(topic, number) for number in sorted(numbers)]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    ends = consumer.end_offsets(partitions)
    while any(consumer.position(tp) < ends[tp] for tp in partitions):
        for messages in consumer.poll(timeout_ms=POLL_MS).values():
            for message in messages:
                yield DeadLetter.from_message(message.headers, message.key, message.value)
