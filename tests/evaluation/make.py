"""Builds events and mentions for the scorers' tests; only what a test is about is said."""

from datetime import UTC, date, datetime

from evaluation.gold import Expected
from schemas import Casualties, Claim, Event, EventConfidence, Evidence, Figure, Mention, Place
from schemas.event import EventStatus
from schemas.mention import MentionConfidence, Modality, TemporalRole
from schemas.record import quote_hash

NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)
ERBIL = (36.19, 44.01)


def place(
    lat: float = ERBIL[0], lon: float = ERBIL[1], *, country: str = "IQ", precision: int = 2
) -> Place:
    return Place(
        gazetteer_id="geonames:1",
        name_as_written="Erbil",
        name="Erbil",
        lat=lat,
        lon=lon,
        feature_class="city",
        country=country,
        country_iso3=None,
        admin1=None,
        admin1_code=None,
        admin2=None,
        city_id=None,
        city=None,
        precision=precision,
        is_centroid=False,
        uncertainty_km=5.0,
        confidence=0.9,
    )


def evidence(text: str, quote: str, *, name: str = "m1", article: str = "a1") -> Evidence:
    start = text.index(quote)
    return Evidence(
        mention_id=name,
        article_id=article,
        article_version=1,
        publisher="one.example",
        url=None,
        title=None,
        published_at=NOON,
        char_start=start,
        char_end=start + len(quote),
        quote=quote,
        quote_hash=quote_hash(quote),
    )


def killed(low: int, high: int | None = None) -> Casualties:
    return Casualties(killed=Figure(low=low, best=low, high=low if high is None else high))


def event(
    name: str = "e1",
    kind: str = "bombing",
    *,
    days: tuple[date | None, date] = (date(2024, 5, 1), date(2024, 5, 1)),
    where: Place | None = None,
    casualties: Casualties | None = None,
    told: tuple[Evidence, ...] = (),
    modality: Modality = "asserted",
    role: TemporalRole = "current",
    status: EventStatus = "confirmed",
) -> Event:
    return Event(
        event_id=name,
        revision=1,
        status=status,
        event_type=kind,
        plover=None,
        acled=None,
        modality=modality,
        temporal_role=role,
        date_start=days[0],
        date_end=days[1],
        date_precision=1,
        date_basis="explicit",
        hour_start=None,
        place=where if where is not None else place(),
        actors=(),
        weapon=None,
        casualties=casualties or Casualties(),
        claims=(),
        evidence=told,
        n_mentions=1,
        n_articles=1,
        n_publishers=1,
        n_independent=1,
        confidence=EventConfidence(type=1, place=1, date=1, merge=1),
        merge_explain=(),
        first_published=NOON,
        last_published=NOON,
        first_seen=NOON,
        pipeline_version="t",
        extractor_version="t",
        gazetteer_version="t",
        ontology_version="t",
    )


def mention(
    text: str,
    quote: str,
    trigger: str,
    *,
    name: str = "m1",
    article: str = "a1",
    role: TemporalRole = "current",
    modality: Modality = "asserted",
) -> Mention:
    start = text.index(quote)
    at = text.index(trigger, start)
    return Mention(
        mention_id=name,
        article_id=article,
        article_version=1,
        publisher="one.example",
        url=None,
        title=None,
        published_at=NOON,
        sentence=0,
        char_start=start,
        char_end=start + len(quote),
        quote=quote,
        quote_hash=quote_hash(quote),
        trigger=trigger,
        trigger_start=at,
        trigger_end=at + len(trigger),
        event_type="bombing",
        modality=modality,
        temporal_role=role,
        claim=Claim(),
        date_start=None,
        date_end=date(2024, 5, 2),
        date_precision=1,
        date_basis="publication",
        confidence=MentionConfidence(type=1, date=1, overall=1),
        extractor_version="t",
        ontology_version="t",
        place=None,
        gazetteer_version="t",
    )


def gold(name: str = "g1", **changes: object) -> dict[str, object]:
    base: dict[str, object] = {
        "id": name,
        "types": ["bombing"],
        "date_start": "2024-05-01",
        "date_end": "2024-05-01",
        "place": {"lat": ERBIL[0], "lon": ERBIL[1], "country": "IQ", "precision_max": 2},
        "tolerance_km": 6,
    }
    return base | changes


def expected(*events: dict[str, object], **rest: object) -> Expected:
    return Expected.model_validate({"events": list(events), **rest})
