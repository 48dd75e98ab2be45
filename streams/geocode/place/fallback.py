"""Coarse places for names that have none, or only a county: what the text says they lie in."""

from collections import Counter
from collections.abc import Sequence

from schemas import Place, Toponym
from streams.geocode.place.placing import place_within
from streams.geocode.place.story import Places
from streams.geocode.resolve.containers import narrowest
from streams.geodesy import distance_km

UNKNOWN_NAME = 0.4
"""Confidence in the container of a name that the gazetteer lacks, if the text names it."""
LIKELY_CITY = 0.35
"""Confidence in it if it is only the last city that the text named."""
IN_THE_STORY = 0.3
"""Confidence in it if it is only where most of the story's places are."""
DATELINE = "dateline"
"""The cue of the place where a story was filed."""
LOOK_BACK = 3
"""Sentences before a district within which its city was named."""
_SETTLEMENTS = ("city", "town", "village", "admin2")


def from_container(number: int, toponyms: Sequence[Toponym], places: Places) -> Place | None:
    """Return a coarse place for a name without one: its container, or the city named last."""
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
    """Return a city in the county that is all that an event has; None if the story has none there.

    "The Riley County police said": what they report lies where the story was filed, or in the city
    of the county that the story names most. It may still lie anywhere in the county.
    """
    county = places[number]
    if county is None or county.feature_class != "admin2":
        return None
    cities = [
        (one.cue == DATELINE, place)
        for one, place in zip(toponyms, places, strict=True)
        if place is not None and place.feature_class == "city" and _is_of(place, county)
    ]
    if not cities:
        return None
    counts = Counter(place.gazetteer_id for _, place in cities)
    _, city = max(cities, key=lambda one: (one[0], counts[one[1].gazetteer_id]))
    place = place_within(toponyms[number].name, city, False, LIKELY_CITY)
    return place.model_copy(update={"uncertainty_km": county.uncertainty_km})


def _is_of(city: Place, county: Place) -> bool:
    """Return whether a city lies in a county, by code or else by distance."""
    if city.admin1_code != county.admin1_code:
        return False
    if city.admin2 is not None:
        return city.admin2 == county.name
    return distance_km(city, county) <= county.uncertainty_km


def _city_before(number: int, toponyms: Sequence[Toponym], places: Places) -> Place | None:
    here = toponyms[number]
    for toponym, place in zip(toponyms[:number][::-1], places[:number][::-1], strict=True):
        if here.sentence - toponym.sentence > LOOK_BACK:
            return None
        if place is not None and place.feature_class == "city":
            return place
    return None
