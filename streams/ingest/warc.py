"""Web archives (WARC, such as CC-NEWS) to pages, and WET to texts."""

import importlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from streams.errors import MalformedRecord
from streams.ingest.documents import Note
from streams.ingest.html import MAX_HTML_CHARACTERS

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("conversion", "text/plain")
MAX_PAGE_BYTES = 2 * MAX_HTML_CHARACTERS
"""Bytes of a page that are read; a longer one is refused as HTML that is too long."""


@dataclass(frozen=True)
class Archived:
    """A page or text of an archive: its record, its address, its bytes and its encoding if told."""

    where: str
    url: str | None
    content: bytes
    charset: str | None
    is_page: bool


def read_warc(stream: BinaryIO, note: Note) -> Iterator[Archived]:
    """Yield the pages of an archive that were answered with status 200, and the texts of WET.

    ``note`` is told at the end how many other records there are, by kind: requests, images,
    redirects. The first record is ``#1``.

    Raises:
        MalformedRecord: if the archive is damaged; what stands before the damage is yielded.
    """
    left_out: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(_records(stream), start=1):
            kind = _left_out(record)
            if kind is not None:
                left_out[kind] += 1
                continue
            archived = _archived(record, f"#{number}")
            if _is_cut(record, archived):
                msg = f"record {number} is cut off"
                raise MalformedRecord(msg)
            yield archived
    except (ValueError, OSError, EOFError) as error:
        msg = f"damaged behind record {number}: {str(error)[:200]}"
        raise MalformedRecord(msg) from error
    finally:
        if left_out:
            kinds = ", ".join(f"{count} {kind}" for kind, count in left_out.most_common())
            note(f"{left_out.total()} records that hold no page were passed over ({kinds})")


def _records(stream: BinaryIO) -> Any:
    iterator = importlib.import_module("warcio.archiveiterator").ArchiveIterator
    return iterator(stream)


def _left_out(record: Any) -> str | None:
    """Return what a record is if it holds no page and no text.

    Raises:
        ValueError: if it does not say what it is.
    """
    if record.rec_type is None:
        msg = "a record without WARC-Type"
        raise ValueError(msg)
    if record.rec_type == _TEXTS[0]:
        kind = _media_type(record.rec_headers.get_header("Content-Type"))
        return None if kind == _TEXTS[1] else kind
    if record.rec_type != "response":
        return str(record.rec_type)
    headers = record.http_headers
    status = str(headers.get_statuscode()) if headers is not None else ""
    if status != "200":
        return f"response with status {status or 'unknown'}"
    kind = _media_type(headers.get_header("Content-Type"))
    return None if kind in _PAGES else kind


def _archived(record: Any, where: str) -> Archived:
    content_type = (record.http_headers or record.rec_headers).get_header("Content-Type") or ""
    return Archived(
        where=where,
        url=record.rec_headers.get_header("WARC-Target-URI"),
        content=record.content_stream().read(MAX_PAGE_BYTES),
        charset=_charset(content_type) if record.rec_type == "response" else "utf-8",
        is_page=record.rec_type == "response",
    )


def _is_cut(record: Any, archived: Archived) -> bool:
    """Whether the archive ends within a record, whose header says how long it is."""
    if len(archived.content) >= MAX_PAGE_BYTES:
        return False
    rest = record.raw_stream
    while rest.read(MAX_PAGE_BYTES):
        pass
    return bool(getattr(rest, "limit", 0))


def _media_type(content_type: str | None) -> str:
    return (content_type or "no type").partition(";")[0].strip().lower()


def _charset(content_type: str) -> str | None:
    _, found, rest = content_type.lower().partition("charset=")
    return rest.partition(";")[0].strip().strip("\"'") if found else None
