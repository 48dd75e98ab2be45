"""Articles with TIMEX3 in TimeML: the plain text, and each expression's span and value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from evaluation.files import Xml, noon, read_xml
from evaluation.sources import Span
from schemas import Article


@dataclass(frozen=True)
class Timex:
    """A time expression: its span in the text and its whole TIMEX3 value ("1998-W02", "P2Y")."""

    span: Span
    value: str
    kind: str = "DATE"


@dataclass(frozen=True)
class Timed:
    """An article published on its document time, and its expressions in text order."""

    article: Article
    timexes: tuple[Timex, ...]


def read_document(path: Path) -> Timed:
    """Read a TimeML file; what stands outside ``<TEXT>`` (headers, document time) is left out.

    Raises:
        UsageError: if the file is missing, is no XML, or lacks text or document time.
    """
    xml = read_xml(path)
    body = xml.root.find("TEXT")
    text, timexes = ("", []) if body is None else _flat(xml, body)
    if not text.strip():
        raise xml.broken(xml.root, "no <TEXT> with words in it")
    article = Article(
        article_id=path.stem,
        publisher="timex.example",
        text=text,
        published_at=noon(_creation_day(xml)),
    )
    return Timed(article, tuple(timexes))


def _creation_day(xml: Xml) -> date:
    for element in xml.root.iter("TIMEX3"):
        if element.get("functionInDocument") == "CREATION_TIME":
            value = element.get("value", "")
            try:
                return date.fromisoformat(value[:10])
            except ValueError as error:
                problem = f"the document time {value!r} is no day such as 1998-01-08"
                raise xml.broken(element, problem) from error
    raise xml.broken(xml.root, 'no TIMEX3 with functionInDocument="CREATION_TIME"')


def _flat(xml: Xml, body: Element) -> tuple[str, list[Timex]]:
    """Return the text of an element and the expressions in it, outer ones only."""
    parts: list[str] = []
    found: list[Timex] = []
    at, opened = 0, None
    for piece, element, opens in _walk(body):
        if element is not None and element.tag == "TIMEX3":
            if opens and opened is None:
                opened = element, at
            elif not opens and opened is not None and opened[0] is element:
                found.append(_timex(xml, element, (opened[1], at)))
                opened = None
        parts.append(piece)
        at += len(piece)
    return "".join(parts), found


def _walk(element: Element) -> Iterator[tuple[str, Element | None, bool]]:
    """Yield the start and end of each inner element, and the pieces of text between them."""
    yield element.text or "", None, False
    for child in element:
        yield "", child, True
        yield from _walk(child)
        yield "", child, False
        yield child.tail or "", None, False


def _timex(xml: Xml, element: Element, span: Span) -> Timex:
    value = element.get("value")
    if not value:
        raise xml.broken(element, f"TIMEX3 {element.get('tid')!r} has no value")
    return Timex(span, value, element.get("type", "DATE"))
