"""Feeds to records: RSS 0.9 to 2.0 and Atom, each item with its own title, address and time."""

import importlib
import io
import warnings
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from streams.errors import MalformedRecord
from streams.ingest.html import is_html, text_of_html
from streams.ingest.language_names import is_language_tag
from streams.ingest.records import Raw
from streams.ingest.shapes import domain_of


@dataclass(frozen=True)
class Item:
    """An item of a feed: what identifies it there, whether it has the whole text, its fields."""

    identity: str
    whole: bool
    fields: dict[str, Any]


def read_feed(raw: bytes, note: Any = None) -> Iterator[Raw]:
    """Yield the items of a feed as records in their order; ``[0]`` is the first.

    Raises:
        MalformedRecord: as ``read_items``.
    """
    for number, item in enumerate(read_items(raw, note)):
        yield Raw(f"[{number}]", fields=item.fields)


def read_items(raw: bytes, note: Any = None) -> Iterator[Item]:
    """Yield the items of a feed in their order.

    A feed with broken XML is read as far as it can be, and ``note`` is told.

    Raises:
        MalformedRecord: if no item can be read.
    """
    parsed = _parse(raw)
    if not parsed.entries:
        why = f" ({parsed.bozo_exception})" if parsed.get("bozo") else ""
        msg = f"a feed without items{why}"
        raise MalformedRecord(msg)
    if parsed.get("bozo") and note is not None:
        note(f"its XML is broken ({parsed.get('bozo_exception')}); read as far as possible")
    language = str(parsed.feed.get("language") or "").replace("_", "-")
    for entry in parsed.entries:
        fields = _fields(entry, language)
        identity = entry.get("id") or fields.get("url") or fields.get("title") or ""
        yield Item(str(identity), body_of(entry)[1], fields)


def _parse(raw: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        feedparser = importlib.import_module("feedparser")
        return feedparser.parse(io.BytesIO(raw), sanitize_html=True, resolve_relative_uris=True)


def _fields(entry: Any, feed_language: str) -> dict[str, Any]:
    link = entry.get("link") or _permalink(entry.get("id"))
    language = str(entry.get("language") or feed_language)
    fields = {
        "url": link,
        "article_id": None if link else entry.get("id"),
        "title": _plain(entry.get("title")),
        "text": _plain(body_of(entry)[0]),
        "publisher": domain_of(link),
        "published_at": _time(entry, "published_parsed") or _time(entry, "updated_parsed"),
        "modified_at": _time(entry, "updated_parsed"),
        "language": language if is_language_tag(language) else None,
    }
    return {name: value for name, value in fields.items() if value}


def body_of(entry: Any) -> tuple[str, bool]:
    """Return the longest text of an item as HTML, and whether it is the whole article.

    A summary alone is not: RSS has the whole in ``content:encoded``, Atom in ``content``.
    """
    contents = [one.get("value") or "" for one in entry.get("content") or ()]
    whole = max(contents, key=len, default="")
    summary = entry.get("summary") or ""
    return (whole, True) if len(whole) > len(summary) else (summary, False)


def _permalink(identity: Any) -> str | None:
    return identity if isinstance(identity, str) and "://" in identity else None


def _time(entry: Any, name: str) -> str | None:
    # The parser's own ``get`` takes one time for another where that is missing.
    parsed = dict.get(entry, name)
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (OverflowError, ValueError, OSError):
        return None


def _plain(text: Any) -> str | None:
    if not isinstance(text, str) or not text.strip():
        return None
    return text_of_html(text) if "<" in text or "&" in text or is_html(text) else text.strip()
