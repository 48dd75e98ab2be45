"""Places for names without an answer of their own: what the text or the story holds them in."""

from collections import Counter
from collections.abc import Callable, Sequence

from schemas import Place, Toponym
from streams.geocode.containers import narrowest
from streams.geocode.placing import place_within

UNKNOWN_NAME = 0.4
"""Confidence in the container of a name that the gazetteer lacks, when the text names it."""
LIKELY_CITY = 0.35
"""The same when the city is only the last one that the text spoke of."""
IN_THE_STORY = 0.3
"""The same when it is only where most of the story's places are."""
SCENE_SHARE = 0.5
"""Share of an article's names of cities and districts that makes a city its scene."""
LOOK_BACK = 3
"""Sentences before a district within which its city was named."""
_SETTLEMENTS = ("city", "town", "village", "admin2")

Places = Sequence[Place | None]


def from_container(number: int, toponyms: Sequence[Toponym], places: Places) -> Place | None:
    """Return a coarse place for a name without one: its container, or the city last spoken of."""
    toponym = toponyms[number]
    settlement = toponym.feature_hint in _SETTLEMENTS
    container = narrowest(number, toponyms, places)
    if container is not None:
        return place_within(toponym.name, container, settlement, UNKNOWN_NAME)
    if toponym.feature_hint == "district":
        city = _city_before(number, toponyms, places)
        return place_within(toponym.name, city, False, LIKELY_CITY) if city else None
    return None


def _city_before(number: int, toponyms: Sequence[Toponym], places: Places) -> Place | None:
    here = toponyms[number]
    for toponym, place in zip(toponyms[:number][::-1], places[:number][::-1], strict=True):
        if here.sentence - toponym.sentence > LOOK_BACK:
            return None
        if place is not None and place.feature_class == "city":
            return place
    return None


def scene_of(places: Places) -> Place | None:
    """Return a place in the city that most of the names of cities and districts belong to."""
    city = _most(places, lambda place: place.city_id)
    return next((p for p in places if p is not None and p.gazetteer_id == city), None)


def story_of(places: Places) -> str | None:
    """Return the id of the smallest area with most of the story: a city, a division, a country."""
    city = _most(places, lambda place: place.city_id)
    if city is not None:
        return city
    division = _most(places, lambda place: place.admin1_code)
    if division is not None:
        return f"admin1:{division}"
    country = _most(places, lambda place: place.country)
    return f"country:{country}" if country else None


def _most(places: Places, code_of: Callable[[Place], str | None]) -> str | None:
    """Return the code that at least ``SCENE_SHARE`` of the places with one have."""
    codes = [code for place in places if place is not None and (code := code_of(place))]
    if not codes:
        return None
    code, number = max(Counter(codes).items(), key=lambda item: (item[1], item[0]))
    return code if number >= len(codes) * SCENE_SHARE else None
