"""What a page says of itself: title, time, address, site and language.

Sources in order: JSON-LD of schema.org, Open Graph and its like, the names of ``meta`` elements,
then the elements of the page. Nothing is taken from the text, except a day that htmldate finds in
an address or element; it is reported.
"""

import importlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html as lxml_html

from streams.ingest.language_names import is_language_tag, language_tag
from streams.ingest.times import read_time

_ARTICLE_TYPES = re.compile(
    r"(?:News|Reportage|Analysis|Background|Opinion|Review)?\w*Article|BlogPosting"
)
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
_ADDRESSES = ("og:url", "parsely-link", "twitter:url")
_SITES = ("og:site_name", "application-name", "dc.publisher")
_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "article:published"),
    *("parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date"),
    *("dc.date.issued", "dcterms.created", "dc.date", "date", "article.published"),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod")
_LANGUAGES = ("og:locale", "content-language", "dc.language", "language")
_SITE_BEHIND_TITLE = re.compile(r"\s+[|\u2013\u2014-]\s+(?P<site>[^|\u2013\u2014]{2,60})$")
MAX_JSON_LD = 512 * 1024
"""Characters of one JSON-LD block; those of news pages have a few thousand."""


@dataclass(frozen=True)
class PageMetadata:
    """What a page says of itself; times as in the page, None for what it does not say."""

    title: str | None = None
    url: str | None = None
    site: str | None = None
    language: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    guessed_day: str | None = None
    """The day that htmldate finds where no metadata has a time."""


def read_metadata(page: str) -> PageMetadata:
    """Return what a page says of itself; nothing for a text that is no HTML."""
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=_parser())
    except (ValueError, lxml_html.etree.ParserError, lxml_html.etree.XMLSyntaxError):
        return PageMetadata()
    linked = _json_ld(tree)
    named = _named(tree)
    site = _text(_get(linked, "publisher", "name")) or _first(named, _SITES)
    published = (
        _text(linked.get("datePublished")) or _first(named, _PUBLISHED) or _time_element(tree)
    )
    return PageMetadata(
        title=_text(linked.get("headline"))
        or _first(named, _TITLES)
        or _without_site(_content(tree, "//title"), site)
        or _content(tree, "//h1"),
        url=_address(tree, linked, named),
        site=site,
        language=_language(tree, linked, named),
        published_at=read_time(published) if published else None,
        modified_at=_time(_text(linked.get("dateModified")) or _first(named, _MODIFIED)),
        guessed_day=None if published else _guessed_day(page),
    )


def _parser() -> Any:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


def _json_ld(tree: Any) -> dict[str, Any]:
    """Return the first article that JSON-LD blocks describe; empty if there is none."""
    for block in tree.xpath("//script[@type='application/ld+json']"):
        text = block.text_content()
        if len(text) > MAX_JSON_LD:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            types = node.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(one, str) and _ARTICLE_TYPES.fullmatch(one) for one in names):
                return node
    return {}


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for one in data:
            yield from _nodes(one, depth)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity"):
            if depth < 3 and name in data:
                yield from _nodes(data[name], depth + 1)


def _named(tree: Any) -> dict[str, str]:
    """Return the contents of ``meta`` elements by name, property or equivalent, lower case."""
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            content = element.get("content").strip()
            if name and content:
                found.setdefault(name, content)
    return found


def _first(named: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((named[name] for name in names if name in named), None)


def _address(tree: Any, linked: dict[str, Any], named: dict[str, str]) -> str | None:
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)
    main = linked.get("mainEntityOfPage")
    candidates = (
        canonical,
        _first(named, _ADDRESSES),
        linked.get("url"),
        main.get("@id") if isinstance(main, dict) else main,
    )
    return next((text for one in candidates if (text := _text(one)) and "://" in text), None)


def _language(tree: Any, linked: dict[str, Any], named: dict[str, str]) -> str | None:
    root = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    for one in (linked.get("inLanguage"), root, _first(named, _LANGUAGES)):
        tag = language_tag(text) if (text := _text(one)) else ""
        if is_language_tag(tag):
            return tag
    return None


def _time_element(tree: Any) -> str | None:
    """Return the time of the only ``time`` element that is marked as that of publication."""
    marked = tree.xpath("//time[@datetime][@pubdate or @itemprop='datePublished']/@datetime")
    return str(marked[0]) if marked else None


def _time(text: str | None) -> str | None:
    return read_time(text) if text else None


def _guessed_day(page: str) -> str | None:
    htmldate = importlib.import_module("htmldate")
    try:
        return htmldate.find_date(page, extensive_search=False, original_date=True) or None
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None


def _without_site(title: str | None, site: str | None) -> str | None:
    """Return a title without the name of the site that pages write behind it."""
    found = _SITE_BEHIND_TITLE.search(title or "")
    if title and found and site and found["site"].strip().casefold() == site.casefold():
        return title[: found.start()].strip()
    return title


def _content(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    text = " ".join(found[0].text_content().split()) if found else ""
    return text or None


def _get(data: dict[str, Any], *names: str) -> Any:
    value: Any = data
    for name in names:
        if isinstance(value, list):
            value = value[0] if value else None
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text or None
