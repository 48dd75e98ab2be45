"""Files, folders and standard input to documents: the bytes of one article each."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from schemas.article import Article
from streams.errors import MalformedRecord, UsageError
from streams.ingest.addresses import article_id_of_text
from streams.ingest.articles import read_article

_READABLE = frozenset({".jsonl", ".ndjson", ".json", ".txt", ".html", ".htm"})
"""Endings of the files of a folder that are read, also with ``.gz`` behind them."""
_FORMATS = ".jsonl, .ndjson, .json, .txt, .html, .htm, or one of these as .gz"
_GZIP = b"\x1f\x8b"
_PACKED = {b"PK\x03\x04": "zip", b"BZh": "bzip2", b"\x28\xb5\x2f\xfd": "zstd", b"\xfd7zXZ": "xz"}
"""First bytes of compressed files that are not read."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16."""
_OTHER = {"<?xml": "XML", "<rss": "RSS", "<feed": "Atom", "<rdf:rdf": "RSS", "WARC/": "WARC"}
"""How files of other formats begin."""
_TABLES = {".csv": "CSV", ".tsv": "TSV"}
LEAST_TABS = 4
"""Tabs in the first line from which a text is a table: an article has none."""
_SNIFFED = 4096
"""Characters of a text that are looked at for its format."""


@dataclass(frozen=True)
class PlainText:
    """What plain text, or HTML, does not say of itself."""

    publisher: str | None = None
    published_at: datetime | None = None
    title: str | None = None
    url: str | None = None
    article_id: str | None = None
    version: int | None = None


@dataclass(frozen=True)
class Document:
    """One article's bytes and where they stand. A null value is a tombstone for ``key``.

    ``problem`` says why a file was not read; there is no value then. ``derived_id`` is the id of a
    text that names none.
    """

    where: str
    value: bytes | None
    key: str | None = None
    problem: str | None = None
    derived_id: str | None = None


def article_of(document: Document, arrived: float | None = None) -> Article:
    """Read the article of a document; ``arrived`` is as in ``read_article``.

    Raises:
        MalformedRecord: if it is no article, or a file that was not read.
        TooLarge: as ``read_article``.
    """
    if document.problem is not None:
        raise MalformedRecord(document.problem)
    return read_article(document.value or b"", arrived)


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
            return self._read_bytes(sys.stdin.buffer.read(), "-")
        return self.read(Path(source))

    def read(self, path: Path) -> Iterator[Document]:
        """Yield the documents of a file, or of every file in a folder and its folders, by name.

        A file of a folder that is not read is a document with a ``problem``; hidden files are left
        out.

        Raises:
            UsageError: if there is no such file, or a file cannot be read.
        """
        if path.is_dir():
            for child in sorted(path.iterdir()):
                if child.name.startswith("."):
                    continue
                if child.is_dir() or _suffix(child.name) in _READABLE:
                    yield from self.read(child)
                else:
                    problem = f"not read: the ending is none of {_FORMATS}"
                    yield Document(str(child), None, problem=problem)
            return
        try:
            raw = path.read_bytes()
        except OSError as error:
            msg = f"cannot read {path}: {error.strerror}"
            raise UsageError(msg) from error
        yield from self._read_bytes(raw, str(path))

    def _read_bytes(self, raw: bytes, name: str) -> Iterator[Document]:
        if raw.startswith(_GZIP):
            try:
                raw = gzip.decompress(raw)
            except (OSError, EOFError, zlib.error) as error:
                yield Document(name, None, problem=f"not read: damaged gzip file ({error})")
                return
        packed = next((kind for magic, kind in _PACKED.items() if raw.startswith(magic)), None)
        if packed is not None:
            yield Document(name, None, problem=f"not read: it is compressed ({packed}); unpack it")
            return
        wide = raw.startswith(_WIDE)
        text = raw.decode("utf-16" if wide else "utf-8", "replace" if wide else "surrogateescape")
        yield from self.read_text(text.removeprefix("\ufeff"), name)

    def read_text(self, text: str, name: str) -> Iterator[Document]:
        """Yield the documents of a text; ``name`` is what errors call it."""
        suffix = _suffix(name)
        start = text.lstrip()[:1]
        other = _other_format(text, suffix)
        if other is not None:
            problem = f"not read: it is {other}; send each article as JSON, HTML or plain text"
            yield Document(name, None, problem=problem)
            return
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
            "version": self._plain.version,
            "article_id": self._plain.article_id,
            "text": text,
        }
        derived = None
        if self._plain.url is None and self._plain.article_id is None:
            derived = article_id_of_text(text, self._plain.publisher, self._plain.published_at)
            fields["article_id"] = derived
        return Document(name, _encode(fields), derived_id=derived)


def _suffix(name: str) -> str:
    """Return the ending of a file's name in lower case, without that of its compression."""
    return Path(name.lower().removesuffix(".gz")).suffix


def _other_format(text: str, suffix: str) -> str | None:
    """Return the name of a format that is not read, or None for one that is."""
    start = text[:_SNIFFED].lstrip()
    for opening, name in _OTHER.items():
        if start[: len(opening)].lower() == opening.lower():
            return None if name == "XML" and "<html" in start.lower() else name
    if suffix in _TABLES:
        return _TABLES[suffix]
    first = start.partition("\n")[0]
    return (
        "a table with tabs" if start[:1] not in "{[" and first.count("\t") >= LEAST_TABS else None
    )


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
