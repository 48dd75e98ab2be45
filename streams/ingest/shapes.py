"""Records of other programs and services, and the fields of an article that theirs stand for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from streams.errors import MalformedRecord
from streams.ingest.addresses import outlet_of
from streams.ingest.language_names import language_tag

Fields = dict[str, Any]
Paths = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Shape:
    """The records of one service.

    ``marks`` are fields that all of them have and no others. ``paths`` has the fields, with dots
    between the levels, for a field of the article: the first one that is not empty; all of them
    for the text. ``in_utc``: times without an offset are in UTC.
    """

    name: str
    marks: tuple[str, ...]
    paths: Paths
    in_utc: bool = False


SHAPES = (
    Shape(
        "news-please",
        ("maintext",),
        {
            "text": ("maintext",),
            "publisher": ("source_domain",),
            "published_at": ("date_publish",),
            "modified_at": ("date_modify",),
        },
        in_utc=True,
    ),
    Shape(
        "NewsAPI",
        ("publishedAt", "url"),
        {
            "text": ("description", "content"),
            "published_at": ("publishedAt",),
        },
    ),
    Shape(
        "New York Times",
        ("web_url", "pub_date"),
        {
            "url": ("web_url",),
            "title": ("headline.main",),
            "text": ("abstract", "lead_paragraph"),
            "published_at": ("pub_date",),
        },
    ),
    Shape(
        "New York Times",
        ("published_date", "section", "url"),
        {
            "text": ("abstract",),
            "published_at": ("published_date",),
            "modified_at": ("updated_date",),
        },
    ),
    Shape(
        "Media Cloud",
        ("publish_date", "media_name"),
        {
            "text": ("text", "story_text"),
            "publisher": ("media_url", "media_name"),
            "published_at": ("publish_date",),
        },
        in_utc=True,
    ),
    Shape(
        "The Guardian",
        ("webPublicationDate", "webUrl"),
        {
            "url": ("webUrl",),
            "title": ("webTitle",),
            "text": ("fields.bodyText", "fields.trailText"),
            "published_at": ("webPublicationDate",),
        },
    ),
    Shape("GDELT", ("seendate", "url"), {"published_at": ("seendate",)}),
    Shape(
        "GDELT",
        ("MobileURL", "URL", "Title"),
        {"url": ("URL",), "title": ("Title",), "published_at": ("Date",)},
        in_utc=True,
    ),
    Shape(
        "JSON Feed",
        ("date_published",),
        {
            "text": ("content_text", "content_html", "summary"),
            "published_at": ("date_published",),
            "modified_at": ("date_modified",),
        },
    ),
)
_OTHERS = (
    (("event_id_cnty",), "events of ACLED; compare with them: `dateline compare --with FILE`"),
    (("type_of_violence",), "events of UCDP; compare with them: `dateline compare --with FILE`"),
    (("urlkey", "timestamp", "url"), "an index of Common Crawl, which has no text: send its WARC"),
    (("GLOBALEVENTID",), "events of GDELT, not articles"),
)
"""Fields of records that are no articles, and what these are."""
_ENVELOPES = ("articles", "response.docs", "response.results", "results", "stories", "items")
"""Where the answers of services have their list of articles."""
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
"""How NewsAPI says that it has cut off the rest of a text."""


def items_of(record: Fields) -> Iterator[tuple[str, Fields]]:
    """Yield the articles of a service's answer with where they are in it; none for an article."""
    if (
        record.get("text")
        or record.get("maintext")
        or (record.get("title") and "items" not in record)
    ):
        return
    for path in _ENVELOPES:
        found = value_at(record, path)
        if isinstance(found, list) and found and all(isinstance(one, dict) for one in found):
            shared = {name: record[name] for name in ("language",) if record.get(name)}
            for index, item in enumerate(found):
                yield f"{path}[{index}]", shared | item
            return


def shape_of(record: Mapping[str, Any]) -> Shape | None:
    """Return the shape of a record; None for one in our own form or of an unknown one.

    Raises:
        MalformedRecord: if it is of a kind that holds no article.
    """
    for marks, what in _OTHERS:
        if all(mark in record for mark in marks):
            msg = f"not read: {what}"
            raise MalformedRecord(msg)
    return next((one for one in SHAPES if all(mark in record for mark in one.marks)), None)


def in_our_form(record: Fields, shape: Shape) -> Fields:
    """Return a record of a service with the fields of an article, beside its own."""
    fields = dict(record)
    for name, paths in shape.paths.items():
        found = [value for path in paths if (value := value_at(record, path)) not in (None, "")]
        if name == "text":
            fields["text"] = _joined(found)
        elif found:
            fields[name] = found[0]
    fields["publisher"] = _publisher(fields)
    if fields.get("url"):
        # Ids of services are unique among their own articles only; an address is so everywhere.
        fields.pop("id", None)
    if isinstance(language := fields.get("language"), str):
        fields["language"] = language_tag(language)
    return {name: value for name, value in fields.items() if value not in (None, "")}


def domain_of(url: Any) -> str | None:
    """Return the outlet that an address belongs to; None for what is no address."""
    try:
        host = urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        return None
    return outlet_of(host) if host else None


def value_at(record: Mapping[str, Any], path: str) -> Any:
    """Return the value of a field of a record, with dots between the levels; None if absent."""
    if path in record:
        return record[path]
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _publisher(fields: Fields) -> Any:
    given = fields.get("publisher")
    if isinstance(given, str) and given:
        is_host = "." in given and " " not in given
        return domain_of(given) or (outlet_of(given) if is_host else given)
    return domain_of(fields.get("url"))


def _joined(parts: list[Any]) -> str:
    """Return the parts of a text below each other; one that another repeats is left out."""
    texts = [_CUT.sub("", part).strip() for part in parts if isinstance(part, str)]
    kept = [
        text
        for number, text in enumerate(texts)
        if text
        and text not in texts[:number]
        and not any(text != other and text in other for other in texts)
    ]
    return "\n".join(kept)
