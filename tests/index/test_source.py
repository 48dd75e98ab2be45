"""Indices belong to one Kafka cluster: workers of another write nothing to them."""

import asyncio

import pytest
from elasticsearch import Elasticsearch

from schemas import Article
from streams.errors import ElasticsearchUnavailable, ServerError
from streams.index.bulk import BulkWriter
from streams.index.client import make_async_client
from streams.index.documents import article_action
from streams.index.registry import adopt, check_source
from streams.runtime.clients import cluster_id
from streams.settings import Settings
from tests.index import records

pytestmark = pytest.mark.servers

STRANGER = "a-cluster-of-others"


def write_from(settings: Settings, cluster: str, article: Article) -> int:
    """Write an article as a worker of a Kafka cluster; return how many documents were written."""

    async def run() -> int:
        async with make_async_client(settings) as client:
            result = await BulkWriter(client, settings, cluster).write([article_action(article)])
        return result.done

    return asyncio.run(run())


def test_the_first_cluster_owns_the_indices_until_another_is_adopted(
    indices: Elasticsearch, settings: Settings
) -> None:
    ours = cluster_id(settings)
    assert write_from(settings, ours, records.article()) == 1
    assert write_from(settings, ours, records.article(version=7)) == 1
    with pytest.raises(ElasticsearchUnavailable, match=f"{ours}.*{STRANGER}.*--adopt"):
        write_from(settings, STRANGER, records.article(version=8))
    adopt(indices, settings, STRANGER)
    assert write_from(settings, STRANGER, records.article(version=9)) == 1
    with pytest.raises(ServerError, match=f"{STRANGER}.*{ours}"):
        check_source(indices, settings, ours)


def test_topics_of_another_prefix_are_another_installation(
    indices: Elasticsearch, settings: Settings
) -> None:
    ours = cluster_id(settings)
    check_source(indices, settings, ours)
    with pytest.raises(ServerError, match=r"other\."):
        check_source(indices, settings.model_copy(update={"topic_prefix": "other."}), ours)
