"""Makes the place of a mention from a gazetteer entry: its precision, uncertainty and city.

A name without an entry takes a coarse place: what the text says it lies in.
"""

from collections.abc import Sequence

from schemas import Place, PlaceCandidate, Toponym
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.gazetteer.name_keys import key_of
from streams.geocode.place.story import Places
from streams.geocode.resolve.containers import narrowest
from streams.geocode.resolve.model import ToponymCandidate, ToponymModel

PRECISION = {
    "district": 1, "crossing": 1, "facility": 1, "city": 2, "admin2": 3, "admin1": 4, "region": 5,
    "country": 6, "water": 7,
}  # fmt: skip
"""Codes of ``Place.precision`` by feature class."""
CITY_PRECISION = 2
"""Code of a city."""
SETTLEMENT_PRECISION = 3
"""Code of a settlement that is only known to lie around a city."""
SETTLEMENT_KM = 25.0
"""Least uncertainty of such a settlement, which lies outside of the city."""
DISTRICT_KM = 5.0
"""Least uncertainty of an unknown place in a known one."""
AREAS = ("admin2", "admin1", "region", "country", "water")
"""Classes whose point only stands for an area."""
MOST_CANDIDATES = 4
"""Other candidates that a place lists."""
LEAST_CANDIDATE = 0.02
"""Probability below which a candidate is not listed."""
MOST_CONFIDENCE = 0.99
"""No place has more: too few have been counted to say more."""

UNKNOWN_NAME = 0.4
"""Confidence in the container of a name that the gazetteer lacks, if the text names it."""
LIKELY_CITY = 0.35
"""Confidence in it if it is only the last city that the text named."""
IN_THE_STORY = 0.3
"""Confidence in it if it is only where most of the story's places are."""
LOOK_BACK = 3
"""Sentences before a district within which its city was named."""
TownNames = dict[tuple[str, ...], tuple[int, Place]]
"""The towns of an article by the words of their names, with the numbers of their toponyms."""
_SETTLEMENTS = ("city", "town", "village", "admin2")


def place_of(
    written: str,
    candidate: ToponymCandidate,
    others: Sequence[ToponymCandidate],
    model: ToponymModel,
) -> Place:
    """Return the place of a resolved name; ``others`` are those that it was chosen over."""
    entry = candidate.match.entry
    part = candidate.match.part is not None and entry.feature_class != "region"
    return _place(
        written,
        entry,
        precision=CITY_PRECISION if _is_city_state(entry) else PRECISION[entry.feature_class],
        is_centroid=part or entry.feature_class in AREAS,
        confidence=model.confidence(candidate.probability),
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
    """Return whether a division is no more than its one city, such as Berlin."""
    return entry.feature_class == "admin1" and entry.city_id is not None


def place_within(written: str, container: Place, settlement: bool, confidence: float) -> Place:
    """Return the place of a name that no gazetteer knows, from the place that holds it.

    ``settlement`` says that it is a town or village of its own, which may lie further from the
    point of its container than a district.
    """
    if settlement and container.precision <= CITY_PRECISION:
        precision = SETTLEMENT_PRECISION
    else:
        precision = max(CITY_PRECISION, container.precision)
    least_km = SETTLEMENT_KM if settlement else DISTRICT_KM
    return container.model_copy(
        update={
            "name_as_written": written,
            "precision": precision,
            "is_centroid": True,
            "uncertainty_km": max(container.uncertainty_km, least_km),
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
        confidence=round(min(MOST_CONFIDENCE, confidence), 3),
        candidates=candidates,
    )


def _candidates(
    candidates: Sequence[ToponymCandidate], model: ToponymModel
) -> tuple[PlaceCandidate, ...]:
    return tuple(
        PlaceCandidate(
            gazetteer_id=one.match.entry.id,
            name=one.match.entry.name,
            lat=one.match.entry.lat,
            lon=one.match.entry.lon,
            country=one.match.entry.country,
            score=round(model.confidence(one.probability), 3),
        )
        for one in candidates[:MOST_CANDIDATES]
        if one.probability >= LEAST_CANDIDATE
    )


def from_container(
    number: int, toponyms: Sequence[Toponym], places: Places, towns: TownNames
) -> Place | None:
    """Return a coarse place for a name without one.

    It is the container that the text names, the place that it is named after, or for a district
    the city named last.

    Args:
        number: that of the name.
        toponyms: the names of the article.
        places: their places, None for those without an answer.
        towns: those of the article, as ``towns_by_name`` returns them.
    """
    toponym = toponyms[number]
    settlement = toponym.feature_hint in _SETTLEMENTS
    container = narrowest(number, toponyms, places)
    if container is not None:
        return place_within(toponym.name, container, settlement, UNKNOWN_NAME)
    namesake = _named_after(toponym, towns)
    if namesake is not None and not settlement:
        return place_within(toponym.name, namesake, False, UNKNOWN_NAME)
    if toponym.feature_hint == "district":
        city = _city_before(number, toponyms, places)
        return place_within(toponym.name, city, False, LIKELY_CITY) if city else None
    return None


def towns_by_name(toponyms: Sequence[Toponym], places: Places) -> TownNames:
    """Return the towns and quarters of an article by the words of their names, the first of each.

    Each has the number of its toponym.
    """
    found: TownNames = {}
    for number, (toponym, place) in enumerate(zip(toponyms, places, strict=True)):
        if place is not None and place.precision <= CITY_PRECISION:
            found.setdefault(tuple(key_of(toponym.name).split()), (number, place))
    return found


def _named_after(toponym: Toponym, towns: TownNames) -> Place | None:
    """Return the town or quarter of the article whose name an unknown name begins or ends with.

    "Elm Gate Mall" lies in the Elm Gate that the headline names. People and cars end with the
    names of towns as well, so that a name must be placed if it does.
    """
    words = tuple(key_of(toponym.name).split())
    parts = [words[:length] for length in range(1, len(words))]
    if toponym.cue is not None:
        parts += [words[-length:] for length in range(1, len(words))]
    named = [towns[part] for part in parts if part in towns]
    return min(named, key=lambda one: one[0])[1] if named else None


def _city_before(number: int, toponyms: Sequence[Toponym], places: Places) -> Place | None:
    """Return the city that the sentences just before a district named last."""
    here = toponyms[number]
    for toponym, place in zip(toponyms[:number][::-1], places[:number][::-1], strict=True):
        if here.sentence - toponym.sentence > LOOK_BACK:
            return None
        if place is not None and place.feature_class == "city":
            return place
    return None
