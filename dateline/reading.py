"""Articles from files, and from what a program has in its hands."""

import json
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from schemas import Article
from streams.errors import MalformedRecord, TerminalError
from streams.ingest.addresses import article_id_of_text
from streams.ingest.articles import read_article
from streams.ingest.documents import Supplied, article_of
from streams.ingest.readers import ArticleReader
from streams.ingest.times import moment_of

Moment = datetime | str
"""A time with its zone: an aware datetime, or ISO 8601 such as 2024-05-12T18:40:00+03:00."""
ArticleLike = Article | Mapping[str, Any] | str | bytes
"""An article: the record, its fields as a mapping, or its JSON."""
UNKNOWN = "unknown"
"""Publisher of a text whose outlet nobody names; it has no home country."""


class Unread(UserWarning):
    """A document is no article, or a file was not read; the message says where and why."""


def read(
    path: str | Path,
    *,
    publisher: str | None = None,
    published_at: Moment | None = None,
    language: str | None = None,
    timezone: str | None = None,
    mapping: Mapping[str, str] | None = None,
    refused: Callable[[str, str], None] | None = None,
) -> Iterator[Article]:
    """Yield the articles of a file or folder, in any format that ``dateline publish`` reads.

    Args:
        path: a file, a folder with all folders in it, or ``-`` for standard input.
        publisher: outlet of articles that name none, preferably as its domain.
        published_at: time of articles that have none.
        language: BCP 47 tag of articles that name no language.
        timezone: IANA zone of times without offset, and of outlets.
        mapping: names of fields of the file by fields of an article.
        refused: is called with where and why for each document that is no article. By default,
            a warning of class ``Unread`` is issued.

    Raises:
        UsageError: if there is no such file, or an argument is invalid.

    Examples:
        >>> articles = list(read("samples/articles.jsonl"))
        >>> len(articles), articles[0].publisher
        (19, 'meridianwire.example')
    """
    supplied = Supplied(
        publisher=publisher,
        published_at=_moment(published_at),
        language=language,
        timezone=timezone,
        mapping=mapping or {},
    )
    for document in ArticleReader(supplied).read_source(str(path)):
        try:
            yield article_of(document, time.time())
        except TerminalError as error:
            if refused is None:
                warnings.warn(f"{document.where}: {error}", Unread, stacklevel=2)
            else:
                refused(document.where, str(error))


def to_article(
    given: ArticleLike, published_at: Moment | None = None, publisher: str | None = None
) -> Article:
    """Return an article; a text that is no JSON object needs the time when it was published.

    Raises:
        MalformedRecord: if it is no article, or a text without ``published_at``.
        UsageError: if ``published_at`` is no time with a zone.
    """
    if isinstance(given, Article):
        return given
    if isinstance(given, Mapping):
        return read_article(json.dumps(given, default=_plain))
    text = given.decode("utf-8", "replace") if isinstance(given, bytes) else given
    if text.lstrip().startswith("{"):
        return read_article(text)
    moment = _moment(published_at)
    if moment is None:
        msg = 'a text needs the time when it was published, which "on Sunday" counts from'
        raise MalformedRecord(msg)
    fields = {
        "article_id": article_id_of_text(text, publisher, moment),
        "publisher": publisher or UNKNOWN,
        "published_at": moment.isoformat(),
        "text": text,
    }
    return read_article(json.dumps(fields))


def _moment(given: Moment | None) -> datetime | None:
    if given is None:
        return None
    return moment_of(given.isoformat() if isinstance(given, datetime) else given, "published_at")


def _plain(value: Any) -> str:
    """Return a value that JSON does not have: a time in ISO 8601."""
    if isinstance(value, datetime):
        return value.isoformat()
    msg = f"an article has no field with a value of type {type(value).__name__}"
    raise MalformedRecord(msg)
