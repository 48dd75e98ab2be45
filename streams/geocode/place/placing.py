"""Turns a gazetteer entry into the place of a mention: how precise, how far off, in which city."""

from collections.abc import Sequence

from schemas import Place, PlaceCandidate
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.resolve.model import MODEL, Model
from streams.geocode.resolve.rating import ToponymCandidate

PRECISION = {
    "district": 1, "crossing": 1, "facility": 1, "city": 2, "admin2": 3, "admin1": 4, "region": 5,
    "country": 6, "water": 7,
}  # fmt: skip
"""Codes of ``Place.precision`` by feature class."""
NEAR = 2
AREAS = ("admin2", "admin1", "region", "country", "water")
"""Classes whose point only stands for an area."""
MOST_CANDIDATES = 4
LEAST_CANDIDATE = 0.02
MOST_SURE = 0.99
"""No place is surer than this: nobody counted enough of them to say more."""


def place_of(
    written: str,
    reading: ToponymCandidate,
    others: Sequence[ToponymCandidate] = (),
    model: Model = MODEL,
) -> Place:
    """Return the place of a resolved name; ``others`` are the readings that it was chosen over."""
    entry = reading.match.entry
    part = reading.match.part is not None and entry.feature_class != "region"
    return _place(
        written,
        entry,
        precision=NEAR if _is_city_state(entry) else PRECISION[entry.feature_class],
        is_centroid=part or entry.feature_class in AREAS,
        confidence=model.confidence(reading.probability),
        candidates=_candidates(others, model),
    )


def place_in_story(written: str, entry: Entry, confidence: float) -> Place:
    """Return the place of an unknown name in the area that its story is of."""
    return _place(
        written,
        entry,
        precision=PRECISION[entry.feature_class],
        is_centroid=True,
        confidence=confidence,
        candidates=(),
    )


def _is_city_state(entry: Entry) -> bool:
    """Tell whether a division is no more than its one city, such as Berlin."""
    return entry.feature_class == "admin1" and entry.city_id is not None


def place_within(written: str, container: Place, settlement: bool, confidence: float) -> Place:
    """Return the place of a name that no gazetteer knows, from the place that holds it.

    A district of a city lies within 25 km of its point; a settlement of its own may lie further.
    """
    coarser = 3 if settlement and container.precision <= NEAR else max(NEAR, container.precision)
    return container.model_copy(
        update={
            "name_as_written": written,
            "precision": coarser,
            "is_centroid": True,
            "uncertainty_km": max(container.uncertainty_km, 25.0 if settlement else 5.0),
            "confidence": round(min(confidence, container.confidence), 3),
            "candidates": (),
        }
    )


def _place(
    written: str,
    entry: Entry,
    *,
    precision: int,
    is_centroid: bool,
    confidence: float,
    candidates: tuple[PlaceCandidate, ...],
) -> Place:
    return Place(
        gazetteer_id=entry.id,
        name_as_written=written,
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        feature_class=entry.feature_class,
        country=entry.country,
        country_iso3=entry.iso3,
        admin1=entry.admin1,
        admin1_code=entry.admin1_code,
        admin2=entry.admin2,
        city_id=entry.city_id,
        city=entry.city,
        precision=precision,
        is_centroid=is_centroid,
        uncertainty_km=entry.radius_km,
        confidence=round(min(MOST_SURE, confidence), 3),
        candidates=candidates,
    )


def _candidates(readings: Sequence[ToponymCandidate], model: Model) -> tuple[PlaceCandidate, ...]:
    return tuple(
        PlaceCandidate(
            gazetteer_id=reading.match.entry.id,
            name=reading.match.entry.name,
            lat=reading.match.entry.lat,
            lon=reading.match.entry.lon,
            country=reading.match.entry.country,
            score=round(model.confidence(reading.probability), 3),
        )
        for reading in readings[:MOST_CANDIDATES]
        if reading.probability >= LEAST_CANDIDATE
    )
