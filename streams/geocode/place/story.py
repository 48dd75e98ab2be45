"""Where a story as a whole plays: its city, its area, its country, and its region for blocking.

Names without an answer, mentions without a place and blocks all fall back to it.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from schemas import Place, Toponym

STORY_SHARE = 0.5
"""Share of the names with a city, division or country that makes one of these the story's."""
LEAST_CITY = 0.5
"""Least confidence in a city for what is reported without a place to be put there."""

Places = Sequence[Place | None]
"""The places of the toponyms of an article, in their order; None for a name without an answer."""


def story_city(toponyms: Sequence[Toponym], places: Places) -> Place | None:
    """Return a place in the city that most of the names of cities and districts belong to.

    Towns are named like people, and people fill the news: a city without a word that says it is a
    place must be rather certain. Nor does a capital count that only speaks or acts.
    """
    placed = [
        (toponym, place)
        for toponym, place in zip(toponyms, places, strict=True)
        if place is not None and not toponym.metonym
    ]
    city = most([place for _, place in placed], lambda place: place.city_id)
    named = [
        (place, place.confidence >= LEAST_CITY or toponym.cue is not None)
        for toponym, place in placed
        if place.gazetteer_id == city
    ]
    return named[0][0] if any(certain for _, certain in named) else None


def story_area(places: Places) -> str | None:
    """Return the id of the smallest area with most of the story: a city, a division, a country."""
    city = most(places, lambda place: place.city_id)
    if city is not None:
        return city
    division = most(places, lambda place: place.admin1_code)
    if division is not None:
        return f"admin1:{division}"
    country = most(places, lambda place: place.country)
    return f"country:{country}" if country else None


def story_country(toponyms: Sequence[Toponym], places: Places) -> str | None:
    """Return the country of most names, if any has one; names that act do not count."""
    named = [place for one, place in zip(toponyms, places, strict=True) if not one.metonym]
    return most(named, lambda place: place.country, share=0.0)


def has_city(places: Places) -> bool:
    """Return whether any place is a city or lies in one."""
    return any(place is not None and place.city_id is not None for place in places)


def most(
    places: Places, code_of: Callable[[Place], str | None], share: float = STORY_SHARE
) -> str | None:
    """Return the code that most places have, if it is at least a share of those with one."""
    codes = [code for place in places if place is not None and (code := code_of(place))]
    if not codes:
        return None
    code, number = max(Counter(codes).items(), key=lambda item: (item[1], item[0]))
    return code if number >= len(codes) * share else None


def story_region(places: Places, outlet_city: Place | None) -> str | None:
    """Return the code of the first-level division that most places lie in.

    The places are those where an article's events were put or, if these say nothing, those of its
    names: the city that it was filed from is one of the names only. Among equals the one named
    first. An article that names no division is of the outlet's city, if that is known; else nothing
    can be said.
    """
    named = [place.admin1_code for place in places if place is not None and place.admin1_code]
    if named:
        counts = Counter(named)
        return max(named, key=lambda code: (counts[code], -named.index(code)))
    return outlet_city.admin1_code if outlet_city is not None else None


def blocking_region(place: Place | None, region: str | None) -> str | None:
    """Return the story's region for a mention whose own place has no division, else None.

    Mentions of one block are compared with each other. A place that is a whole country is in the
    region's block only if the region lies in that country.
    """
    if region is None or (place is not None and place.admin1_code is not None):
        return None
    if place is not None and place.country != region.partition(".")[0]:
        return None
    return region
