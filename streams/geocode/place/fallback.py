"""Coarse places for names that have none: what the text says they lie in."""

from collections.abc import Sequence

from schemas import Place, Toponym
from streams.geocode.place.placing import place_within
from streams.geocode.place.story import Places
from streams.geocode.resolve.containers import narrowest

UNKNOWN_NAME = 0.4
"""Confidence in the container of a name that the gazetteer lacks, if the text names it."""
LIKELY_CITY = 0.35
"""Confidence in it if it is only the last city that the text named."""
IN_THE_STORY = 0.3
"""Confidence in it if it is only where most of the story's places are."""
LOOK_BACK = 3
"""Sentences before a district within which its city was named."""
_SETTLEMENTS = ("city", "town", "village", "admin2")


def from_container(number: int, toponyms: Sequence[Toponym], places: Places) -> Place | None:
    """Return a coarse place for a name without one: its container, or the city named last.

    Args:
        number: that of the name.
        toponyms: the names of the article.
        places: their places, None for those without an answer.
    """
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
    """Return the city that the sentences just before a district named last."""
    here = toponyms[number]
    for toponym, place in zip(toponyms[:number][::-1], places[:number][::-1], strict=True):
        if here.sentence - toponym.sentence > LOOK_BACK:
            return None
        if place is not None and place.feature_class == "city":
            return place
    return None
