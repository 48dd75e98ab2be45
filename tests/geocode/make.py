"""Toponyms, drafts and extractions for tests, with only what a test is about."""

from datetime import UTC, date, datetime
from typing import Any

from schemas import Claim, Extraction, MentionConfidence, MentionDraft, PlaceLink, Toponym
from schemas.record import quote_hash

PUBLISHED = datetime(2024, 5, 3, 9, tzinfo=UTC)


def toponym(name: str, **fields: Any) -> Toponym:
    span = {"char_start": 0, "char_end": len(name), "sentence": 0}
    return Toponym.model_validate(span | {"name": name} | fields)


def draft(name: str, *links: int, version: int = 1, scores: tuple[float, ...] = ()) -> MentionDraft:
    """A bombing linked to toponyms by number, each with a score of 0.9 by default."""
    return MentionDraft(
        mention_id=name,
        article_id="a1",
        article_version=version,
        publisher="example.com",
        url=None,
        title=None,
        published_at=PUBLISHED,
        sentence=0,
        char_start=0,
        char_end=4,
        quote="Boom",
        quote_hash=quote_hash("Boom"),
        trigger="Boom",
        trigger_start=0,
        trigger_end=4,
        event_type="bombing",
        modality="asserted",
        temporal_role="current",
        claim=Claim(),
        date_start=date(2024, 5, 2),
        date_end=date(2024, 5, 2),
        date_precision=1,
        date_basis="relative",
        confidence=MentionConfidence(type=0.9, date=0.9, overall=0.8),
        extractor_version="1",
        ontology_version="1",
        place_links=tuple(
            PlaceLink(toponym=i, score=score, inherited=False)
            for i, score in zip(links, scores or (0.9,) * len(links), strict=True)
        ),
    )


def extraction(
    *drafts: MentionDraft,
    toponyms: tuple[Toponym, ...] = (),
    version: int | None = 1,
    withdrawn: bool = False,
) -> Extraction:
    return Extraction(
        article_id="a1",
        article_version=version,
        withdrawn=withdrawn,
        publisher="example.com",
        toponyms=toponyms,
        drafts=drafts,
    )
