"""Bulk writes that may be repeated: chunks, outcomes per document, errors by what they call for."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from elasticsearch import ApiError, AsyncElasticsearch, TransportError, UnsupportedProductError

from streams.errors import ElasticsearchUnavailable
from streams.index.client import cause_text, error_text, explain
from streams.index.documents import Action, Op
from streams.settings import Settings

MAX_CHUNK_BYTES = 10 * 1024 * 1024
"""Most bytes of one request; servers refuse 100 MiB, and large requests only cost memory."""

SPLIT_STATUSES = (400, 413)
"""The request as a whole is refused: halves of it show which document is to blame."""


class Outcome(Enum):
    """What became of one document."""

    DONE = "done"
    STALE = "stale"
    """The index already holds a newer version: as good as done."""
    REJECTED = "rejected"
    """No retry will help: a dead letter."""
    RETRY = "retry"


@dataclass(frozen=True)
class Rejection:
    """A document that Elasticsearch refuses, and its reason in one line."""

    action: Action
    error: str


@dataclass
class BulkResult:
    """What became of the actions of one call."""

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


def classify(op: Op, status: int, error: Mapping[str, Any] | None = None) -> Outcome:
    """Decide what an item's status calls for; ``error`` is the item's error object.

    A missing index or an alias without a write index is an operator's to mend, so it is retried.
    """
    if 200 <= status < 300:
        return Outcome.DONE
    if status == 409:
        return Outcome.STALE
    if status == 404 and op == "delete" and error is None:
        return Outcome.DONE
    if status == 400 and "no write index" not in str((error or {}).get("reason")):
        return Outcome.REJECTED
    if status == 413:
        return Outcome.REJECTED
    return Outcome.RETRY


class BulkWriter:
    """Writes actions to Elasticsearch. It never retries: calling again with the same is safe."""

    def __init__(
        self,
        client: AsyncElasticsearch,
        settings: Settings,
        max_chunk_bytes: int = MAX_CHUNK_BYTES,
    ) -> None:
        self._client = client
        self._settings = settings
        self._max_chunk_bytes = max_chunk_bytes
        self._seen_aliases: set[str] = set()

    async def write(self, actions: Sequence[Action]) -> BulkResult:
        """Write all actions in order, and return when the server has them.

        Raises:
            ElasticsearchUnavailable: if the server is away, overloaded or not set up. Some of the
                actions may be written; call again with all of them.
        """
        result = BulkResult()
        if actions:
            try:
                await self._require_aliases({action.index for action in actions})
                for chunk in self._chunks(actions):
                    result.add(await self._send(chunk))
            except (ApiError, TransportError, UnsupportedProductError) as error:
                raise ElasticsearchUnavailable(explain(error, self._settings)) from error
        return result

    async def _require_aliases(self, names: set[str]) -> None:
        # A delete with an external version creates a missing index, even with require_alias.
        for alias in sorted(self._settings.index(name) for name in names):
            if alias not in self._seen_aliases:
                if not await self._client.indices.exists_alias(name=alias):
                    raise _missing(alias)
                self._seen_aliases.add(alias)

    def _chunks(self, actions: Sequence[Action]) -> Iterator[list[_Line]]:
        chunk: list[_Line] = []
        size = 0
        for action in actions:
            line = _Line(action, _body(action, self._settings))
            full = size + len(line.body) > self._max_chunk_bytes
            if chunk and (full or len(chunk) >= self._settings.index_batch):
                yield chunk
                chunk, size = [], 0
            chunk.append(line)
            size += len(line.body)
        yield chunk

    async def _send(self, chunk: list[_Line]) -> BulkResult:
        lines: list[Any] = [line.body for line in chunk]
        try:
            response = await self._client.bulk(operations=lines, require_alias=True)
        except ApiError as error:
            if error.status_code not in SPLIT_STATUSES:
                raise
            return await self._split(chunk, error)
        return self._read(chunk, response["items"])

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
            (answer,) = item.values()
            error = answer.get("error")
            outcome = classify(line.action.op, answer["status"], error)
            if outcome is Outcome.RETRY:
                raise self._unavailable(line.action, answer["status"], error)
            if outcome is Outcome.REJECTED:
                result.rejected.append(Rejection(line.action, cause_text(error)))
            elif outcome is Outcome.STALE:
                result.stale += 1
            else:
                result.done += 1
        return result

    def _unavailable(self, action: Action, status: int, error: object) -> ElasticsearchUnavailable:
        alias = self._settings.index(action.index)
        if status == 404:
            self._seen_aliases.discard(alias)
            return _missing(alias)
        return ElasticsearchUnavailable(
            f"Elasticsearch put off document {action.id!r} of {alias} with {status}: "
            f"{cause_text(error)}"
        )


def _missing(alias: str) -> ElasticsearchUnavailable:
    return ElasticsearchUnavailable(f"no alias {alias}: run `dateline indices create`")


def _body(action: Action, settings: Settings) -> bytes:
    header: dict[str, Any] = {"_index": settings.index(action.index), "_id": action.id}
    if action.version is not None:
        header |= {"version": action.version, "version_type": "external_gte"}
    lines = [json.dumps({action.op: header})]
    if action.source is not None:
        lines.append(json.dumps(action.source, ensure_ascii=False, separators=(",", ":")))
    return "\n".join(lines).encode()
