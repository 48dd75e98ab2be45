"""The mentions of one happening fused into its event."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schemas.event import AttributedClaim, Event, EventConfidence, EventStatus, Evidence, MergeStep
from schemas.mention import Casualties, Mention
from schemas.ontology import Ontology
from streams.deduplicate.assertion_class import is_denial, leading, shaping
from streams.deduplicate.fuse.choice import choose_actors, choose_place, choose_type, most_common
from streams.deduplicate.fuse.dates import DateChoice, choose_dating
from streams.deduplicate.fuse.figures import fuse_casualties
from streams.deduplicate.fuse.independence import independent_voices
from streams.deduplicate.settings import Rules
from streams.ingest.addresses import outlet_of

CONFIRMING_VOICES = 2
"""Independent voices from which an event is confirmed."""

LISTED_MENTIONS = 200
"""Most mentions whose claim, evidence and merge step an event lists; the counts are of all.

That is some 260 KB of JSON, well below Kafka's default limit of 1 MiB for a message."""


@dataclass(frozen=True)
class EventHeader:
    """What an event is, apart from its facts."""

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

    ``mentions`` are all that belong to it, at least one; ``steps`` say why each of them joined.
    """
    told = sorted(mentions, key=_telling_order)
    every = leading(told)
    voices = independent_voices(every)
    lead = shaping(every)
    event_type, type_confidence = choose_type(lead, voices, rules)
    place, place_confidence = choose_place(lead, voices)
    casualties = fuse_casualties(every, voices)
    dating = choose_dating(lead, voices)
    return Event(
        status=_status(told, every, len(set(voices.values()))),
        modality="negated" if is_denial(lead[0]) else lead[0].modality,
        temporal_role=lead[0].temporal_role,
        place=place,
        actors=choose_actors(lead),
        weapon=most_common(mention.weapon for mention in lead),
        casualties=casualties,
        confidence=EventConfidence(
            type=type_confidence,
            place=place_confidence,
            date=dating.confidence,
            merge=min(step.score for step in steps),
        ),
        n_independent=len(set(voices.values())),
        **vars(header),
        **_lists(_listed(told, casualties), steps),
        **_codes(event_type, ontology),
        **_dates(dating),
        **_sources(told),
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
            "claims": (),
            "evidence": (),
            "merge_explain": (),
            "n_mentions": 0,
            "n_articles": 0,
            "n_publishers": 0,
            "n_independent": 0,
        }
    )


def _status(told: Sequence[Mention], lead: Sequence[Mention], voices: int) -> EventStatus:
    reporting = {mention.article_id for mention in lead}
    if not is_denial(lead[0]) and any(_disputes(mention, reporting) for mention in told):
        return "disputed"
    return "confirmed" if voices >= CONFIRMING_VOICES else "candidate"


def _disputes(mention: Mention, reporting: Container[str]) -> bool:
    """Return whether a named source denies the event.

    "No warning was issued, the institute said" in an article that reports the event is no denial
    of it: there only the verb of a denial is.
    """
    if not is_denial(mention) or mention.claim.source is None:
        return False
    return mention.claim.stance == "denies" or mention.article_id not in reporting


def _lists(listed: Sequence[Mention], steps: Sequence[MergeStep]) -> dict[str, Any]:
    names = {mention.mention_id for mention in listed}
    return {
        "claims": tuple(map(_claim, listed)),
        "evidence": tuple(map(_evidence, listed)),
        "merge_explain": tuple(step for step in steps if step.mention_id in names),
    }


def _codes(event_type: str, ontology: Ontology) -> dict[str, Any]:
    crosswalk = ontology.types.get(event_type)
    return {
        "event_type": event_type,
        "plover": crosswalk.plover if crosswalk else None,
        "acled": crosswalk.acled if crosswalk else None,
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


def _sources(told: Sequence[Mention]) -> dict[str, Any]:
    """Return the counts and times of the mentions."""
    return {
        "n_mentions": len(told),
        "n_articles": len({mention.article_id for mention in told}),
        "n_publishers": len({outlet_of(mention.publisher) for mention in told}),
        "first_published": min(mention.published_at for mention in told),
        "last_published": max(mention.published_at for mention in told),
        "extractor_version": told[-1].extractor_version,
        "gazetteer_version": told[-1].gazetteer_version,
    }


def _listed(told: Sequence[Mention], casualties: Casualties) -> list[Mention]:
    """Return the mentions to list: all, or else those that carry a figure, denials, first, last."""
    if len(told) <= LISTED_MENTIONS:
        return list(told)
    figures = (casualties.killed, casualties.injured, casualties.detained, casualties.displaced)
    carriers = {figure.mention_id for figure in figures if figure is not None}
    from_the_ends = sorted(
        range(len(told)),
        key=lambda at: (
            told[at].mention_id not in carriers,
            not is_denial(told[at]),
            min(at, len(told) - 1 - at),
            at,
        ),
    )
    return [told[at] for at in sorted(from_the_ends[:LISTED_MENTIONS])]


def _telling_order(mention: Mention) -> tuple[datetime, str, int, str]:
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
        char_start=mention.char_start,
        char_end=mention.char_end,
        quote=mention.quote,
        quote_hash=mention.quote_hash,
    )
