"""Files, folders, archives and standard input to documents: the bytes of one article each.

The content of a file decides how it is read. What is not recognised is a document with a
``problem``; nothing is dropped without one.
"""

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from pydantic_core import from_json

from streams.errors import MalformedRecord, UsageError
from streams.ingest.compression import (
    BUFFER_BYTES,
    MAX_LAYERS,
    Counted,
    compression_of,
    members,
    unpack,
    with_head,
)
from streams.ingest.documents import Document, Note, Supplied, silent
from streams.ingest.encodings import as_utf8, decode
from streams.ingest.feeds import read_feed
from streams.ingest.folders import FolderFile, files_of
from streams.ingest.formats import SNIFFED_BYTES, Format, format_of
from streams.ingest.mapping import Mapper, encode, id_of_text, remedy_for
from streams.ingest.pages import PageReader
from streams.ingest.records import Raw, read_array, read_json, read_lines, read_table, read_whole
from streams.ingest.shapes import items_of
from streams.ingest.warc import read_warc


class ArticleReader:
    """Reads documents from every format that ``docs/how-to/publish-articles.md`` lists.

    ``note`` is told what was read in a way that its file does not state. ``size`` and ``position``
    are the bytes of all files of a source that were found and read so far, before unpacking.
    """

    def __init__(self, supplied: Supplied | None = None, note: Note = silent) -> None:
        self._supplied = supplied or Supplied()
        self._note = note
        self.size = 0
        self.position = 0

    def read_source(self, source: str) -> Iterator[Document]:
        """Yield the documents of a file or folder, or of standard input for ``-``.

        Raises:
            UsageError: as ``read``, and for an address: Dateline does not download pages.
        """
        if source == "-":
            return self._numbered(self.read_stream(_standard_input(), "-"), "-")
        if "://" in source[:12]:
            msg = (
                f"{source} is an address, not a file: download it (curl -o page.html {source}) and "
                f"publish the file with --url {source}, or follow feeds with `dateline feeds`"
            )
            raise UsageError(msg)
        return self.read(Path(source))

    def read(self, path: Path) -> Iterator[Document]:
        """Yield the documents of a file, or of every file in a folder and its folders, by name.

        Hidden files are left out.

        Raises:
            UsageError: if there is no such file, or a file cannot be read.
        """
        if not path.is_dir():
            yield from self._numbered(self._read_named(path), str(path))
            return
        files = sorted(files_of(path), key=lambda one: one.path)
        self.size += sum(file.size for file in files)
        for file in files:
            yield from self._numbered(self._read_member(file), str(file.path))

    def _numbered(self, documents: Iterable[Document], source: str) -> Iterator[Document]:
        for number, document in enumerate(documents, start=1):
            yield replace(document, source=source, number=number)

    def _read_named(self, path: Path) -> Iterator[Document]:
        try:
            self.size += path.stat().st_size
            with path.open("rb") as file:
                yield from self.read_stream(file, str(path))
        except OSError as error:
            msg = f"cannot read {path}: {error.strerror}"
            raise UsageError(msg) from error

    def _read_member(self, file: FolderFile) -> Iterator[Document]:
        """Yield the documents of a file of a folder; one that cannot be read stops no other."""
        if file.problem is not None:
            yield _refused(str(file.path), file.problem)
            return
        try:
            with file.path.open("rb") as stream:
                yield from self.read_stream(stream, str(file.path), in_folder=True)
        except OSError as error:
            yield _refused(str(file.path), str(error.strerror))

    def read_stream(
        self, stream: BinaryIO, name: str, *, in_folder: bool = False, layer: int = 0
    ) -> Iterator[Document]:
        """Yield the documents of a stream of bytes; what cannot be read is one with a problem."""
        try:
            head, stream = with_head(stream, SNIFFED_BYTES)
            packed = compression_of(head)
            if packed is None:
                counted = stream if layer else self._counted(stream)
                yield from self._read_unpacked(head, counted, name, in_folder=in_folder)
            elif layer >= MAX_LAYERS:
                yield _refused(name, f"compressed more than {MAX_LAYERS} times")
            elif packed == "zip":
                yield from self._read_archive(stream, name, layer)
            else:
                inner = unpack(stream if layer else self._counted(stream), packed)
                yield from self.read_stream(inner, name, in_folder=in_folder, layer=layer + 1)
        except MalformedRecord as error:
            yield _refused(name, str(error))

    def _read_archive(self, stream: BinaryIO, name: str, layer: int) -> Iterator[Document]:
        for member, inner in members(stream):
            where = f"{name}!{member}"
            if member == "[Content_Types].xml":
                yield _refused(name, "an Office document")
                return
            if inner is None:
                yield _refused(where, "encrypted")
                continue
            yield from self.read_stream(inner, where, in_folder=True, layer=layer + 1)

    def _read_unpacked(
        self, head: bytes, stream: BinaryIO, name: str, *, in_folder: bool
    ) -> Iterator[Document]:
        note: Note = lambda text: self._note(f"{name}: {text}")  # noqa: E731
        encoding = self._supplied.encoding
        form = format_of(head, name, note, encoding=encoding, in_folder=in_folder)
        mapper = Mapper(self._supplied, note)
        pages = PageReader(self._supplied, mapper, note)
        if form.kind == "page":
            yield pages.read(decode(read_whole(stream), form.encoding), name)
        elif form.kind == "text":
            yield self._plain(decode(read_whole(stream), form.encoding), name, mapper)
        elif form.kind == "warc":
            for archived in read_warc(stream, note):
                yield pages.read_archived(archived, f"{name}{archived.where}")
        else:
            for raw in _records(stream, form, note):
                yield from _documents(raw, name, mapper)

    def _counted(self, stream: BinaryIO) -> BinaryIO:
        counted = Counted(stream, self._advance)
        return cast("BinaryIO", io.BufferedReader(counted, BUFFER_BYTES))

    def _advance(self, count: int) -> None:
        self.position += count

    def _plain(self, text: str, name: str, mapper: Mapper) -> Document:
        fields = mapper.to_article({"text": text} | self._supplied.single())
        if "publisher" not in fields or "published_at" not in fields:
            needed = "plain text does not say who published it and when"
            return _refused(name, f"{needed}; add --publisher and --published-at")
        derived = id_of_text(fields)
        if derived is not None:
            fields = fields | {"article_id": derived}
        return Document(name, encode(fields), derived_id=derived)


def _records(stream: BinaryIO, form: Format, note: Note) -> Iterator[Raw]:
    if form.kind == "feed":
        # The parser of feeds reads declarations by itself; other encodings are made UTF-8 first.
        yield from read_feed(read_whole(stream), note)
        return
    text = as_utf8(stream, form.encoding)
    if form.kind == "lines":
        yield from read_lines(text)
    elif form.kind == "json":
        yield from read_json(text)
    elif form.kind == "array":
        yield from read_array(text)
    else:
        yield from read_table(text, form.delimiter)


def _documents(raw: Raw, name: str, mapper: Mapper) -> Iterator[Document]:
    """Yield the document of a record, or those of a service's answer."""
    where = f"{name}{raw.where}"
    if raw.problem is not None:
        yield _refused(where, raw.problem)
        return
    fields = raw.fields if raw.fields is not None else _fields_of(raw.raw or b"")
    if fields is None:
        yield Document(where, raw.raw)
        return
    items = list(items_of(fields))
    for part, item in items or [("", fields)]:
        inside = f"{where}.{part}" if part else where
        try:
            article = mapper.to_article(item)
        except MalformedRecord as error:
            yield _refused(inside, str(error))
            continue
        article = mapper.with_id(article)
        kept = raw.raw if article is fields and raw.raw is not None else encode(article)
        yield Document(inside, kept, remedy=remedy_for(article, item))


def _fields_of(raw: bytes) -> dict[str, object] | None:
    try:
        value = from_json(raw)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _refused(where: str, why: str) -> Document:
    told = why if why.startswith(("not read", "Article is")) else f"not read: {why}"
    return Document(where, None, problem=told)


def _standard_input() -> BinaryIO:
    return sys.stdin.buffer
