"""Whole records for tests of the index stage, the search and the page."""

from datetime import UTC, date, datetime
from typing import Any

from schemas import (
    Alert,
    Area,
    Article,
    AttributedClaim,
    Baseline,
    Casualties,
    CityActivity,
    Claim,
    Event,
    EventConfidence,
    Evidence,
    Extraction,
    Figure,
    Mention,
    MentionConfidence,
    MergeStep,
    Place,
    PlaceCandidate,
    Quantities,
    Withdrawal,
)
from schemas.record import quote_hash

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
QUOTE = "Shells fell on the market of Rastova, residents said."
TEXT = f"A long night. {QUOTE} The road stayed closed."
START = TEXT.index(QUOTE)

PLACE = Place(
    gazetteer_id="test:1",
    name_as_written="Rastova",
    name="Rastóva",
    lat=48.5,
    lon=37.25,
    feature_class="city",
    country="UA",
    country_iso3="UKR",
    admin1="Donetsk",
    admin1_code="UA.05",
    admin2=None,
    city_id="test:1",
    city="Rastóva",
    precision=1,
    is_centroid=False,
    uncertainty_km=2.0,
    confidence=0.9,
    candidates=(
        PlaceCandidate(
            gazetteer_id="test:2", name="Rastova", lat=50.0, lon=30.0, country="UA", score=0.1
        ),
    ),
)
DESTROYED = Quantities(buildings=Figure(low=40, best=40, high=40, group="homes", mention_id="m1"))
KILLED = Casualties(killed=Figure(low=19, best=20, high=25, group="residents", mention_id="m1"))


def article(**changes: Any) -> Article:
    """Return an article whose text holds ``QUOTE``."""
    fields: dict[str, Any] = {
        "article_id": "a1",
        "url": "https://one.example/shells",
        "publisher": "one.example",
        "title": "Shells on the market",
        "text": TEXT,
        "content_type": "text/plain",
        "published_at": NOON,
        "language": "en",
        "timezone": "Europe/Kyiv",
    }
    return Article(**(fields | changes))


def extraction(**changes: Any) -> Extraction:
    fields = {"article_id": "a1", "article_version": 2, "withdrawn": False, "publisher": "p"}
    return Extraction.model_validate({**fields, **changes})


def mention(**changes: Any) -> Mention:
    """Return a located mention of shelling in ``article()``."""
    fields: dict[str, Any] = {
        "mention_id": "m1",
        "article_id": "a1",
        "article_version": 1,
        "publisher": "one.example",
        "url": "https://one.example/shells",
        "title": "Shells on the market",
        "published_at": NOON,
        "sentence": 1,
        "char_start": START,
        "char_end": START + len(QUOTE),
        "quote": QUOTE,
        "quote_hash": quote_hash(QUOTE),
        "trigger": "fell",
        "trigger_start": START + 7,
        "trigger_end": START + 11,
        "event_type": "shelling",
        "facets": ("chemical_weapon",),
        "plover": "ASSAULT",
        "plover_mode": "other",
        "acled": "Chemical weapon",
        "modality": "asserted",
        "temporal_role": "current",
        "claim": Claim(source="residents", verb="say"),
        "date_start": date(2024, 4, 30),
        "date_end": date(2024, 4, 30),
        "date_precision": 1,
        "date_basis": "relative",
        "casualties": KILLED,
        "quantities": DESTROYED,
        "confidence": MentionConfidence(type=0.9, date=0.8, place=0.9, overall=0.8),
        "extractor_version": "test",
        "ontology_version": "1.0.0",
        "place": PLACE,
        "gazetteer_version": "test",
    }
    return Mention(**(fields | changes))


def withdrawal(**changes: Any) -> Withdrawal:
    """Return the withdrawal of ``mention()``."""
    fields: dict[str, Any] = {"mention_id": "m1", "article_id": "a1", "block": "UA.05"}
    fields["article_version"] = 1
    return Withdrawal(**(fields | changes))


def evidence(**changes: Any) -> Evidence:
    """Return the evidence of ``mention()``."""
    names = set(Evidence.model_fields)
    fields = {k: v for k, v in dict(mention()).items() if k in names}
    return Evidence(**(fields | changes))


def claim(**changes: Any) -> AttributedClaim:
    """Return the claim of ``mention()``."""
    fields: dict[str, Any] = {
        "source": "residents",
        "verb": "say",
        "mention_id": "m1",
        "article_id": "a1",
        "publisher": "one.example",
        "published_at": NOON,
        "event_type": "shelling",
        "casualties": KILLED,
    }
    return AttributedClaim(**(fields | changes))


def event(**changes: Any) -> Event:
    """Return an event of one mention."""
    fields: dict[str, Any] = {
        "event_id": "e1",
        "revision": 3,
        "status": "confirmed",
        "event_type": "shelling",
        "plover": "ASSAULT",
        "plover_mode": "heavy-weapons",
        "acled": "Shelling/artillery/missile attack",
        "modality": "asserted",
        "temporal_role": "current",
        "date_start": date(2024, 4, 30),
        "date_end": date(2024, 4, 30),
        "date_precision": 1,
        "date_basis": "relative",
        "hour_start": None,
        "place": PLACE,
        "actors": (),
        "weapon": "mortar",
        "casualties": KILLED,
        "quantities": DESTROYED,
        "claims": (claim(),),
        "evidence": (evidence(),),
        "n_mentions": 1,
        "n_articles": 1,
        "n_publishers": 1,
        "n_independent": 1,
        "confidence": EventConfidence(type=0.9, place=0.9, date=0.8, merge=1.0),
        "merge_explain": (MergeStep(mention_id="m1", score=1.0, reasons=("first mention",)),),
        "first_published": NOON,
        "last_published": NOON,
        "first_seen": NOON,
        "pipeline_version": "test",
        "extractor_version": "test",
        "gazetteer_version": "test",
        "ontology_version": "1.0.0",
    }
    return Event(**(fields | changes))


def activity(**changes: Any) -> CityActivity:
    """Return one day of one city with one event."""
    fields: dict[str, Any] = {
        "activity_id": "test:1|event|day|2024-04-30",
        "area": Area(
            area_id="test:1", level="city", name="Rastóva", country="UA", lat=48.5, lon=37.25
        ),
        "clock": "event",
        "granularity": "day",
        "window_start": datetime(2024, 4, 30, tzinfo=UTC),
        "window_end": datetime(2024, 5, 1, tzinfo=UTC),
        "revision": 3,
        "n_events": 1,
        "events_by_type": {"shelling": 1},
        "casualties": KILLED,
        "n_articles": 1,
        "n_publishers": 1,
        "n_independent": 1,
        "event_ids": ("e1",),
    }
    return CityActivity(**(fields | changes))


def alert(**changes: Any) -> Alert:
    """Return a firing surge of events on one day of one city."""
    fields: dict[str, Any] = {
        "alert_id": "test:1|events|day|2024-04-30T00:00Z",
        "area": activity().area,
        "measure": "events",
        "clock": "event",
        "granularity": "day",
        "window_start": datetime(2024, 4, 30, tzinfo=UTC),
        "window_end": datetime(2024, 5, 1, tzinfo=UTC),
        "ends_at": datetime(2024, 5, 2, tzinfo=UTC),
        "activity_id": "test:1|event|day|2024-04-30T00:00Z",
        "status": "firing",
        "resolution": None,
        "revision": 40,
        "span": 1,
        "count": 9,
        "expected": 1.2,
        "ratio": 7.5,
        "score": 4.5,
        "consecutive": 1,
        "baseline": Baseline(n_days=28, mean=1.2, season=1.0, dispersion=1.4),
        "events_by_type": {"shelling": 9},
        "explanation": "9 events where 1.2 are usual",
    }
    return Alert(**(fields | changes))
