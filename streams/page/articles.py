"""The articles that an event rests on, with the quoted passages marked in their texts. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas import Event, Evidence
from schemas.record import quote_hash
from streams.page.event_view import Outlet, Quote, outlet_of, position, quotes_of
from streams.page.reads import StoredArticle


@dataclass(frozen=True)
class Passage:
    """A passage of a text as offsets in code points, and the ids of the mentions that quote it."""

    start: int
    end: int
    mentions: tuple[str, ...]


@dataclass(frozen=True)
class Segment:
    """A part of a text as it is shown: plain, or marked as quoted.

    ``anchors`` are the ids of the mentions whose quote begins here, the innermost first.
    """

    text: str
    is_marked: bool = False
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class MissingQuotes:
    """Quotes that the stored text of an article does not have, and why."""

    reason: str
    quotes: list[Quote]


@dataclass(frozen=True)
class SourceArticle:
    """An article as the page of an event shows it; no segments where it is no longer stored."""

    outlet: Outlet
    title: str
    published: str
    segments: list[Segment]
    positions: str
    is_stored: bool
    missing: MissingQuotes | None


def source_articles(event: Event, stored: Mapping[str, StoredArticle]) -> list[SourceArticle]:
    """Return the articles of an event in the order of its evidence.

    ``stored`` are the articles that the index still has, by id.
    """
    by_article: dict[str, list[Evidence]] = {}
    for evidence in event.evidence:
        by_article.setdefault(evidence.article_id, []).append(evidence)
    return [_article(evidence, stored.get(name)) for name, evidence in by_article.items()]


def is_in_text(evidence: Evidence, text: str) -> bool:
    """Return whether a stored text still has the quote at the position of the evidence."""
    if evidence.quoted_from == "title":
        return False
    return quote_hash(text[evidence.char_start : evidence.char_end]) == evidence.quote_hash


def passages(evidence: Iterable[Evidence], text: str) -> list[Passage]:
    """Return the quoted passages of a text, without overlaps and in the order of the text.

    Quotes that overlap are cut at each other's edges. Evidence that the text does not have at its
    position is left out.
    """
    found = [item for item in evidence if is_in_text(item, text)]
    edges = sorted({edge for item in found for edge in (item.char_start, item.char_end)})
    cut = [
        Passage(start, end, tuple(e.mention_id for e in found if _covers(e, start, end)))
        for start, end in pairwise(edges)
    ]
    return [passage for passage in cut if passage.mentions]


def segments(text: str, marked: Sequence[Passage]) -> list[Segment]:
    """Return the whole text as plain and marked segments; each mention has one anchor."""
    parts: list[Segment] = []
    position = 0
    anchored: set[str] = set()
    for passage in marked:
        parts.append(Segment(text[position : passage.start]))
        anchors = tuple(m for m in dict.fromkeys(passage.mentions) if m not in anchored)
        anchored.update(anchors)
        parts.append(Segment(text[passage.start : passage.end], is_marked=True, anchors=anchors))
        position = passage.end
    return [*parts, Segment(text[position:])]


def _article(evidence: Sequence[Evidence], stored: StoredArticle | None) -> SourceArticle:
    first = evidence[0]
    text = stored.text if stored else ""
    missing = [item for item in evidence if stored is None or not _is_shown(item, text)]
    return SourceArticle(
        outlet=outlet_of(first),
        title=first.title or "untitled",
        published=f"{first.published_at:%Y-%m-%d %H:%M} UTC",
        segments=segments(text, passages(evidence, text)) if stored else [],
        positions=", ".join(position(item) for item in evidence),
        is_stored=stored is not None,
        missing=MissingQuotes(_why_missing(stored), quotes_of(missing)) if missing else None,
    )


def _why_missing(stored: StoredArticle | None) -> str:
    if stored is None:
        return "The article is no longer stored; this is what was quoted from it:"
    return f"Not in the stored version {stored.version}; this is what was quoted before:"


def _is_shown(evidence: Evidence, text: str) -> bool:
    return evidence.quoted_from == "title" or is_in_text(evidence, text)


def _covers(evidence: Evidence, start: int, end: int) -> bool:
    return evidence.char_start <= start and end <= evidence.char_end
