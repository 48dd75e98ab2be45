"""`dateline publish` and `dateline dead-letters` against a real broker."""

import json
import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from kafka import TopicPartition

from schemas import DeadLetter
from streams.errors import MalformedRecord
from streams.runtime.clients import make_admin, make_consumer, make_producer
from streams.runtime.dead_letters import make_dead_letter, read_dead_letters
from streams.runtime.delivery import Incoming
from streams.runtime.topics import create_topics
from streams.settings import Settings

pytestmark = pytest.mark.servers

ARTICLE = {
    "publisher": "daily.example",
    "published_at": "2024-05-01T12:00:00Z",
    "text": "A bridge was opened.",
}


@pytest.fixture
def topics(settings: Settings) -> Settings:
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    return settings


def dateline(
    settings: Settings, *arguments: str, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DATELINE_KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "DATELINE_TOPIC_PREFIX": settings.topic_prefix,
        "DATELINE_PARTITIONS": str(settings.partitions),
    }
    return subprocess.run(
        [sys.executable, "-m", "streams.commands.main", *arguments],
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def on_topic(settings: Settings) -> list[tuple[bytes | None, bytes | None]]:
    found = []
    with closing(make_consumer(settings)) as consumer:
        name = settings.topic("articles")
        partitions = [TopicPartition(name, number) for number in range(settings.partitions)]
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        ends = consumer.end_offsets(partitions)
        while any(consumer.position(tp) < ends[tp] for tp in partitions):
            for messages in consumer.poll(timeout_ms=1000).values():
                found += [(message.key, message.value) for message in messages]
    return sorted(found, key=lambda item: item[0] or b"")


def test_good_articles_are_sent_and_bad_ones_named(topics: Settings, tmp_path: Path) -> None:
    good = [json.dumps(ARTICLE | {"article_id": f"a{number}"}) for number in (1, 2)]
    path = tmp_path / "in.jsonl"
    lacking = json.dumps({"article_id": "a3", "text": ARTICLE["text"]})
    path.write_text(f"{good[0]}\nnot json\n\n{lacking}\n{good[1]}\n", encoding="utf-8")
    done = dateline(topics, "publish", str(path))
    assert done.returncode == 1
    assert f"{path}:2: Article is malformed" in done.stderr
    assert f"{path}:4: Article is malformed: publisher" in done.stderr
    assert "2 articles sent" in done.stdout
    assert on_topic(topics) == [(b"a1", good[0].encode()), (b"a2", good[1].encode())]


def test_plain_text_and_withdrawals_are_sent(topics: Settings) -> None:
    text = dateline(
        topics,
        *("publish", "-", "--publisher", "daily.example"),
        *("--published-at", "2024-05-01T12:00:00Z", "--url", "https://daily.example/1"),
        stdin="A bridge was opened in Mosul.",
    )
    assert text.returncode == 0, text.stderr
    ((key, value),) = on_topic(topics)
    assert key is not None
    assert json.loads(value or b"")["text"] == "A bridge was opened in Mosul."
    gone = dateline(topics, "publish", "--withdraw", key.decode())
    assert gone.returncode == 0, gone.stderr
    assert [item for _, item in on_topic(topics)].count(None) == 1


def test_a_second_run_sends_only_what_the_first_one_did_not(
    topics: Settings, tmp_path: Path
) -> None:
    articles = [json.dumps(ARTICLE | {"article_id": f"a{number}"}) for number in range(5)]
    path, state = tmp_path / "in.jsonl", str(tmp_path / "state")
    path.write_text("\n".join(articles), encoding="utf-8")
    first = dateline(topics, "publish", str(path), "--resume", state)
    assert "5 articles sent" in first.stdout
    kept = json.loads((tmp_path / "state").read_text())
    kept["files"][str(path)]["documents"] = 3
    (tmp_path / "state").write_text(json.dumps(kept))
    second = dateline(topics, "publish", str(path), "--resume", state)
    assert "2 articles sent" in second.stdout
    assert "3 sent by an earlier run" in second.stdout
    assert second.returncode == 0
    assert len(on_topic(topics)) == 7


def test_a_rate_is_kept(topics: Settings) -> None:
    lines = "\n".join(json.dumps(ARTICLE | {"article_id": f"a{n}"}) for n in range(21))
    started = time.monotonic()
    done = dateline(topics, "publish", "-", "--rate", "10", stdin=lines)
    assert "21 articles sent" in done.stdout
    assert time.monotonic() - started > 2.0


def test_a_broker_that_is_away_is_named(topics: Settings) -> None:
    away = topics.model_copy(update={"kafka_bootstrap_servers": "127.0.0.1:1"})
    done = dateline(away, "publish", "-", stdin=json.dumps(ARTICLE | {"article_id": "a"}))
    assert done.returncode == 2
    assert "Kafka does not answer at 127.0.0.1:1" in done.stderr
    assert "dateline local up" in done.stderr


def test_dead_letters_are_listed_and_put_back_byte_for_byte(topics: Settings) -> None:
    value = b'{"article_id": "late", \xff'
    message = Incoming(topics.topic("articles"), 1, 7, b"late", value, 0.0, 0.0)
    letter = make_dead_letter("extract", message, MalformedRecord("no publisher"), 0.0)
    with closing(make_producer(topics)) as producer:
        producer.send(
            topics.topic("dead-letters"),
            key=letter.key,
            value=letter.value,
            headers=list(letter.headers),
        )
        producer.flush()
    (found,) = read_dead_letters(topics)
    assert isinstance(found, DeadLetter)
    assert found.value_bytes() == value
    listed = dateline(topics, "dead-letters", "list")
    assert "no publisher" in listed.stdout
    put_back = dateline(topics, "dead-letters", "replay", "--reason", "malformed")
    assert "1 dead letters sent back" in put_back.stdout
    assert on_topic(topics) == [(b"late", value)]
    assert "0 dead letters" in dateline(topics, "dead-letters", "replay", "--stage", "x").stdout
