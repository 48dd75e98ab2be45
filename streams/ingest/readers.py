"""Files, folders and standard input to documents: the bytes of one article each."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from streams.errors import UsageError

_READABLE = frozenset({".jsonl", ".ndjson", ".json", ".txt", ".html", ".htm"})
"""Endings of the files of a folder that are read."""


@dataclass(frozen=True)
class PlainText:
    """What plain text, or HTML, does not say of itself."""

    publisher: str | None = None
    published_at: datetime | None = None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Document:
    """One article's bytes and where they stand. A null value is a tombstone for ``key``."""

    where: str
    value: bytes | None
    key: str | None = None


class ArticleReader:
    """Reads documents from JSONL, JSON and plain text. Names of files decide, then contents."""

    def __init__(self, plain: PlainText) -> None:
        self._plain = plain

    def read_source(self, source: str) -> Iterator[Document]:
        """Yield the documents of a file or folder, or of standard input for ``-``.

        Raises:
            UsageError: as ``read``.
        """
        if source == "-":
            return self.read_text(sys.stdin.read(), "-")
        return self.read(Path(source))

    def read(self, path: Path) -> Iterator[Document]:
        """Yield the documents of a file, or of every file in a folder by name.

        Raises:
            UsageError: if there is no such file, or a file cannot be read.
        """
        if path.is_dir():
            for child in sorted(path.iterdir()):
                if child.suffix.lower() in _READABLE:
                    yield from self.read(child)
            return
        try:
            text = path.read_bytes().decode("utf-8", errors="surrogateescape")
        except OSError as error:
            msg = f"cannot read {path}: {error.strerror}"
            raise UsageError(msg) from error
        yield from self.read_text(text, str(path))

    def read_text(self, text: str, name: str) -> Iterator[Document]:
        """Yield the documents of a text; ``name`` is what errors call it."""
        suffix = Path(name).suffix.lower()
        start = text.lstrip()[:1]
        if suffix == ".txt" or (suffix not in {".jsonl", ".ndjson", ".json"} and start not in "{["):
            yield self._from_plain(text, name)
        elif suffix == ".json" or start == "[":
            yield from _from_json(text, name)
        else:
            yield from _from_lines(text, name)

    def _from_plain(self, text: str, name: str) -> Document:
        fields = {
            "publisher": self._plain.publisher,
            "published_at": self._plain.published_at and self._plain.published_at.isoformat(),
            "title": self._plain.title,
            "url": self._plain.url,
            "text": text,
        }
        if self._plain.url is None:
            fields["article_id"] = Path(name).stem if name != "-" else "stdin"
        return Document(name, _encode(fields))


def _from_lines(text: str, name: str) -> Iterator[Document]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield Document(f"{name}:{number}", _raw(line))


def _from_json(text: str, name: str) -> Iterator[Document]:
    try:
        data = json.loads(text)
    except ValueError:
        yield Document(name, _raw(text))
        return
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield Document(f"{name}[{index}]", _encode(item))
    else:
        yield Document(name, _raw(text))


def _encode(data: Any) -> bytes:
    return _raw(json.dumps(data, ensure_ascii=False))


def _raw(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogateescape")
