"""An article's text with the passages that events rest on marked in it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas import Evidence
from schemas.record import quote_hash
from streams.page.html import Html, el, join


@dataclass(frozen=True)
class Passage:
    """A stretch of text in code points, and the ids of the mentions that quote it."""

    start: int
    end: int
    mentions: tuple[str, ...]


def is_in_text(evidence: Evidence, text: str) -> bool:
    """Tell whether the stored text still has the quote where the evidence says."""
    return quote_hash(text[evidence.char_start : evidence.char_end]) == evidence.quote_hash


def passages(evidence: Iterable[Evidence], text: str) -> list[Passage]:
    """Cut a text's quotes into passages that do not overlap, in the order of the text.

    Evidence that the text does not have in its place is left out.
    """
    found = [item for item in evidence if is_in_text(item, text)]
    edges = sorted({edge for item in found for edge in (item.char_start, item.char_end)})
    cut = [
        Passage(start, end, tuple(e.mention_id for e in found if _holds(e, start, end)))
        for start, end in pairwise(edges)
    ]
    return [passage for passage in cut if passage.mentions]


def marked_text(text: str, marked: Sequence[Passage]) -> Html:
    """Return the text as paragraphs' worth of markup, each passage in ``mark`` with its anchor."""
    parts: list[Html] = []
    position = 0
    anchored: set[str] = set()
    for passage in marked:
        parts.append(join(text[position : passage.start]))
        quote: Html = el("mark", text[passage.start : passage.end])
        for mention in passage.mentions:
            if mention not in anchored:
                anchored.add(mention)
                quote = el("span", quote, id=f"m-{mention}")
        parts.append(quote)
        position = passage.end
    return join([*parts, text[position:]])


def _holds(evidence: Evidence, start: int, end: int) -> bool:
    return evidence.char_start <= start and end <= evidence.char_end
