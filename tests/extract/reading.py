"""What the tests of extraction share: an article from a text, and its drafts."""

import json
from functools import lru_cache

from schemas import Article, Extraction, MentionDraft, Toponym
from streams.extract.core import Extractor
from streams.ingest.articles import read_article

PUBLISHED = "2023-03-15T18:00:00+00:00"
"""A Wednesday."""


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor()


def article(text: str, **fields: object) -> Article:
    fixed = {"article_id": "a1", "publisher": "example.org", "published_at": PUBLISHED}
    return read_article(json.dumps({**fixed, "text": text, **fields}))


def extract(text: str, **fields: object) -> Extraction:
    return extractor().extract(article(text, **fields))


def drafts(text: str, **fields: object) -> list[MentionDraft]:
    return list(extract(text, **fields).drafts)


def counted(text: str, **fields: object) -> list[MentionDraft]:
    return [draft for draft in drafts(text, **fields) if draft.counts]


def only(text: str, event_type: str, **fields: object) -> MentionDraft:
    found = [draft for draft in drafts(text, **fields) if draft.event_type == event_type]
    assert len(found) == 1, [draft.event_type for draft in drafts(text, **fields)]
    return found[0]


def best_place(text: str, event_type: str, **fields: object) -> str | None:
    extraction = extract(text, **fields)
    draft = next(d for d in extraction.drafts if d.event_type == event_type)
    return extraction.toponyms[draft.place_links[0].toponym].name if draft.place_links else None


def event_places(text: str, event_type: str) -> list[str]:
    """Return the best place of each event of a type, in the order of the text."""
    extraction = extract(text)
    return [
        extraction.toponyms[draft.place_links[0].toponym].name
        for draft in extraction.drafts
        if draft.event_type == event_type and draft.place_links
    ]


def toponyms(text: str) -> dict[str, Toponym]:
    """Return the toponyms of a text by name; of two of a name the last."""
    return {toponym.name: toponym for toponym in extract(text).toponyms}
