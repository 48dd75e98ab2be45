"""A document: the bytes of one article and where they stand, and what an operator adds to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from schemas.article import Article
from streams.errors import MalformedRecord
from streams.ingest.articles import read_article

MAX_RECORD_BYTES = 16 * 1024 * 1024
"""Longest record of a file (16 MiB): four times the longest HTML, so that JSON may escape it."""
MAX_WHOLE_BYTES = 64 * 1024 * 1024
"""Largest file of a format that has to be read at once: one JSON value, a feed, a page, a text."""

Note = Callable[[str], None]
"""Takes a line about something that was read in a way that its file does not state."""


def silent(_: str) -> None:
    """Take a note and drop it."""


@dataclass(frozen=True)
class Supplied:
    """What the operator says about articles whose files do not.

    ``publisher``, ``published_at``, ``language`` and ``timezone`` fill what is missing, in every
    format; ``timezone`` also says in which zone times without an offset are. The fields behind
    them belong to one text or page. ``mapping`` names the field of the file for a field of the
    article, ``encoding`` that of all texts.
    """

    publisher: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    timezone: str | None = None
    title: str | None = None
    url: str | None = None
    article_id: str | None = None
    version: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None

    def filled(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return fields with those that are missing; the same object if none is supplied."""
        moment = self.published_at
        values = {
            "publisher": self.publisher,
            "published_at": moment.isoformat() if moment else None,
            "language": self.language,
            "timezone": self.timezone,
        }
        missing = {
            name: value
            for name, value in values.items()
            if value is not None and fields.get(name) in (None, "")
        }
        return fields | missing if missing else fields

    def single(self) -> dict[str, Any]:
        """Return the fields that belong to one text or page, where they are supplied."""
        values = {
            "title": self.title,
            "url": self.url,
            "article_id": self.article_id,
            "version": self.version,
        }
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True)
class Document:
    """One article's bytes and where they stand. A null value is a tombstone for ``key``.

    ``problem`` says why a file, or a part of it, was not read; there is no value then.
    ``derived_id`` is the id of a text that names none. ``source`` and ``number`` are the file and
    the number of the document in it, from 1. ``remedy`` says how to supply what it lacks.
    """

    where: str
    value: bytes | None
    key: str | None = None
    problem: str | None = None
    derived_id: str | None = None
    source: str = ""
    number: int = 0
    remedy: str = ""


def article_of(document: Document, arrived: float | None = None) -> Article:
    """Read the article of a document; ``arrived`` is as in ``read_article``.

    Raises:
        MalformedRecord: if it is no article, or a file that was not read.
        TooLarge: as ``read_article``.
    """
    if document.problem is not None:
        raise MalformedRecord(document.problem)
    try:
        return read_article(document.value or b"", arrived)
    except MalformedRecord as error:
        if not document.remedy:
            raise
        msg = f"{error}; {document.remedy}"
        raise MalformedRecord(msg) from error
