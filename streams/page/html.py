"""HTML built from elements, so that no text gets into a page unescaped. Pure."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Markup that may stand in a page as it is; only ``el`` and ``join`` make it."""

    __slots__ = ()


Child = str | int | None | Iterable["Child"]
Attribute = str | int | float | bool | None


def el(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """Return an element. Text is escaped; None and False drop an attribute or a child.

    ``class_`` and ``for_`` stand for the attributes of that name; other underscores are hyphens.
    """
    head = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{head}>")
    return Html(f"<{head}>{join(children)}</{name}>")


def join(children: Child, separator: str = "") -> Html:
    """Return children one after the other, text escaped."""
    if children is None:
        return Html("")
    if isinstance(children, Html):
        return children
    if isinstance(children, str | int):
        return Html(escape(str(children)))
    parts = [join(child) for child in children]
    return Html(escape(separator).join(part for part in parts if part))


def document(head: Child, body: Child) -> str:
    """Return a whole page in English."""
    return "<!doctype html>\n" + el("html", el("head", head), el("body", body), lang="en")


def event_address(event_id: str) -> str:
    """Return the address of an event's own page."""
    return f"/events/{quote(event_id, safe='')}"


def web_address(url: str | None) -> str | None:
    """Return a URL that a link may have: http or https, nothing that could run."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.removesuffix("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
