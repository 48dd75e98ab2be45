"""Hostile messages on real Kafka: each is stored or a dead letter, and its neighbours are safe."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from aiokafka import AIOKafkaProducer
from kafka import KafkaProducer

from schemas import DeadLetter
from streams.runtime.clients import make_admin, make_producer
from streams.runtime.dead_letters import KEPT_VALUE_BYTES, read_dead_letters
from streams.runtime.delivery import ORIGIN_HEADER
from tests.hostile import (
    ANY_JSON,
    HOSTILE_HEADERS,
    HUGE_BYTES,
    named,
    odd_articles,
    refused,
    unlimited_producer,
)
from tests.stack import Stack

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module", autouse=True)
def _short_budget() -> Iterator[None]:
    """Let the workers, which start after this, give up a slow article sooner."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_ARTICLE_SECONDS", "3")
        yield


@pytest.fixture(scope="module")
def letters(stack: Stack) -> list[DeadLetter]:
    """Send hostile messages, each between two good neighbours, and wait for all of them."""
    with closing(unlimited_producer(stack.settings)) as producer:
        topic = stack.settings.topic("articles")
        for number, headers in enumerate(HOSTILE_HEADERS):
            _send_neighbour(producer, topic, f"before-{number}")
            key = f"headers-{number}"
            producer.send(topic, key=key.encode(), value=named(key), headers=headers)
        for name, value in refused().items():
            _send_neighbour(producer, topic, f"beside-{name}")
            producer.send(topic, key=name.encode(), value=value)
        for value in odd_articles():
            producer.send(topic, key=b"odd", value=value)
        asyncio.run(_send_null_header(stack))
        _send_neighbour(producer, topic, "last")
        producer.flush()
    stack.settle()
    return list(read_dead_letters(stack.settings))


async def _send_null_header(stack: Stack) -> None:
    """Send what kafka-python refuses: a header without a value."""
    servers = stack.settings.kafka_bootstrap_servers
    async with AIOKafkaProducer(bootstrap_servers=servers) as producer:
        await producer.send_and_wait(
            stack.settings.topic("articles"),
            key=b"null-header",
            value=named("null-header"),
            headers=[(ORIGIN_HEADER, None)],
        )


def _send_neighbour(producer: KafkaProducer, topic: str, name: str) -> None:
    producer.send(topic, key=name.encode(), value=named(name))


def test_nothing_is_lost_to_the_message(stack: Stack, letters: list[DeadLetter]) -> None:
    """Published is indexed plus dead-lettered."""
    stored = set(stack.documents("articles"))
    sent = {f"before-{number}" for number in range(len(HOSTILE_HEADERS))}
    sent |= {f"headers-{number}" for number in range(len(HOSTILE_HEADERS))}
    sent |= {f"beside-{name}" for name in refused()} | {"last", "null-header"}
    assert sent <= stored
    by_key = {letter.key_bytes(): letter for letter in letters}
    assert {name.encode() for name in refused()} <= set(by_key)
    odd = [letter for letter in letters if letter.key_bytes() == b"odd"]
    positions = {letter.identity for letter in odd}
    accepted = {source["article_id"] for source in stack.documents("extractions").values()}
    odd_accepted = {name for name in accepted if name not in sent}
    assert len(positions) + len(odd_accepted) >= len({*odd_articles()}) - len(ANY_JSON)
    assert {letter.stage for letter in letters} == {"extract"}
    assert {letter.reason for letter in odd} <= {"malformed", "too_large", "unknown_version"}


def test_an_article_that_takes_too_long_is_given_up_and_marked(
    stack: Stack, letters: list[DeadLetter]
) -> None:
    (slow,) = [letter for letter in letters if letter.key_bytes() == b"slow"]
    assert slow.reason == "too_slow"
    assert stack.documents("extractions")["slow"]["skipped"] == "too_slow"


def test_what_is_too_large_is_kept_by_its_start_size_and_hash(letters: list[DeadLetter]) -> None:
    (huge,) = [letter for letter in letters if letter.key_bytes() == b"huge"]
    assert huge.value_bytes_in_full == HUGE_BYTES + 12
    assert len(huge.value_bytes() or b"") == KEPT_VALUE_BYTES
    assert huge.value_sha256


def test_clocks_of_producers_count_for_nothing(stack: Stack, letters: list[DeadLetter]) -> None:
    """The broker stamps articles: one of 1971 is not expired, and one of 9999 moves no clock."""
    topic = stack.settings.topic("articles")
    story = "A car bomb exploded in Kirkuk on Monday, killing {} people, police said."
    with closing(make_producer(stack.settings)) as producer:
        for name, moment in (("old", 36_000_000_000), ("new", 253402300799000)):
            value = named(name, text=story.format(8))
            producer.send(topic, key=name.encode(), value=value, timestamp_ms=moment)
        producer.flush()
    stack.settle()
    stored = set(stack.documents("articles"))
    assert {"old", "new"} <= stored
    events = [
        event
        for event in stack.documents("events").values()
        if {item["article_id"] for item in event["evidence"]} & {"old", "new"}
    ]
    assert [event["n_articles"] for event in events] == [2]
    assert abs(_moment(events[0]["first_seen"]) - time.time()) < 600


def _moment(text: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(text).timestamp()


def test_topics_are_stamped_by_the_broker(stack: Stack) -> None:
    from kafka.admin import ConfigResource, ConfigResourceType

    name = stack.settings.topic("articles")
    with closing(make_admin(stack.settings)) as admin:
        found = admin.describe_configs(
            [ConfigResource(ConfigResourceType.TOPIC, name)], config_filter="all"
        )
    config = found[ConfigResourceType.TOPIC.name.lower()][name]
    assert config["message.timestamp.type"]["value"] == "LogAppendTime"
