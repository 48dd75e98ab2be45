"""Idempotent bulk writes, with an outcome per document and transient or terminal errors."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from elasticsearch import ApiError, AsyncElasticsearch, TransportError, UnsupportedProductError

from streams.errors import ElasticsearchUnavailable, ServerError
from streams.index.client import cause_text, error_text, explain, make_client
from streams.index.documents import Action, Op
from streams.index.homes import not_set_up, open_year
from streams.index.ready import check_info
from streams.index.registry import check_source
from streams.index.templates import FINGERPRINT, mapping_fingerprint, write_alias
from streams.settings import Settings

MAX_CHUNK_BYTES = 10 * 1024 * 1024
"""Maximum size of a request; servers reject 100 MiB, and larger requests only cost memory."""

SHOWN_ANSWER = 80
"""Characters of an answer that is none of Elasticsearch, for the log."""

SPLIT_STATUSES = (400, 413)
"""The whole request was rejected: it is split in halves to find the document at fault."""


class ItemStatus(Enum):
    """Outcome of the write of one document."""

    DONE = "done"
    STALE = "stale"
    """The index already has a newer version, so that nothing is left to do."""
    REJECTED = "rejected"
    """A retry cannot succeed: the message becomes a dead letter."""
    RETRY = "retry"


@dataclass(frozen=True)
class Rejection:
    """A document that Elasticsearch rejected, with its reason in one line."""

    action: Action
    error: str


@dataclass
class BulkResult:
    """Outcome of the actions of one call."""

    done: int = 0
    stale: int = 0
    rejected: list[Rejection] = field(default_factory=list)

    def add(self, other: "BulkResult") -> None:
        """Add the counts of another part of the same call."""
        self.done += other.done
        self.stale += other.stale
        self.rejected += other.rejected


@dataclass(frozen=True)
class _Line:
    """An action with its lines of the request body."""

    action: Action
    body: bytes


def classify(op: Op, status: int, error: Mapping[str, Any] | None = None) -> ItemStatus:
    """Classify the status of an item; ``error`` is the item's error object.

    A missing index or write index must be fixed by an operator, so the write is retried.
    """
    if 200 <= status < 300:
        return ItemStatus.DONE
    if status == 409:
        return ItemStatus.STALE
    if status == 404 and op == "delete" and error is None:
        return ItemStatus.DONE
    if status == 400 and "no write index" not in str((error or {}).get("reason")):
        return ItemStatus.REJECTED
    if status == 413:
        return ItemStatus.REJECTED
    return ItemStatus.RETRY


class BulkWriter:
    """Writes actions to Elasticsearch without retries; repeating a call is safe.

    Args:
        client: a client of the server.
        settings: the settings, with the prefix of the indices.
        cluster: id of the Kafka cluster that the documents come from; indices that are filled from
            another one are not written to. None does not check that.
        max_chunk_bytes: maximum size of a request.
    """

    def __init__(
        self,
        client: AsyncElasticsearch,
        settings: Settings,
        cluster: str | None = None,
        max_chunk_bytes: int = MAX_CHUNK_BYTES,
    ) -> None:
        self._client = client
        self._settings = settings
        self._max_chunk_bytes = max_chunk_bytes
        self._cluster = cluster
        self._seen_aliases: set[str] = set()
        self._is_right = False

    async def write(self, actions: Sequence[Action]) -> BulkResult:
        """Write all actions in order; return when the server has stored them.

        Raises:
            ElasticsearchUnavailable: if the server is unreachable, overloaded or not set up. Some
                actions may have been written; call again with all of them.
        """
        result = BulkResult()
        if actions:
            try:
                await self._require_right_server()
                await self._require_aliases({(a.index, a.year) for a in actions})
                versions = await self._versions(actions)
                result.done = versions.count(None)
                for chunk in self._chunks(actions, versions):
                    result.add(await self._send(chunk))
            except (ApiError, TransportError, UnsupportedProductError) as error:
                if not isinstance(error, ApiError):
                    # Another server may answer there next.
                    self._is_right = False
                    self._seen_aliases.clear()
                raise ElasticsearchUnavailable(explain(error, self._settings)) from error
        return result

    async def _require_right_server(self) -> None:
        """Check, at first and after each loss of the connection, what answers and whose it is."""
        if self._is_right:
            return
        info = _object((await self._client.info()).body)
        try:
            check_info(info, self._settings)
            if self._cluster is not None:
                # Happens once in a while; the registry uses the blocking client, hence the thread.
                await _in_thread(self._check_source, self._cluster)
        except ServerError as error:
            raise ElasticsearchUnavailable(str(error)) from error
        self._is_right = True

    def _check_source(self, cluster: str) -> None:
        with make_client(self._settings) as client:
            check_source(client, self._settings, cluster)

    async def _require_aliases(self, homes: set[tuple[str, int | None]]) -> None:
        # A delete with an external version creates a missing index, even with require_alias.
        for name, year in sorted(homes, key=str):
            alias = write_alias(name, self._settings.index_prefix, year)
            if alias not in self._seen_aliases:
                if year is not None:
                    # Once for each index; set-up uses the blocking client, hence the thread.
                    await _in_thread(open_year, self._settings, name, year)
                elif not await self._client.indices.exists_alias(name=alias):
                    raise not_set_up(alias)
                await self._require_mapping(alias, name)
                self._seen_aliases.add(alias)

    async def _require_mapping(self, alias: str, name: str) -> None:
        """Check the mapping: a strict one of another version would reject this version's fields."""
        found = _object((await self._client.indices.get_mapping(index=alias)).body)
        metas = [_object(index.get("mappings")).get("_meta", {}) for index in found.values()]
        if [meta.get(FINGERPRINT) for meta in metas] != [mapping_fingerprint(name)]:
            msg = (
                f"the mapping behind {alias} belongs to another version of Dateline: run "
                "`dateline indices create` with the newest version, and restart older workers"
            )
            raise ElasticsearchUnavailable(msg)

    async def _versions(self, actions: Sequence[Action]) -> list[int | None]:
        """Return the version of each write; None if there is nothing to delete.

        A deletion without a version gets the newest version of its document, so that an older copy
        that a migration is still writing does not survive it. A deletion of a missing document is
        skipped: it would increase the version of the previous deletion, and the same article, if
        published again, would then look older.
        """
        newest: dict[tuple[str, str], int] = {}
        versions: list[int | None] = []
        for action in actions:
            key = action.index, action.id
            version = action.version
            if version is None:
                version = max(await self._stored_version(action), newest.get(key, 0))
            newest[key] = max(version, newest.get(key, 0))
            versions.append(version or None)
        return versions

    async def _stored_version(self, action: Action) -> int:
        """Return the version of a document in any index of its name; 0 if it is in none."""
        read = self._settings.index(action.index)
        written = write_alias(action.index, self._settings.index_prefix, action.year)
        found = _object((await self._client.indices.get_alias(name=[read, written])).body)
        wanted = [{"_index": index, "_id": action.id, "_source": False} for index in found]
        answer = _object((await self._client.mget(docs=wanted)).body)
        docs = _objects(answer.get("docs"), len(wanted))
        return max((item["_version"] for item in docs if item.get("found")), default=0)

    def _chunks(
        self, actions: Sequence[Action], versions: Sequence[int | None]
    ) -> Iterator[list[_Line]]:
        chunk: list[_Line] = []
        size = 0
        for action, version in zip(actions, versions, strict=True):
            if version is None:
                continue
            line = _Line(action, _body(action, version, self._settings))
            full = size + len(line.body) > self._max_chunk_bytes
            if chunk and (full or len(chunk) >= self._settings.index_batch):
                yield chunk
                chunk, size = [], 0
            chunk.append(line)
            size += len(line.body)
        if chunk:
            yield chunk

    async def _send(self, chunk: list[_Line]) -> BulkResult:
        lines: list[Any] = [line.body for line in chunk]
        try:
            response = await self._client.bulk(operations=lines, require_alias=True)
        except ApiError as error:
            if error.status_code not in SPLIT_STATUSES:
                raise
            return await self._split(chunk, error)
        items = _objects(_object(response.body).get("items"), len(chunk))
        return self._read(chunk, items)

    async def _split(self, chunk: list[_Line], error: ApiError) -> BulkResult:
        if len(chunk) == 1:
            return BulkResult(rejected=[Rejection(chunk[0].action, error_text(error))])
        middle = len(chunk) // 2
        result = await self._send(chunk[:middle])
        result.add(await self._send(chunk[middle:]))
        return result

    def _read(self, chunk: list[_Line], items: Sequence[Mapping[str, Any]]) -> BulkResult:
        result = BulkResult()
        for line, item in zip(chunk, items, strict=True):
            answer = _object(item.get(line.action.op))
            error, status = answer.get("error"), answer.get("status")
            if not isinstance(status, int):
                raise _strange(item)
            outcome = classify(line.action.op, status, error)
            if outcome is ItemStatus.RETRY:
                raise self._unavailable(line.action, status, error)
            if outcome is ItemStatus.REJECTED:
                result.rejected.append(Rejection(line.action, cause_text(error)))
            elif outcome is ItemStatus.STALE:
                result.stale += 1
            else:
                result.done += 1
        return result

    def _unavailable(self, action: Action, status: int, error: object) -> ElasticsearchUnavailable:
        alias = _alias(action, self._settings)
        if status == 404:
            self._seen_aliases.discard(alias)
            return not_set_up(alias)
        return ElasticsearchUnavailable(
            f"Elasticsearch answered {status} for document {action.id!r} of {alias}: "
            f"{cause_text(error)}"
        )


async def _in_thread(function: Callable[..., None], *arguments: Any) -> None:
    """Run set-up, which reads answers as those of Elasticsearch; a page in their place is none."""
    try:
        await asyncio.to_thread(function, *arguments)
    except (TypeError, KeyError, AttributeError) as error:
        answer = f"{type(error).__name__}: {error}"
        raise _strange(answer) from error


def _object(answer: Any) -> Mapping[str, Any]:
    """Return an answer that is a JSON object; another is no answer of Elasticsearch.

    Raises:
        ElasticsearchUnavailable: if it is anything else, such as the page of a proxy.
    """
    if not isinstance(answer, Mapping):
        raise _strange(answer)
    return answer


def _objects(answer: Any, number: int) -> Sequence[Mapping[str, Any]]:
    if not isinstance(answer, list) or len(answer) != number:
        raise _strange(answer)
    return [_object(item) for item in answer]


def _strange(answer: object) -> ElasticsearchUnavailable:
    return ElasticsearchUnavailable(
        f"what answers is not Elasticsearch, or a proxy before it: {str(answer)[:SHOWN_ANSWER]!r}"
    )


def _alias(action: Action, settings: Settings) -> str:
    return write_alias(action.index, settings.index_prefix, action.year)


def _body(action: Action, version: int, settings: Settings) -> bytes:
    header: dict[str, Any] = {"_index": _alias(action, settings), "_id": action.id}
    header |= {"version": version, "version_type": "external_gte"}
    lines = [json.dumps({action.op: header})]
    if action.source is not None:
        lines.append(json.dumps(action.source, ensure_ascii=False, separators=(",", ":")))
    return "\n".join(lines).encode()
