"""Bulk writes on a real server: versions win, refusals are told, the rest is tried again."""

import asyncio
import socket
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from elasticsearch import Elasticsearch, NotFoundError

from streams.errors import ElasticsearchUnavailable
from streams.index.bulk import MAX_CHUNK_BYTES, BulkResult, BulkWriter
from streams.index.client import make_async_client
from streams.index.documents import (
    Action,
    article_action,
    event_action,
    mention_action,
    tombstone_action,
)
from streams.index.templates import concrete_index, write_alias
from streams.settings import Settings
from tests.index import records

NOON = records.NOON


def write(
    settings: Settings, actions: Sequence[Action], chunk_bytes: int = MAX_CHUNK_BYTES
) -> BulkResult:
    """Write actions with a writer of their own."""

    async def _write() -> BulkResult:
        async with make_async_client(settings) as client:
            return await BulkWriter(client, settings, max_chunk_bytes=chunk_bytes).write(actions)

    return asyncio.run(_write())


def stored(client: Elasticsearch, settings: Settings, action: Action) -> dict[str, Any] | None:
    """Return a document as it is now, or None."""
    try:
        alias = write_alias(action.index, settings.index_prefix, action.year)
        found = client.get(index=alias, id=action.id)
    except NotFoundError:
        return None
    source: dict[str, Any] = found["_source"]
    return source


@pytest.mark.servers
def test_the_same_write_twice_leaves_one_document(
    indices: Elasticsearch, settings: Settings
) -> None:
    action = event_action(records.event(), NOON)
    assert write(settings, [action, action]) == BulkResult(done=2)
    assert write(settings, [action]) == BulkResult(done=1)
    indices.indices.refresh(index=settings.index("events"))
    assert indices.count(index=settings.index("events"))["count"] == 1


@pytest.mark.servers
def test_an_older_revision_changes_nothing(indices: Elasticsearch, settings: Settings) -> None:
    newer = event_action(records.event(revision=5, status="disputed"), NOON)
    older = event_action(records.event(revision=4), NOON + timedelta(hours=1))
    assert write(settings, [newer, older]) == BulkResult(done=1, stale=1)
    document = stored(indices, settings, newer)
    assert document is not None
    assert (document["revision"], document["status"]) == (5, "disputed")


@pytest.mark.servers
def test_a_withdrawn_mention_is_gone_and_an_older_one_does_not_come_back(
    indices: Elasticsearch, settings: Settings
) -> None:
    mention = mention_action(records.mention())
    withdrawal = mention_action(records.withdrawal(article_version=2))
    assert write(settings, [mention, withdrawal, mention]) == BulkResult(done=2, stale=1)
    assert stored(indices, settings, mention) is None
    again = mention_action(records.mention(article_version=3))
    assert write(settings, [again]) == BulkResult(done=1)


@pytest.mark.servers
def test_deleting_what_is_not_there_is_done(indices: Elasticsearch, settings: Settings) -> None:
    actions = [tombstone_action("never-sent"), mention_action(records.withdrawal())]
    assert write(settings, actions) == BulkResult(done=2)


@pytest.mark.servers
def test_a_tombstone_deletes_any_version(indices: Elasticsearch, settings: Settings) -> None:
    article = article_action(records.article(version=7))
    assert write(settings, [article, tombstone_action("a1")]) == BulkResult(done=2)
    assert stored(indices, settings, article) is None


@pytest.mark.servers
def test_a_tombstone_ends_what_came_before_it_in_the_same_batch_and_not_what_comes_after(
    indices: Elasticsearch, settings: Settings
) -> None:
    article, end = article_action(records.article(version=7)), tombstone_action("a1")
    write(settings, [article_action(records.article(version=3)), article, end])
    assert stored(indices, settings, article) is None
    assert write(settings, [article_action(records.article(version=6))]).stale == 1
    assert write(settings, [end, article]).done == 2
    assert stored(indices, settings, article) is not None


@pytest.mark.servers
def test_a_refused_document_is_told_with_its_reason_and_the_rest_is_written(
    indices: Elasticsearch, settings: Settings
) -> None:
    good = article_action(records.article())
    bad = Action("index", "articles", "bad", 1, {"article_id": "bad", "colour": "red"})
    result = write(settings, [good, bad])
    assert result.done == 1
    assert result.rejected[0].action is bad
    assert "colour" in result.rejected[0].error


@pytest.mark.servers
def test_a_document_that_spoils_the_whole_request_is_found(
    indices: Elasticsearch, settings: Settings
) -> None:
    actions = [article_action(records.article(article_id=f"a{n}")) for n in range(5)]
    spoiler = Action("index", "articles", "spoiler", 2**70, {"article_id": "spoiler"})
    result = write(settings, [*actions[:3], spoiler, *actions[3:]])
    assert result.done == 5
    assert [rejection.action for rejection in result.rejected] == [spoiler]


@pytest.mark.servers
def test_many_small_requests_write_the_same(indices: Elasticsearch, settings: Settings) -> None:
    actions = [article_action(records.article(article_id=f"a{n}")) for n in range(7)]
    assert write(settings, actions, chunk_bytes=1) == BulkResult(done=7)


@pytest.mark.servers
def test_an_id_over_the_limit_is_written(indices: Elasticsearch, settings: Settings) -> None:
    action = article_action(records.article(article_id="é" * 512))
    assert write(settings, [action]) == BulkResult(done=1)
    assert stored(indices, settings, action) is not None


@pytest.mark.servers
@pytest.mark.parametrize(
    "action", [article_action(records.article()), mention_action(records.withdrawal())]
)
def test_without_indices_it_says_how_to_make_them_and_makes_none(
    client: Elasticsearch, settings: Settings, action: Action
) -> None:
    with pytest.raises(ElasticsearchUnavailable, match="dateline indices create"):
        write(settings, [action])
    assert not client.indices.exists(index=settings.index(action.index))


@pytest.mark.servers
def test_an_index_deleted_under_way_is_not_replaced_by_a_plain_one(
    indices: Elasticsearch, settings: Settings
) -> None:
    delete, index = mention_action(records.withdrawal()), mention_action(records.mention())

    async def _write() -> None:
        async with make_async_client(settings) as client:
            writer = BulkWriter(client, settings)
            await writer.write([index])
            indices.indices.delete(index=concrete_index("mentions", settings.index_prefix))
            for action in (delete, index):
                with pytest.raises(ElasticsearchUnavailable, match="dateline indices create"):
                    await writer.write([action])

    asyncio.run(_write())
    assert not indices.indices.exists(index=settings.index("mentions"))


@pytest.mark.servers
def test_a_blocked_index_is_tried_again(indices: Elasticsearch, settings: Settings) -> None:
    action = article_action(records.article())
    blocked = {"index.blocks.write": True}
    indices.indices.put_settings(index=settings.index("articles"), settings=blocked)
    with pytest.raises(ElasticsearchUnavailable, match="403"):
        write(settings, [action])
    indices.indices.put_settings(
        index=settings.index("articles"), settings={"index.blocks.write": None}
    )
    assert write(settings, [action]) == BulkResult(done=1)


def test_a_server_that_is_away_is_transient() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(ElasticsearchUnavailable, match="cannot be reached"):
            write(Settings(elasticsearch_url=url), [article_action(records.article())])


def test_no_actions_need_no_server() -> None:
    assert write(Settings(elasticsearch_url="http://127.0.0.1:1"), []) == BulkResult()
