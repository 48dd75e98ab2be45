"""Reading dead letters back from Kafka, and sending them where they came from."""

from collections.abc import Iterator
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from schemas import DeadLetter
from streams.errors import ServerError
from streams.runtime.topics import MAX_MESSAGE_BYTES
from streams.settings import Settings

POLL_MS = 1000


def read_letters(settings: Settings) -> Iterator[DeadLetter]:
    """Yield every dead letter that is there now, oldest first within a partition.

    Raises:
        ServerError: if Kafka is away or the topic is missing.
    """
    topic = settings.topic("dead-letters")
    try:
        consumer = KafkaConsumer(
            bootstrap_servers=settings.kafka_bootstrap_servers.split(","),
            enable_auto_commit=False,
            group_id=None,
            fetch_max_bytes=4 * MAX_MESSAGE_BYTES,
        )
    except KafkaError as error:
        raise _away(settings, error) from error
    try:
        yield from _read(consumer, topic)
    except KafkaError as error:
        raise _away(settings, error) from error
    finally:
        consumer.close()


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
    producer = KafkaProducer(
        bootstrap_servers=settings.kafka_bootstrap_servers.split(","),
        acks="all",
        linger_ms=20,
        compression_type="gzip",
        max_request_size=MAX_MESSAGE_BYTES,
    )
    try:
        futures = [
            producer.send(letter.topic, key=letter.key_bytes(), value=letter.value_bytes())
            for letter in letters
        ]
        producer.flush()
        for future in futures:
            future.get(timeout=60)
    except KafkaError as error:
        raise _away(settings, error) from error
    finally:
        producer.close()
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


def _away(settings: Settings, error: KafkaError) -> ServerError:
    return ServerError(
        f"Kafka does not answer at {settings.kafka_bootstrap_servers} ({error}). Start it with "
        "`dateline local up`, or set DATELINE_KAFKA_BOOTSTRAP_SERVERS."
    )
