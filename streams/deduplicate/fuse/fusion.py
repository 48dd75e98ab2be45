"""Fuses the mentions of one happening into its event."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schemas.event import AttributedClaim, Event, EventConfidence, EventStatus, Evidence, MergeStep
from schemas.mention import Casualties, Mention, Quantities
from schemas.ontology import Ontology
from streams.deduplicate.evidence.assertion_class import is_denial, leading, shaping
from streams.deduplicate.evidence.dates import DateChoice, choose_dating
from streams.deduplicate.evidence.independence import independent_sources
from streams.deduplicate.fuse.choice import (
    choose_actors,
    choose_facets,
    choose_place,
    choose_type,
    most_common,
)
from streams.deduplicate.fuse.figures import fuse_casualties, fuse_quantities
from streams.deduplicate.settings import Rules
from streams.ingest.addresses import outlet_of

CONFIRMING_SOURCES = 2
"""Independent sources from which an event is confirmed."""

LISTED_MENTIONS = 200
"""Most mentions whose claim, evidence and merge step an event lists; the counts are of all.

That is some 260 KB of JSON, well below Kafka's default limit of 1 MiB for a message."""


@dataclass(frozen=True)
class EventHeader:
    """The identity of an event, apart from its facts."""

    event_id: str
    revision: int
    first_seen: datetime
    pipeline_version: str
    home_year: int | None = None


def fuse(
    header: EventHeader,
    mentions: Sequence[Mention],
    steps: Sequence[MergeStep],
    ontology: Ontology,
    rules: Rules,
) -> Event:
    """Fuse mentions into an event; their order plays no part.

    Args:
        header: the identity of the event.
        mentions: all that belong to it, at least one.
        steps: why each of them joined.
        ontology: the event types with their codes.
        rules: the settings and tables.
    """
    ordered = sorted(mentions, key=_publication_order)
    reporting = leading(ordered)
    sources = independent_sources(reporting)
    lead = shaping(reporting)
    event_type, type_confidence = choose_type(lead, sources, rules)
    place, place_confidence = choose_place(lead, sources)
    casualties = fuse_casualties(reporting, sources)
    quantities = fuse_quantities(reporting, sources)
    n_independent = len(set(sources.values()))
    dating = choose_dating(lead, sources)
    return Event(
        status=_status(ordered, reporting, n_independent),
        modality="negated" if is_denial(lead[0]) else lead[0].modality,
        temporal_role=lead[0].temporal_role,
        place=place,
        actors=choose_actors(lead),
        weapon=most_common(mention.weapon for mention in lead),
        casualties=casualties,
        quantities=quantities,
        confidence=EventConfidence(
            type=type_confidence,
            place=place_confidence,
            date=dating.confidence,
            merge=min(step.score for step in steps),
        ),
        n_independent=n_independent,
        **vars(header),
        **_lists(_listed(ordered, (casualties, quantities)), steps),
        **_codes(event_type, choose_facets(lead, event_type, ontology), ontology),
        **_dates(dating),
        **_provenance(ordered),
    )


def close(event: Event, superseded_by: str | None) -> Event:
    """Return the next revision of an event that has no mentions left: facts stay, counts go.

    It is merged when another event took its mentions in (``superseded_by``), else retracted.
    """
    return event.model_copy(
        update={
            "revision": event.revision + 1,
            "status": "merged" if superseded_by else "retracted",
            "superseded_by": superseded_by,
            "casualties": Casualties(),
            "quantities": Quantities(),
            "claims": (),
            "evidence": (),
            "merge_explain": (),
            "n_mentions": 0,
            "n_articles": 0,
            "n_publishers": 0,
            "n_independent": 0,
        }
    )


def _status(
    mentions: Sequence[Mention], reporting: Sequence[Mention], n_independent: int
) -> EventStatus:
    articles = {mention.article_id for mention in reporting}
    if not is_denial(reporting[0]) and any(_disputes(mention, articles) for mention in mentions):
        return "disputed"
    return "confirmed" if n_independent >= CONFIRMING_SOURCES else "candidate"


def _disputes(mention: Mention, articles: Container[str]) -> bool:
    """Return whether a named source denies the event.

    "No warning was issued, the institute said" in one of the ``articles`` that report the event
    does not deny it: there only a verb such as "denied" does.
    """
    if not is_denial(mention) or mention.claim.source is None:
        return False
    return mention.claim.stance == "denies" or mention.article_id not in articles


def _lists(listed: Sequence[Mention], steps: Sequence[MergeStep]) -> dict[str, Any]:
    names = {mention.mention_id for mention in listed}
    return {
        "claims": tuple(map(_claim, listed)),
        "evidence": tuple(map(_evidence, listed)),
        "merge_explain": tuple(step for step in steps if step.mention_id in names),
    }


def _codes(event_type: str, facets: tuple[str, ...], ontology: Ontology) -> dict[str, Any]:
    return {
        "event_type": event_type,
        "facets": facets,
        **ontology.codes(event_type, facets)._asdict(),
        "ontology_version": ontology.version,
    }


def _dates(dating: DateChoice) -> dict[str, Any]:
    return {
        "date_start": dating.interval.start,
        "date_end": dating.interval.end,
        "date_precision": dating.interval.precision,
        "date_basis": dating.interval.basis,
        "hour_start": dating.hour_start,
    }


def _provenance(mentions: Sequence[Mention]) -> dict[str, Any]:
    """Return the counts and times of the mentions."""
    return {
        "n_mentions": len(mentions),
        "n_articles": len({mention.article_id for mention in mentions}),
        "n_publishers": len({outlet_of(mention.publisher) for mention in mentions}),
        "first_published": min(mention.published_at for mention in mentions),
        "last_published": max(mention.published_at for mention in mentions),
        "extractor_version": mentions[-1].extractor_version,
        "gazetteer_version": mentions[-1].gazetteer_version,
    }


def _listed(
    mentions: Sequence[Mention], counted: Sequence[Casualties | Quantities]
) -> list[Mention]:
    """Return the mentions to list; of very many those with a figure, denials, first and last."""
    if len(mentions) <= LISTED_MENTIONS:
        return list(mentions)
    figures = [figure for counts in counted for figure in dict(counts).values()]
    carriers = {figure.mention_id for figure in figures if figure is not None}
    from_the_ends = sorted(
        range(len(mentions)),
        key=lambda at: (
            mentions[at].mention_id not in carriers,
            not is_denial(mentions[at]),
            min(at, len(mentions) - 1 - at),
            at,
        ),
    )
    return [mentions[at] for at in sorted(from_the_ends[:LISTED_MENTIONS])]


def _publication_order(mention: Mention) -> tuple[datetime, str, int, str]:
    return mention.published_at, mention.article_id, mention.char_start, mention.mention_id


def _claim(mention: Mention) -> AttributedClaim:
    stance = "denies" if is_denial(mention) else mention.claim.stance
    return AttributedClaim(
        source=mention.claim.source,
        relay=mention.claim.relay,
        verb=mention.claim.verb,
        stance=stance,
        mention_id=mention.mention_id,
        article_id=mention.article_id,
        publisher=mention.publisher,
        published_at=mention.published_at,
        event_type=mention.event_type,
        casualties=mention.casualties,
    )


def _evidence(mention: Mention) -> Evidence:
    return Evidence(
        mention_id=mention.mention_id,
        article_id=mention.article_id,
        article_version=mention.article_version,
        publisher=mention.publisher,
        url=mention.url,
        title=mention.title,
        published_at=mention.published_at,
        quoted_from=mention.quoted_from,
        char_start=mention.char_start,
        char_end=mention.char_end,
        quote=mention.quote,
        quote_hash=mention.quote_hash,
    )
