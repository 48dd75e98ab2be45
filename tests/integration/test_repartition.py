"""On real servers: articles go into topics with more partitions, and the documents are equal."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from streams.errors import ServerError, UsageError
from streams.runtime.clients import make_admin
from streams.runtime.repartition import repartition
from streams.runtime.topics import compare_topics, create_topics
from streams.settings import Settings
from tests.chaos.account import UNLIKE, differences
from tests.chaos.stream import stream
from tests.hostile import unlimited_producer
from tests.stack import Stack, messages_of, records_of, running_stack

pytestmark = pytest.mark.servers

EVENTS = 10
OLD, NEW = 2, 5


@pytest.fixture(scope="module")
def old(endpoints: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Yield a stack that has processed a stream with corrections, withdrawals and bad articles."""
    folder = tmp_path_factory.mktemp("old")
    with running_stack(endpoints, folder, partitions=OLD) as stack:
        with closing(unlimited_producer(stack.settings)) as producer:
            for one in stream(EVENTS, 8, seed=4):
                topic = stack.settings.topic("articles")
                producer.send(topic, key=one.key, value=one.value, headers=one.headers).get(60)
        stack.settle()
        yield stack


def articles_of(settings: Settings) -> list[tuple[int, bytes | None, bytes | None]]:
    """Return time, key and value of the articles, sorted."""
    found = [(one.timestamp, one.key, one.value) for one in records_of(settings, "articles")]
    return sorted(found, key=repr)


def test_articles_are_copied_once_and_lead_to_the_same_documents(
    old: Stack, endpoints: dict[str, str], tmp_path: Path
) -> None:
    before = {name: old.documents(name) for name in UNLIKE}
    said: list[str] = []
    with running_stack(endpoints, tmp_path, partitions=NEW) as new:
        prefix = old.settings.topic_prefix
        copied = repartition(new.settings, prefix, said.append)
        again = repartition(new.settings, prefix, said.append)
        assert (copied.messages, again.messages) == (len(articles_of(old.settings)), 0)
        assert articles_of(new.settings) == articles_of(old.settings)
        new.settle()
        assert differences(before, new) == []
        arrived = {datetime.fromtimestamp(ms / 1000, UTC) for ms, _, _ in articles_of(old.settings)}
        seen = [one["first_seen"] for one in new.documents("events").values()]
        assert {datetime.fromisoformat(text) for text in seen} <= arrived
        with closing(make_admin(new.settings)) as admin:
            assert compare_topics(admin, new.settings) == []
    assert said


def test_versions_of_an_article_stay_in_order_and_a_copy_goes_on(
    old: Stack, settings: Settings
) -> None:
    target = settings.model_copy(update={"partitions": NEW})
    with closing(make_admin(target)) as admin:
        create_topics(admin, target)
    prefix = old.settings.topic_prefix
    first = repartition(target, prefix, print)
    with closing(unlimited_producer(old.settings)) as producer:
        producer.send(old.settings.topic("articles"), key=b"late", value=None).get(60)
    second = repartition(target, prefix, print)
    assert (first.messages > 1, second.messages) == (True, 1)
    by_key: dict[bytes | None, list[bytes | None]] = {}
    for key, value in messages_of(old.settings, "articles"):
        by_key.setdefault(key, []).append(value)
    copied: dict[bytes | None, list[bytes | None]] = {}
    for key, value in messages_of(target, "articles"):
        copied.setdefault(key, []).append(value)
    keyed = [key for key in by_key if key is not None]
    assert {key: copied[key] for key in keyed} == {key: by_key[key] for key in keyed}


def test_a_wrong_prefix_is_named(old: Stack) -> None:
    with pytest.raises(ServerError, match=r"there is no topic nobody\.articles"):
        repartition(old.settings, "nobody.", print)
    with pytest.raises(UsageError, match="DATELINE_TOPIC_PREFIX"):
        repartition(old.settings, old.settings.topic_prefix, print)
