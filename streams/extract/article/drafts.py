"""Drafts of candidates: records with ids, offsets, hashes and confidences."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from schemas.article import Article
from schemas.extraction import MentionDraft, PlaceLink
from schemas.mention import (
    ArticleSignature,
    MentionConfidence,
    QuotedFrom,
    stated_by,
)
from schemas.ontology import load_ontology
from schemas.record import quote_hash
from streams.extract.casualties.figures import casualties_of
from streams.extract.document.event import EventCandidate
from streams.extract.document.mentions import DateMention
from streams.extract.participants.quantities import quantities_of, without_households
from streams.extract.time.dates import PublicationClock
from streams.extract.time.event_dates import not_after, published

OWN_DATE, INHERITED_DATE, PUBLICATION_DATE = 0.9, 0.65, 0.45
"""Confidence (0-1) in a date of the own sentence, of another one, of the publication: set by hand,
to weigh the dates of an event's mentions against each other."""
LEAST_LINK = 0.25
"""Score (0-1) of a link of the own sentence from which a draft has it. Below, three of four are
wrong (of marked verbs), and the geocoder weighs all places of the article in any case."""

ID_DIGITS = 32
"""Hexadecimal digits of a mention's id: 128 bits, so that no two mentions share one."""


class Drafter:
    """Makes the drafts of one article.

    ``versions`` are those of the extractor and the ontology.
    """

    def __init__(
        self,
        article: Article,
        clock: PublicationClock,
        versions: tuple[str, str],
        signature: ArticleSignature,
    ) -> None:
        self._article = article
        self._clock = clock
        self._versions = versions
        self._signature = signature
        self._seen: Counter[tuple[str, str]] = Counter()

    def drafts(
        self, candidates: Sequence[EventCandidate], quoted_from: QuotedFrom = "text"
    ) -> list[MentionDraft]:
        """Return the drafts in order; the candidates' offsets count in ``quoted_from``."""
        return [self._draft(candidate, quoted_from) for candidate in candidates]

    def _draft(self, candidate: EventCandidate, quoted_from: QuotedFrom) -> MentionDraft:
        article, s = self._article, candidate.context.sentence
        text = article.text if quoted_from == "text" else article.title or ""
        quote = text[s.start : s.end]
        when = self._when(candidate)
        mention_id = self._mention_id(candidate.event_type, quote)
        return MentionDraft(
            mention_id=mention_id,
            article_id=article.article_id,
            article_version=article.version,
            publisher=article.publisher,
            url=article.url,
            title=article.title,
            published_at=article.published_at,
            signature=self._signature,
            quoted_from=quoted_from,
            **_quoted(candidate, text),
            **_kind(candidate),
            modality=candidate.modality,
            temporal_role=candidate.role,
            claim=candidate.claim,
            date_start=when.first,
            date_end=when.last,
            date_precision=when.precision,
            date_basis=when.basis,
            hour_start=self._hour(when),
            actors=candidate.actors,
            weapon=candidate.weapon,
            **_counts(candidate, mention_id),
            confidence=self._confidence(candidate, when),
            extractor_version=self._versions[0],
            ontology_version=self._versions[1],
            place_links=_worthy(candidate.links),
        )

    def _when(self, candidate: EventCandidate) -> DateMention:
        when = candidate.when or published(self._clock.today, ongoing=candidate.ongoing)
        if candidate.modality == "asserted":
            when = not_after(when, self._clock.today)
        return when

    def _hour(self, when: DateMention) -> datetime | None:
        day = when.first or when.last
        return None if when.hour is None else self._clock.hour_utc(day, when.hour)

    def _mention_id(self, event_type: str, quote: str) -> str:
        """Return an id that an unchanged sentence keeps across versions of its article."""
        words = " ".join(quote.lower().split())
        self._seen[event_type, words] += 1
        parts = (self._article.article_id, event_type, words, str(self._seen[event_type, words]))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:ID_DIGITS]

    def _confidence(self, candidate: EventCandidate, when: DateMention) -> MentionConfidence:
        day = OWN_DATE
        if when.basis == "publication":
            day = PUBLICATION_DATE
        elif candidate.inherited_date:
            day = INHERITED_DATE
        overall = candidate.confidence * (0.5 + day / 2)
        return MentionConfidence(
            type=round(candidate.confidence, 3), date=day, overall=round(overall, 3)
        )


def _quoted(candidate: EventCandidate, text: str) -> dict[str, Any]:
    """Return the sentence of an event and the words that name it, from the text that has them."""
    s, trigger = candidate.context.sentence, candidate.trigger
    start, end = s.starts[trigger.start], s.ends[trigger.end - 1]
    quote = text[s.start : s.end]
    return {
        "sentence": s.index,
        "char_start": s.start,
        "char_end": s.end,
        "quote": quote,
        "quote_hash": quote_hash(quote),
        "trigger": text[start:end],
        "trigger_start": start,
        "trigger_end": end,
    }


def _kind(candidate: EventCandidate) -> dict[str, Any]:
    """Return the type of an event with its facets and codes."""
    codes = load_ontology().codes(candidate.event_type, candidate.facets)
    return {"event_type": candidate.event_type, "facets": candidate.facets, **codes._asdict()}


def _counts(candidate: EventCandidate, mention_id: str) -> dict[str, Any]:
    persons, households = without_households(candidate.casualty_mentions)
    quantities = quantities_of([*candidate.quantities, *households])
    return {
        "casualties": stated_by(casualties_of(persons), mention_id),
        "quantities": stated_by(quantities, mention_id),
    }


def _worthy(links: Sequence[PlaceLink]) -> tuple[PlaceLink, ...]:
    """Return links without those of the own sentence that are hardly ever right."""
    return tuple(link for link in links if link.inherited or link.score >= LEAST_LINK)
