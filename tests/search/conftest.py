"""A real server with a handful of events of this test alone."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import pytest
from elasticsearch import Elasticsearch

from schemas import Alert, Article, CityActivity, Event, Extraction, Mention, Record
from streams.index.bulk import BulkWriter
from streams.index.client import make_async_client, make_client
from streams.index.documents import (
    Action,
    activity_action,
    alert_action,
    article_action,
    event_action,
    extraction_action,
    mention_action,
)
from streams.index.setup import create_indices
from streams.settings import Settings, load_settings
from tests.index.records import NOON

Put = Callable[..., None]


@pytest.fixture
def client(settings: Settings) -> Iterator[Elasticsearch]:
    """Return a client of a server that is set up; the indices are deleted afterwards."""
    with make_client(settings) as client:
        create_indices(client, settings, lambda text: None)
        yield client
        for name in client.indices.get(index=f"{settings.index_prefix}*"):
            client.indices.delete(index=name)


@pytest.fixture
def put(client: Elasticsearch, settings: Settings) -> Put:
    """Return what writes records and waits until they can be found."""

    async def _write(actions: Sequence[Action]) -> None:
        async with make_async_client(settings) as writer:
            result = await BulkWriter(writer, settings).write(actions)
        assert result.rejected == []

    def _put(*records: Record, at: datetime = NOON) -> None:
        asyncio.run(_write([_action(record, at) for record in records]))
        client.indices.refresh(index=f"{settings.index_prefix}*")

    return _put


@pytest.fixture
def pointed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point the commands at the server and indices of this test."""
    monkeypatch.setenv("DATELINE_ELASTICSEARCH_URL", settings.elasticsearch_url)
    monkeypatch.setenv("DATELINE_INDEX_PREFIX", settings.index_prefix)
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


def _action(record: Record, at: datetime) -> Action:
    if isinstance(record, Article):
        return article_action(record)
    if isinstance(record, CityActivity):
        return activity_action(record)
    if isinstance(record, Extraction):
        return extraction_action(record)
    if isinstance(record, Mention):
        return mention_action(record)
    if isinstance(record, Alert):
        return alert_action(record)
    assert isinstance(record, Event)
    return event_action(record, at)
