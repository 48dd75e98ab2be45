"""Events and contributions to test with."""

from datetime import UTC, date, datetime
from typing import Any

from schemas.activity import ActivityChange, Area, CityActivity, Contribution
from schemas.event import Event, EventConfidence, Evidence
from schemas.mention import Casualties, Figure
from schemas.place import Place
from streams.activity.core import AreaWindows

SEEN = datetime(2031, 3, 10, 20, 0, tzinfo=UTC)


def make_area(name: str = "Arden") -> Area:
    return Area(area_id=f"test:{name}", level="city", name=name, country="XA", lat=10.0, lon=20.0)


def make_contribution(**changes: Any) -> Contribution:
    base: dict[str, Any] = {
        "event_type": "shelling",
        "hour_start": None,
        "day": datetime(2031, 3, 10, tzinfo=UTC),
        "reported": (datetime(2031, 3, 10, 18, 5, tzinfo=UTC),),
        "casualties": Casualties(),
        "articles": ("x",),
        "publishers": ("x.example",),
        "n_independent": 1,
    }
    return Contribution(**{**base, **changes})


def make_change(event_id: str = "e1", revision: int = 1, **changes: Any) -> ActivityChange:
    gone = changes.pop("gone", False)
    area = changes.pop("area", make_area())
    contribution = None if gone else make_contribution(**changes)
    return ActivityChange(
        area=area, event_id=event_id, revision=revision, contribution=contribution
    )


def make_killed(low: int | None, best: int | None, high: int | None) -> Casualties:
    return Casualties(killed=Figure(low=low, best=best, high=high))


def make_place(**changes: Any) -> Place:
    base: dict[str, Any] = {
        "gazetteer_id": "test:Northgate",
        "name_as_written": "Northgate",
        "name": "Northgate",
        "lat": 10.0,
        "lon": 20.0,
        "feature_class": "district",
        "country": "XA",
        "country_iso3": "XAA",
        "admin1": "Ardenland",
        "admin1_code": "XA.01",
        "admin2": None,
        "city_id": "test:Arden",
        "city": "Arden",
        "precision": 1,
        "is_centroid": False,
        "uncertainty_km": 1.5,
        "confidence": 0.9,
    }
    return Place(**{**base, **changes})


def make_evidence(mention_id: str, article_id: str, published_at: datetime = SEEN) -> Evidence:
    return Evidence(
        mention_id=mention_id,
        article_id=article_id,
        article_version=1,
        publisher=f"{article_id}.example",
        url=None,
        title=None,
        published_at=published_at,
        char_start=0,
        char_end=1,
        quote="x",
        quote_hash="x",
    )


def make_event(**changes: Any) -> Event:
    base: dict[str, Any] = {
        "event_id": "e1",
        "revision": 1,
        "status": "candidate",
        "event_type": "shelling",
        "plover": None,
        "acled": None,
        "modality": "asserted",
        "temporal_role": "current",
        "date_start": date(2031, 3, 10),
        "date_end": date(2031, 3, 10),
        "date_precision": 1,
        "date_basis": "explicit",
        "hour_start": None,
        "place": make_place(),
        "actors": (),
        "weapon": None,
        "casualties": Casualties(),
        "claims": (),
        "evidence": (make_evidence("m1", "x"),),
        "n_mentions": 1,
        "n_articles": 1,
        "n_publishers": 1,
        "n_independent": 1,
        "confidence": EventConfidence(type=0.9, place=0.9, date=0.9, merge=1.0),
        "merge_explain": (),
        "first_published": SEEN,
        "last_published": SEEN,
        "first_seen": SEEN,
        "pipeline_version": "test",
        "extractor_version": "1",
        "gazetteer_version": "1",
        "ontology_version": "1",
    }
    return Event(**{**base, **changes})


def apply(windows: AreaWindows, change: ActivityChange, now: datetime = SEEN) -> list[CityActivity]:
    """Return the windows that a change alters, whole."""
    windows.apply(change, now)
    return windows.settle(change.area.area_id)
