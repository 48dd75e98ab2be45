"""Copies documents into indices of a new version while workers keep running.

No write is lost, because the steps are taken in this order. Each step may be repeated, so an
interrupted migration is simply started again:

1. The new indices are created with their write aliases. Workers of this version write to them;
   the indices remember deletions for as long as copying may take.
2. Writes to the old indices are blocked. The server answers once no write is in progress; workers
   of the old version are rejected and wait.
3. Every document is copied with its version. A newer document or a deletion takes precedence.
4. In one atomic step, the read alias is switched to the new indices and the old ones are removed.

Until step 4, searches show the documents as they were at step 2.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from streams.errors import MalformedRecord, ServerError
from streams.index.bulk import MAX_CHUNK_BYTES
from streams.index.client import cause_text, server_errors
from streams.index.documents import INDICES, Action
from streams.index.homes import current_indices, older_indices, open_index
from streams.index.registry import note_created
from streams.index.stored import rewritten
from streams.index.templates import usual_gc_deletes, write_alias
from streams.settings import Settings

PAGE = 200
"""Documents per page; an event with all its claims may have 260 KB, an article 1 MiB."""

PAGES_PER_REPORT = 50
KEEP_ALIVE = "10m"
Report = Callable[[str], None]


@dataclass
class Migration:
    """Document counts of one name; ``newer`` ones were written or deleted in the meantime."""

    name: str
    older: Sequence[str]
    copied: int = 0
    newer: int = 0
    refused: int = 0
    homes: set[int | None] = field(default_factory=set)


def migrate_indices(
    client: Elasticsearch,
    settings: Settings,
    report: Report,
    refused: TextIO | None = None,
    *,
    keep: bool = False,
) -> list[Migration]:
    """Copy the documents of older indices into indices of this version; do nothing if none exist.

    Call it after ``create_indices``. Documents that the new mapping rejects are written to
    ``refused`` as JSON lines. With ``keep``, the old indices stay on the server, blocked for writes
    and without an alias.

    Raises:
        ServerError: if a request fails, or if the new mapping rejects a document and ``refused`` is
            None; the old indices are then still read.
    """
    with server_errors(settings):
        found = [Migration(name, older_indices(client, settings, name)) for name in INDICES]
        migrations = [migration for migration in found if migration.older]
        for migration in migrations:
            _Mover(client, settings, report, refused).move(migration, keep=keep)
    return migrations


class _Mover:
    def __init__(
        self, client: Elasticsearch, settings: Settings, report: Report, refused: TextIO | None
    ) -> None:
        self._client = client
        self._settings = settings
        self._report = report
        self._refused = refused

    def move(self, migration: Migration, *, keep: bool) -> None:
        for index in migration.older:
            self._client.indices.add_block(index=index, block="write")
        # A search does not see the latest writes before a refresh.
        self._client.indices.refresh(index=list(migration.older))
        for number, hits in enumerate(self._pages(migration.older), 1):
            self._copy(migration, hits)
            if number % PAGES_PER_REPORT == 0:
                self._report(f"{migration.name}: {number * PAGE} documents so far")
        self._change_over(migration, keep=keep)

    def _pages(self, indices: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
        """Yield all documents as of the start, with their versions."""
        pit = self._client.open_point_in_time(index=",".join(indices), keep_alive=KEEP_ALIVE)["id"]
        after: dict[str, Any] = {}
        try:
            while True:
                answer = self._client.search(
                    pit={"id": pit, "keep_alive": KEEP_ALIVE},
                    size=PAGE,
                    sort=["_shard_doc"],
                    version=True,
                    track_total_hits=False,
                    allow_partial_search_results=False,
                    **after,
                )
                pit, hits = answer["pit_id"], answer["hits"]["hits"]
                if not hits:
                    return
                yield hits
                after = {"search_after": hits[-1]["sort"]}
        finally:
            self._client.close_point_in_time(id=pit)

    def _copy(self, migration: Migration, hits: Sequence[dict[str, Any]]) -> None:
        pairs = [(hit, action) for hit in hits if (action := self._action(migration, hit))]
        for year in {action.year for _, action in pairs} - migration.homes:
            self._make_home(migration.name, year)
            migration.homes.add(year)
        answers = streaming_bulk(
            self._client,
            [self._write(hit, action) for hit, action in pairs],
            max_chunk_bytes=MAX_CHUNK_BYTES,
            raise_on_error=False,
        )
        for (hit, _), (_, item) in zip(pairs, answers, strict=True):
            self._count(migration, hit, item["index"])

    def _action(self, migration: Migration, hit: dict[str, Any]) -> Action | None:
        try:
            return rewritten(migration.name, hit["_source"])
        except MalformedRecord as error:
            self._refuse(migration, hit, str(error))
            return None

    def _make_home(self, name: str, year: int | None) -> None:
        alias = write_alias(name, self._settings.index_prefix, year)
        if not self._client.indices.exists_alias(name=alias):
            index = open_index(self._client, self._settings, name, year)
            note_created(self._client, self._settings, [index])

    def _write(self, hit: dict[str, Any], action: Action) -> dict[str, Any]:
        return {
            "_index": write_alias(action.index, self._settings.index_prefix, action.year),
            "_id": hit["_id"],
            "_source": action.source,
            "version": hit["_version"],
            "version_type": "external",
            "require_alias": True,
        }

    def _count(self, migration: Migration, hit: dict[str, Any], item: dict[str, Any]) -> None:
        if item["status"] < 300:
            migration.copied += 1
        elif item["status"] == 409:
            migration.newer += 1
        elif item["status"] == 400:
            self._refuse(migration, hit, cause_text(item["error"]))
        else:
            msg = (
                f"Elasticsearch answered {item['status']} for document {hit['_id']!r} of "
                f"{hit['_index']} ({cause_text(item['error'])}): run the same command again"
            )
            raise ServerError(msg)

    def _refuse(self, migration: Migration, hit: dict[str, Any], why: str) -> None:
        if self._refused is None:
            msg = (
                f"the new mapping rejects document {hit['_id']!r} of {hit['_index']}: {why}. "
                "Nothing is lost, and the old index is still read. Use `--refused FILE` to write "
                "such documents to a file and continue"
            )
            raise ServerError(msg)
        migration.refused += 1
        document = {name: hit[name] for name in ("_index", "_id", "_version", "_source")}
        self._refused.write(json.dumps(document | {"error": why}, ensure_ascii=False) + "\n")

    def _change_over(self, migration: Migration, *, keep: bool) -> None:
        """Switch the read alias to the new indices and remove the old ones, in one atomic step."""
        alias = self._settings.index(migration.name)
        current = current_indices(self._client, self._settings, migration.name)
        self._client.indices.refresh(index=current)
        actions: list[dict[str, Any]] = [
            {"add": {"index": index, "alias": alias, "is_write_index": False}} for index in current
        ]
        for index in migration.older:
            gone = {"remove": {"index": index, "alias": "*"}}
            actions.append(gone if keep else {"remove_index": {"index": index}})
        self._client.indices.update_aliases(actions=actions)
        # A worker may have opened an index in the meantime.
        current = current_indices(self._client, self._settings, migration.name)
        self._client.indices.put_alias(index=current, name=alias, is_write_index=False)
        usual = {"index.gc_deletes": usual_gc_deletes()}
        self._client.indices.put_settings(index=current, settings=usual)
