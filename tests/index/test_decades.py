"""Version 2 had one index per year; migrating it, on a real server, rolls old years together."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from streams.errors import ElasticsearchUnavailable
from streams.index import documents, templates
from streams.index.bulk import BulkWriter
from streams.index.client import make_async_client
from streams.index.documents import (
    BY_YEAR,
    FIRST_YEAR,
    LAST_YEAR,
    Action,
    activity_action,
    alert_action,
    article_action,
    event_action,
)
from streams.index.migrate import migrate_indices
from streams.index.registry import created_indices
from streams.index.setup import create_indices
from streams.index.templates import concrete_index
from streams.settings import Settings
from tests.index import records
from tests.index.test_bulk import write

pytestmark = pytest.mark.servers

HOMES = {2013: 2010, 2017: 2010, 2024: 2024}
VERSION = 3
Stored = dict[tuple[str, str], tuple[str, int, Any]]
"""Index, version and document by name and id."""


def _quiet(text: str) -> None:
    del text


def _one_year(year: int) -> range:
    near = max(FIRST_YEAR, min(year, LAST_YEAR))
    return range(near, near + 1)


@contextmanager
def _version_2(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(templates, "INDEX_VERSION", 2)
        patch.setattr(templates, "home_span", _one_year)
        patch.setattr(documents, "home_span", _one_year)
        yield


def _event(year: int, revision: int = VERSION) -> Action:
    event = records.event(event_id=f"e{year}", home_year=year, revision=revision)
    return event_action(event, records.NOON)


def _of(year: int, revision: int = VERSION) -> list[Action]:
    start = datetime(year, 12, 31, tzinfo=UTC)
    of_area = {"window_start": start, "revision": revision}
    return [
        _event(year, revision),
        activity_action(records.activity(activity_id=f"w{year}", **of_area)),
        alert_action(records.alert(alert_id=f"s{year}", **of_area)),
    ]


def _fill_version_2(
    client: Elasticsearch, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Stored:
    """Set up what version 2 did, with a document of each name and year, and return them."""
    with _version_2(monkeypatch):
        create_indices(client, settings, _quiet)
        write(settings, [action for year in HOMES for action in _of(year)])
        write(settings, [article_action(records.article(version=VERSION))])
    former = _stored(client, settings)
    names = {index.removeprefix(settings.index_prefix) for index, *_ in former.values()}
    years = {f"{name}-{year}-v2" for name in BY_YEAR for year in HOMES}
    assert names == {*years, "articles-v2"}
    return former


def _stored(client: Elasticsearch, settings: Settings) -> Stored:
    """Return what searches find; a document that stands twice fails."""
    client.indices.refresh(index=f"{settings.index_prefix}*")
    found: Stored = {}
    for name in (*BY_YEAR, "articles"):
        answer = client.search(index=settings.index(name), size=1000, version=True)
        for hit in answer["hits"]["hits"]:
            assert (name, hit["_id"]) not in found
            found[name, hit["_id"]] = hit["_index"], hit["_version"], hit["_source"]
    return found


def _home(settings: Settings, name: str, identity: str) -> str:
    year = HOMES[int(identity[1:])] if name in BY_YEAR else None
    return concrete_index(name, settings.index_prefix, year)


def _of_version_2(client: Elasticsearch, settings: Settings) -> set[str]:
    return set(client.indices.get(index=f"{settings.index_prefix}*-v2"))


def test_every_document_stands_once_in_the_index_of_its_decade_or_year(
    client: Elasticsearch, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = _fill_version_2(client, settings, monkeypatch)
    create_indices(client, settings, _quiet)
    # A worker of this version writes while the old documents are still read.
    write(settings, [_event(2013, VERSION + 1)])
    done = {one.name: one for one in migrate_indices(client, settings, _quiet)}
    assert {name: done[name].copied + done[name].newer for name in BY_YEAR} == dict.fromkeys(
        BY_YEAR, len(HOMES)
    )
    assert done["events"].newer == 1
    migrated = _stored(client, settings)
    assert {key: (index, version) for key, (index, version, _) in migrated.items()} == {
        key: (_home(settings, *key), VERSION + (key == ("events", "e2013"))) for key in former
    }
    assert all(migrated[key][2] == former[key][2] for key in former.keys() - {("events", "e2013")})
    assert _of_version_2(client, settings) == set()

    known = created_indices(client, settings)
    changes = create_indices(client, settings, _quiet)
    assert {change.action for change in changes} <= {"unchanged", "skipped"}
    assert migrate_indices(client, settings, _quiet) == []
    assert (_stored(client, settings), created_indices(client, settings)) == (migrated, known)

    older = [action for year in HOMES for action in _of(year, VERSION - 1)]
    assert write(settings, older).stale == len(older)
    newer = [action for year in HOMES for action in _of(year, VERSION + 2)]
    assert write(settings, newer).done == len(newer)
    now = _stored(client, settings)
    assert now.keys() == former.keys()
    assert {version for key, (_, version, _) in now.items() if key[0] in BY_YEAR} == {VERSION + 2}


def test_a_worker_of_version_2_waits_for_known_years_and_for_new_ones(
    client: Elasticsearch, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _version_2(monkeypatch):
        create_indices(client, settings, _quiet)
        known, new = _event(2013, VERSION + 1), _event(2005)
        article = article_action(records.article())

    async def refused(writer: BulkWriter, action: Action) -> None:
        with _version_2(monkeypatch), pytest.raises(ElasticsearchUnavailable):
            await writer.write([action])

    async def run() -> None:
        async with make_async_client(settings) as connection:
            writer = BulkWriter(connection, settings)
            with _version_2(monkeypatch):
                await writer.write([_event(2013)])
            create_indices(client, settings, _quiet)
            await refused(writer, new)
            with _version_2(monkeypatch):
                assert (await writer.write([known])).done == 1
            migrate_indices(client, settings, _quiet)
            for action in (known, new, article):
                await refused(writer, action)
                await refused(BulkWriter(connection, settings), action)

    asyncio.run(run())
    assert _of_version_2(client, settings) == set()
    found = _stored(client, settings)
    home = _home(settings, "events", "e2013")
    assert {key: stored[:2] for key, stored in found.items()} == {
        ("events", "e2013"): (home, VERSION + 1)
    }
    assert write(settings, [_event(2005)]).done == 1
