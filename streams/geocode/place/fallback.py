"""Places for names without an answer of their own: what the text or the story holds them in."""

from collections import Counter
from collections.abc import Callable, Sequence

from schemas import Place, Toponym
from streams.geocode.place.placing import place_within
from streams.geocode.resolve.containers import narrowest
from streams.geodesy import great_circle_km

UNKNOWN_NAME = 0.4
"""Confidence in the container of a name that the gazetteer lacks, when the text names it."""
LIKELY_CITY = 0.35
"""The same when the city is only the last one that the text spoke of."""
IN_THE_STORY = 0.3
"""The same when it is only where most of the story's places are."""
SCENE_SHARE = 0.5
"""Share of an article's names of cities and districts that makes a city its scene."""
LEAST_SCENE = 0.5
"""Least confidence in a city that makes it the scene of what is told without a place."""
DATELINE = "dateline"
"""The cue of the place where a story was filed."""
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


def in_its_county(number: int, toponyms: Sequence[Toponym], places: Places) -> Place | None:
    """Return the city of the story in a county that is all that an event has; None without one.

    "The Riley County police said": what they tell of lies where the story was filed, or in the
    city of the county that the story names most. It may still lie anywhere in the county.
    """
    county = places[number]
    if county is None or county.feature_class != "admin2":
        return None
    held = [
        (one.cue == DATELINE, place)
        for one, place in zip(toponyms, places, strict=True)
        if place is not None and place.feature_class == "city" and _is_of(place, county)
    ]
    if not held:
        return None
    counts = Counter(place.gazetteer_id for _, place in held)
    _, city = max(held, key=lambda one: (one[0], counts[one[1].gazetteer_id]))
    place = place_within(toponyms[number].name, city, False, LIKELY_CITY)
    return place.model_copy(update={"uncertainty_km": county.uncertainty_km})


def _is_of(city: Place, county: Place) -> bool:
    """Tell whether a city lies in a county, by code or else by distance."""
    if city.admin1_code != county.admin1_code:
        return False
    if city.admin2 is not None:
        return city.admin2 == county.name
    return great_circle_km(city.lat, city.lon, county.lat, county.lon) <= county.uncertainty_km


def _city_before(number: int, toponyms: Sequence[Toponym], places: Places) -> Place | None:
    here = toponyms[number]
    for toponym, place in zip(toponyms[:number][::-1], places[:number][::-1], strict=True):
        if here.sentence - toponym.sentence > LOOK_BACK:
            return None
        if place is not None and place.feature_class == "city":
            return place
    return None


def scene_of(toponyms: Sequence[Toponym], places: Places) -> Place | None:
    """Return a place in the city that most of the names of cities and districts belong to.

    Towns are named like people, and people fill the news: without a word that says it is a place,
    one that is not rather sure is no scene. Nor is a capital that only speaks or acts.
    """
    placed = [
        (one, place)
        for one, place in zip(toponyms, places, strict=True)
        if place is not None and not one.metonym
    ]
    city = most([place for _, place in placed], lambda place: place.city_id)
    own = [
        (place, place.confidence >= LEAST_SCENE or one.cue is not None)
        for one, place in placed
        if place.gazetteer_id == city
    ]
    return own[0][0] if any(told for _, told in own) else None


def story_of(places: Places) -> str | None:
    """Return the id of the smallest area with most of the story: a city, a division, a country."""
    city = most(places, lambda place: place.city_id)
    if city is not None:
        return city
    division = most(places, lambda place: place.admin1_code)
    if division is not None:
        return f"admin1:{division}"
    country = most(places, lambda place: place.country)
    return f"country:{country}" if country else None


def most(
    places: Places, code_of: Callable[[Place], str | None], share: float = SCENE_SHARE
) -> str | None:
    """Return the code that most places have, if it is at least a share of those with one."""
    codes = [code for place in places if place is not None and (code := code_of(place))]
    if not codes:
        return None
    code, number = max(Counter(codes).items(), key=lambda item: (item[1], item[0]))
    return code if number >= len(codes) * share else None
