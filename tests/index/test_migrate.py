"""Migrating on a real server, while messages flow: every write is kept, nothing comes back."""

import io
import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from schemas import Article, Event, Record
from streams.errors import ServerError
from streams.index import migrate, templates
from streams.index.documents import (
    Action,
    article_action,
    event_action,
    mention_action,
    tombstone_action,
)
from streams.index.migrate import Migration, migrate_indices
from streams.index.setup import create_indices, list_indices
from streams.settings import Settings
from tests.conftest import ROOT
from tests.index import records
from tests.index.test_bulk import write

NOON = records.NOON
OLD_WORKER = """
import asyncio, itertools, pathlib, sys, time
from streams.errors import ElasticsearchUnavailable
from streams.index.bulk import BulkWriter
from streams.index.client import make_async_client
from streams.settings import Settings
from tests.index.test_migrate import read_messages

async def main(url, prefix, folder):
    settings = Settings(elasticsearch_url=url, index_prefix=prefix)
    messages = read_messages(pathlib.Path(folder) / "messages.jsonl")
    async with make_async_client(settings) as client:
        writer = BulkWriter(client, settings)
        # At the last third it gets the same batch again and again, until it is refused.
        for offset in itertools.chain(range(0, 900, 10), itertools.repeat(900, 3000)):
            try:
                await writer.write(messages[offset:offset + 10])
            except ElasticsearchUnavailable as error:
                print(error)
                return
            (pathlib.Path(folder) / "offset").write_text(str(offset))
            time.sleep(0.02)

asyncio.run(main(*sys.argv[1:]))
"""
"""A worker of the version before: it writes on until it is refused, like one without restart."""


def read_messages(path: Path) -> list[Action]:
    """Return the writes of a file, in order."""
    return [Action(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _messages(number: int) -> list[Action]:
    """Return revisions, corrections, withdrawals and deletions of a handful of records."""
    chance = random.Random(5)
    latest: dict[str, int] = {}
    made: list[Action] = []
    for turn in range(number):
        name = f"{chance.choice('aem')}{chance.randrange(60)}"
        version = latest[name] = latest.get(name, 0) + 1
        if name[0] == "e":
            day = date(2023, 1, 1) + timedelta(days=chance.randrange(700))
            event = _event(name, version, day)
            made.append(event_action(event, NOON))
        elif name[0] == "a":
            article = records.article(article_id=name, version=version, title=f"turn {turn}")
            made.append(tombstone_action(name) if turn % 5 == 0 else article_action(article))
        elif turn % 4 == 0:
            made.append(
                mention_action(records.withdrawal(mention_id=name, article_version=version))
            )
        else:
            made.append(mention_action(records.mention(mention_id=name, article_version=version)))
    return made


def _event(name: str, revision: int, day: date) -> Event:
    year = 2023 + int(name[1:]) % 2
    return records.event(
        event_id=name, revision=revision, date_start=day, date_end=day, home_year=year
    )


def _expected(messages: Sequence[Action]) -> dict[tuple[str, str], dict[str, Any]]:
    standing: dict[tuple[str, str], dict[str, Any]] = {}
    for action in messages:
        if action.source is None:
            standing.pop((action.index, action.id), None)
        else:
            standing[action.index, action.id] = json.loads(json.dumps(action.source))
    return standing


def _documents(client: Elasticsearch, settings: Settings) -> dict[tuple[str, str], dict[str, Any]]:
    client.indices.refresh(index=f"{settings.index_prefix}*")
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name in ("articles", "mentions", "events"):
        hits = client.search(index=settings.index(name), size=5000)["hits"]["hits"]
        ids = [hit["_id"] for hit in hits]
        assert len(ids) == len(set(ids)), "a document stands twice"
        found |= {(name, hit["_id"]): hit["_source"] for hit in hits}
    return found


def _migrate(client: Elasticsearch, settings: Settings, **more: Any) -> dict[str, Migration]:
    create_indices(client, settings, lambda text: None)
    done = migrate_indices(client, settings, lambda text: None, **more)
    return {migration.name: migration for migration in done}


def _next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "INDEX_VERSION", templates.INDEX_VERSION + 1)


def _old_layout(client: Elasticsearch, settings: Settings, *old: Record) -> None:
    """Make what the first version made: one index per name, written and read by one alias."""
    for name in ("articles", "events"):
        index, alias = settings.index(f"{name}-v1"), settings.index(name)
        client.indices.create(
            index=index,
            mappings={"dynamic": False},
            aliases={alias: {"is_write_index": True}},
        )
    for record in old:
        action = (
            article_action(record) if isinstance(record, Article) else event_action(record, NOON)  # type: ignore[arg-type]
        )
        source = {k: v for k, v in (action.source or {}).items() if k not in ("days", "home_year")}
        client.index(
            index=settings.index(action.index),
            id=action.id,
            document=source,
            version=action.version,
            version_type="external_gte",
        )


@pytest.mark.servers
def test_no_write_is_lost_and_nothing_comes_back_while_messages_flow(
    indices: Elasticsearch,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    messages = _messages(1500)
    lines = [json.dumps(vars(action)) for action in messages]
    (tmp_path / "messages.jsonl").write_text("\n".join(lines), "utf-8")
    where = settings.elasticsearch_url, settings.index_prefix
    worker = subprocess.Popen(
        [sys.executable, "-c", OLD_WORKER, *where, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    offset = tmp_path / "offset"
    _until(lambda: offset.exists() and int(offset.read_text() or 0) >= 300, seconds=120)
    _next_version(monkeypatch)
    monkeypatch.setattr(migrate, "PAGE", 20)
    with ThreadPoolExecutor() as threads:
        migrating = threads.submit(_migrate, indices, settings)
        said = worker.communicate(timeout=120)[0].decode()
        taken = int(offset.read_text())
        # The worker of the new version begins where the old one committed last: some come twice.
        for start in range(taken, len(messages), 10):
            write(settings, messages[start : start + 10])
            if start % 100 == 0:
                write(settings, messages[max(0, start - 50) : start + 10])
        done = migrating.result(timeout=120)
    assert "403" in said
    assert 300 <= taken <= 900
    assert done["events"].copied + done["events"].newer > 0
    assert _documents(indices, settings) == _expected(messages)
    assert all(state.current and state.read for state in list_indices(indices, settings))


@pytest.mark.servers
def test_an_interrupted_migration_is_run_again(
    indices: Elasticsearch, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = _messages(400)
    write(settings, messages)
    # A whole batch decides a deletion's version before it is written: the rest comes one by one.
    _next_version(monkeypatch)
    monkeypatch.setattr(migrate, "PAGE", 20)
    copy, pages = migrate._Mover._copy, iter(range(100))

    def _dies(mover: Any, migration: Migration, hits: Any) -> None:
        if next(pages) == 3:
            raise KeyboardInterrupt
        copy(mover, migration, hits)

    monkeypatch.setattr(migrate._Mover, "_copy", _dies)
    with pytest.raises(KeyboardInterrupt):
        _migrate(indices, settings)
    later = [action for action in messages[-40:] if action.op == "delete"]
    write(settings, [*later, *messages[-20:]])
    monkeypatch.setattr(migrate._Mover, "_copy", copy)
    _migrate(indices, settings)
    assert _documents(indices, settings) == _expected([*messages, *later, *messages[-20:]])
    assert _migrate(indices, settings) == {}


@pytest.mark.servers
def test_while_it_copies_a_newer_write_and_a_deletion_win(
    indices: Elasticsearch, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(settings, [article_action(records.article(article_id=name, version=7)) for name in "xyz"])
    _next_version(monkeypatch)
    copy = migrate._Mover._copy

    def _meanwhile(mover: Any, migration: Migration, hits: Any) -> None:
        newer = records.article(article_id="x", version=8, title="newer")
        older = records.article(article_id="z", version=6, title="older")
        write(settings, [tombstone_action("y"), article_action(newer), article_action(older)])
        copy(mover, migration, hits)

    monkeypatch.setattr(migrate._Mover, "_copy", _meanwhile)
    done = _migrate(indices, settings)
    found = {key[1]: source["version"] for key, source in _documents(indices, settings).items()}
    assert found == {"x": 8, "z": 7}
    assert (done["articles"].copied, done["articles"].newer) == (1, 2)
    republished = records.article(article_id="y", version=7, title="again")
    assert write(settings, [article_action(republished)]).done == 1


@pytest.mark.servers
def test_the_layout_of_one_index_for_all_years_becomes_one_by_year(
    client: Elasticsearch, settings: Settings
) -> None:
    events = [
        records.event(event_id=f"e{year}", first_seen=NOON.replace(year=year))
        for year in (2023, 2024)
    ]
    _old_layout(client, settings, *events, records.article())
    said: list[str] = []
    create_indices(client, settings, said.append)
    assert any(
        "events-v1 is of an older version: run `dateline indices migrate`" in s for s in said
    )
    done = _migrate(client, settings)
    assert (done["events"].copied, done["articles"].copied) == (2, 1)
    client.indices.refresh(index=settings.index("events"))
    hits = client.search(index=settings.index("events"), sort="event_id", version=True)["hits"]
    homes = [hit["_index"].removeprefix(settings.index_prefix) for hit in hits["hits"]]
    assert homes == ["events-2023-v3", "events-2024-v3"]
    assert all(hit["_source"]["days"]["lte"] == "2024-04-30" for hit in hits["hits"])
    assert [hit["_version"] for hit in hits["hits"]] == [3, 3]
    assert not client.indices.exists(index=settings.index("events-v1"))


@pytest.mark.servers
def test_until_it_is_done_the_old_documents_are_read_and_new_writes_wait_unseen(
    client: Elasticsearch, settings: Settings
) -> None:
    _old_layout(client, settings, records.event())
    create_indices(client, settings, lambda text: None)
    write(settings, [event_action(records.event(event_id="new"), NOON)])
    assert {key[1] for key in _read(client, settings)} == {"e1"}
    _migrate(client, settings)
    assert {key[1] for key in _read(client, settings)} == {"e1", "new"}


@pytest.mark.servers
def test_a_document_that_does_not_fit_stops_it_or_goes_to_a_file(
    client: Elasticsearch, settings: Settings
) -> None:
    _old_layout(client, settings, records.event())
    client.index(index=settings.index("events"), id="odd", document={"event_id": 5}, version=9,
                 version_type="external")  # fmt: skip
    with pytest.raises(ServerError, match=r"rejects document 'odd' of .*events-v1.*--refused FILE"):
        _migrate(client, settings)
    assert {key[1] for key in _read(client, settings)} == {"e1", "odd"}
    refused = io.StringIO()
    done = _migrate(client, settings, refused=refused)
    assert (done["events"].copied + done["events"].newer, done["events"].refused) == (1, 1)
    (line,) = [json.loads(line) for line in refused.getvalue().splitlines()]
    assert (line["_id"], line["_version"], line["_source"]) == ("odd", 9, {"event_id": 5})
    assert {key[1] for key in _read(client, settings)} == {"e1"}


@pytest.mark.servers
def test_what_was_written_last_and_not_yet_searchable_is_copied_too(
    client: Elasticsearch, settings: Settings
) -> None:
    _old_layout(client, settings)
    old = settings.index("events-v1")
    client.indices.put_settings(index=old, settings={"index.refresh_interval": "-1"})
    client.search(index=old)
    source = {**(event_action(records.event(), NOON).source or {})}
    source.pop("days")
    client.index(index=old, id="e1", document=source, version=3, version_type="external")
    assert client.count(index=old)["count"] == 0
    assert _migrate(client, settings)["events"].copied == 1
    assert {key[1] for key in _read(client, settings)} == {"e1"}


@pytest.mark.servers
def test_kept_old_indices_stay_without_alias(client: Elasticsearch, settings: Settings) -> None:
    _old_layout(client, settings, records.event())
    _migrate(client, settings, keep=True)
    old = settings.index("events-v1")
    assert client.indices.get_alias(index=old)[old]["aliases"] == {}
    assert client.count(index=old)["count"] == 1
    assert _migrate(client, settings) == {}


@pytest.mark.servers
def test_a_worker_of_the_old_version_cannot_write_past_the_new_one(
    client: Elasticsearch, settings: Settings
) -> None:
    _old_layout(client, settings, records.article())
    _migrate(client, settings)
    header = {"index": {"_index": settings.index("articles"), "_id": "late"}}
    answer = client.bulk(operations=[header, {"article_id": "late"}], require_alias=True)
    assert "no write index" in answer["items"][0]["index"]["error"]["reason"]


@pytest.mark.servers
def test_deletions_are_remembered_long_while_it_copies_and_as_usual_after(
    client: Elasticsearch, settings: Settings
) -> None:
    _old_layout(client, settings, records.event())
    create_indices(client, settings, lambda text: None)
    assert _remembered(client, settings) == {"7d"}
    _migrate(client, settings)
    assert _remembered(client, settings) == {"1h"}


def _remembered(client: Elasticsearch, settings: Settings) -> set[str]:
    found = client.indices.get_settings(
        index=f"{settings.index_prefix}events-*-v3", flat_settings=True
    )
    return {index["settings"]["index.gc_deletes"] for index in found.values()}


def _read(client: Elasticsearch, settings: Settings) -> dict[tuple[str, str], dict[str, Any]]:
    client.indices.refresh(index=f"{settings.index_prefix}*")
    hits = client.search(index=settings.index("events"))["hits"]["hits"]
    return {("events", hit["_id"]): hit["_source"] for hit in hits}


def _until(true: Any, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
