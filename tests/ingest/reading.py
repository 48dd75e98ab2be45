"""Reading of documents as the tests of formats need it."""

import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from streams.ingest.documents import Document, Supplied
from streams.ingest.readers import ArticleReader

WHEN = datetime(2024, 5, 1, 12, tzinfo=UTC)
SUPPLIED = Supplied("daily.example", WHEN)


class Reading:
    """The documents of one input, and the notes about how it was read."""

    def __init__(self, content: bytes | str | Path, name: str = "-", **supplied: Any) -> None:
        self.notes: list[str] = []
        reader = ArticleReader(Supplied(**supplied), self.notes.append)
        if isinstance(content, Path):
            documents: Iterable[Document] = reader.read(content)
        else:
            raw = content.encode() if isinstance(content, str) else content
            documents = reader.read_stream(io.BytesIO(raw), name)
        self.documents = list(documents)

    @property
    def articles(self) -> list[dict[str, Any]]:
        """Return the articles as JSON values."""
        return [json.loads(one.value or b"null") for one in self.documents if one.problem is None]

    @property
    def problems(self) -> list[str]:
        """Return what was refused and why."""
        return [f"{one.where}: {one.problem}" for one in self.documents if one.problem is not None]

    @property
    def article(self) -> dict[str, Any]:
        """Return the only article."""
        assert not self.problems
        (article,) = self.articles
        return article


def article(**fields: Any) -> dict[str, Any]:
    """Return a valid article with some fields changed."""
    return {
        "url": "https://daily.example/1",
        "publisher": "daily.example",
        "published_at": "2024-05-12T18:40:00+03:00",
        "title": "A bridge was opened",
        "text": "A bridge was opened in Mosul.",
    } | fields


def lines(*articles: dict[str, Any]) -> bytes:
    """Return articles as JSON Lines."""
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in articles)
