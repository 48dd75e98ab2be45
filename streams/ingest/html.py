"""HTML to the plain text that is stored: the article of a page, or the words of a fragment."""

import importlib
import re
import warnings
from typing import Any

from streams.errors import TooLarge

MAX_HTML_CHARACTERS = 4 * 1024 * 1024
"""Longest HTML that is taken; a news page with all its scripts has a tenth of it."""

MAX_ATTRIBUTE_PAIRS = 10**8
"""Most pairs of attributes within one tag, over all tags: a second or so of the HTML library, which
compares each with all before it, in one call that no limit on time can interrupt. A tag of a news
page has up to some dozens."""

_TAG = re.compile(
    r"""<[a-z](?:[^\s>]++|\s++(?:[a-z_:.][\w:.-]*+\s*+=\s*+(?:"[^"]*+"|'[^']*+'))?+)*+""",
    re.IGNORECASE,
)
"""A tag, up to the ``>`` outside of a quoted value. Scripts may hold what looks like one."""

_VALUE = re.compile(r"""\s[a-z_:.][\w:.-]*+\s*+=\s*+("[^"]*+"|'[^']*+')""", re.IGNORECASE)
_FEW_CHARACTERS = 1000
"""A tag of fewer characters has too few attributes to count."""

_PAGE = re.compile(
    r"[\s\ufeff]{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?<(?:!doctype\s{1,20}html|html)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"[\s\ufeff]{0,200}<(article|body|div|figure|h[1-6]|main|ol|p|section|span|ul)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_BLOCKS = (
    *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption"),
    *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p"),
    *("pre", "section", "table", "td", "th", "tr", "ul"),
)
_SILENT = ("script", "style", "noscript", "template", "head", "svg", "iframe", "form", "nav")
_SPACES = re.compile(r"[^\S\n]+")


def is_html(text: str) -> bool:
    """Whether a text is a page or a fragment of HTML: it opens with a tag that is closed again."""
    if _PAGE.match(text):
        return True
    tag = _FRAGMENT.match(text)
    return tag is not None and f"</{tag[1].lower()}" in text.lower()


def text_of_html(html: str) -> str:
    """Return the text of a page's article, or of a whole fragment; a line for each paragraph.

    The same HTML always gives the same text. A page in which trafilatura finds no article is read
    like a fragment, without scripts, menus and forms.

    Raises:
        TooLarge: if tags have so many attributes that reading them would take minutes.
    """
    _check_attributes(html)
    trafilatura = _trafilatura()
    found = None
    if _PAGE.match(html):
        found = trafilatura.extract(
            html, include_comments=False, include_tables=False, favor_recall=True
        )
    return str(found) if found else _whole_text(trafilatura, html)


def _check_attributes(html: str) -> None:
    pairs = 0
    for tag in _TAG.finditer(html):
        if tag.end() - tag.start() > _FEW_CHARACTERS:
            words = len(_VALUE.sub(" x ", tag[0]).split())
            pairs += words * words
            if pairs > MAX_ATTRIBUTE_PAIRS:
                msg = "tags of the HTML have too many attributes to be read"
                raise TooLarge(msg)


def _trafilatura() -> Any:
    """Import it when the first HTML comes: it takes a quarter of a second, and most is plain."""
    with warnings.catch_warnings():
        # Its downloader, of no use here, says that it has no SOCKS.
        warnings.simplefilter("ignore")
        return importlib.import_module("trafilatura")


def _whole_text(trafilatura: Any, html: str) -> str:
    tree = trafilatura.load_html(f"<html><body>{html}</body></html>")
    if tree is None:
        return ""
    for element in list(tree.iter(*_SILENT)):
        if element.getparent() is not None:
            element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
    lines = (_SPACES.sub(" ", line).strip() for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)
