"""Of a document, a batch writes the newest version; if that is rejected, the one before."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from streams.index.agent import IndexHandler, versions_of
from streams.index.bulk import BulkWriter
from streams.index.client import make_async_client
from streams.index.documents import Action
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.metrics import Metrics
from streams.settings import Settings
from tests.index import records


def action(name: str, version: int | None, year: int | None = None) -> Action:
    return Action("delete" if version is None else "index", "events", name, version, {}, year)


def test_the_newest_version_comes_first_whatever_the_order() -> None:
    actions = [action("a", 2), action("b", 1), action("a", 3), action("a", 1)]
    assert versions_of(actions) == [[2, 0, 3], [1]]


def test_of_equal_versions_the_last_wins() -> None:
    assert versions_of([action("a", 2), action("a", 2)]) == [[1, 0]]


def test_documents_of_two_years_are_two() -> None:
    assert versions_of([action("a", 1, 2023), action("a", 1, 2024)]) == [[0], [1]]


def test_a_deletion_of_whatever_is_stored_keeps_its_place() -> None:
    assert versions_of([action("a", 1), action("a", None), action("a", 2)]) == [[0], [1], [2]]


def handle(settings: Settings, source: str, values: Sequence[bytes]) -> list[Outgoing]:
    """Write a batch of messages; return the dead letters."""
    letters: list[Outgoing] = []

    async def send(output: Outgoing) -> Awaitable[Any]:
        letters.append(output)
        return asyncio.sleep(0)

    async def run() -> None:
        metrics = Metrics("index").stage("index")
        async with make_async_client(settings) as client:
            handler = IndexHandler(source, BulkWriter(client, settings), send, metrics, settings)
            await handler.handle(
                [
                    (Incoming(source, 0, at, b"k", value, 0.0, 0.0), None)
                    for at, value in enumerate(values)
                ]
            )

    asyncio.run(run())
    return letters


def written(client: Elasticsearch, settings: Settings, name: str) -> int:
    """Return how many documents have been written to the indices of a name."""
    stats = client.indices.stats(index=settings.index(name), metric="indexing")
    total: int = stats["_all"]["primaries"]["indexing"]["index_total"]
    return total


@pytest.mark.servers
def test_a_batch_of_revisions_is_one_write(indices: Elasticsearch, settings: Settings) -> None:
    revisions = [records.event(revision=number).to_json() for number in (3, 5, 4)]
    assert handle(settings, "events", revisions) == []
    indices.indices.refresh(index=settings.index("events"))
    found = indices.search(index=settings.index("events"), version=True)["hits"]["hits"]
    assert [hit["_version"] for hit in found] == [5]
    assert written(indices, settings, "events") == 1


@pytest.mark.servers
def test_when_the_newest_is_rejected_the_one_before_is_written(
    indices: Elasticsearch, settings: Settings
) -> None:
    handle(settings, "events", [records.event(revision=1).to_json()])
    refuse = {"if": "ctx.revision == 3", "field": "event_type", "type": "integer"}
    pipeline = f"{settings.index_prefix}refuse"
    indices.ingest.put_pipeline(id=pipeline, processors=[{"convert": refuse}])
    name = settings.index("events")
    indices.indices.put_settings(index=name, settings={"index.default_pipeline": pipeline})
    letters = handle(settings, "events", [records.event(revision=n).to_json() for n in (2, 3)])
    indices.indices.refresh(index=name)
    found = indices.search(index=name, version=True)["hits"]["hits"]
    assert [hit["_version"] for hit in found] == [2]
    assert [dict(letter.headers)["dateline-reason"] for letter in letters] == [b"index_rejected"]
