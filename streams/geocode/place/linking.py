"""Which of the places that a draft is linked to an event is put at."""

from collections.abc import Sequence

from schemas import MentionDraft, Place, Toponym
from schemas.extraction import PlaceLink
from streams.geocode.place.fallback import in_its_county
from streams.geocode.place.story import Places
from streams.geocode.resolve.group import COMMA_GAP

DISTRICT_SHARE = 0.8
"""Share of the score of a city's link from which that of its district takes the event."""
CERTAIN = 0.5
"""Score of a link from which the name of its own sentence certainly is the place of an event."""
LEAD = 1.6
"""How many times the score of any other place a link to an unknown name must have."""
PRECISE = 2
"""Precision codes up to this are of a city or a place in it."""
_APART = ("town", "village", "city", "admin2", "admin1", "region", "area", "crossing")
"""Hints of an unknown name that lies in no city."""
_HOLDERS = ("admin1", "country")


def linked(
    draft: MentionDraft, toponyms: Sequence[Toponym], places: Places
) -> tuple[Place | None, float]:
    """Return the first linked place that is known and does not speak or act, and its score.

    "In Baghdad, a bomb went off in the district of X" is put at X, and what the police of a county
    report in the city of it that the story names.
    """
    known = [
        (link, place)
        for link in draft.place_links
        if link.toponym < len(places)
        and not toponyms[link.toponym].metonym
        and (place := places[link.toponym]) is not None
    ]
    if not known:
        return None, 0.0
    first, city = known[0]
    for link, place in known[1:]:
        inside = place.city_id == city.gazetteer_id and place.precision < city.precision
        if (
            inside
            and link.inherited == first.inherited
            and link.score >= DISTRICT_SHARE * first.score
        ):
            return place, link.score
    inner = _named_before(first.toponym, toponyms, places)
    return inner or in_its_county(first.toponym, toponyms, places) or city, first.score


def _named_before(number: int, toponyms: Sequence[Toponym], places: Places) -> Place | None:
    """Return the city before its state: "in Kansas City, Mo." is not somewhere in Missouri."""
    outer, inner = places[number], places[number - 1] if number else None
    if outer is None or inner is None or outer.feature_class not in _HOLDERS:
        return None
    gap = toponyms[number].char_start - toponyms[number - 1].char_end
    held = inner.country == outer.country and outer.admin1_code in (None, inner.admin1_code)
    return inner if gap == COMMA_GAP and held and inner.precision <= PRECISE else None


def event_toponyms(drafts: Sequence[MentionDraft]) -> frozenset[int]:
    """Return the names that certainly are places of events: "troops liberated X" makes X one."""
    best = (draft.place_links[0] for draft in drafts if draft.place_links)
    return frozenset(link.toponym for link in best if link.score >= CERTAIN and not link.inherited)


def unknown_place_link(
    draft: MentionDraft,
    toponyms: Sequence[Toponym],
    places: Places,
    score: float,
    *,
    has_city: bool,
) -> PlaceLink | None:
    """Return the link to a name that the gazetteer lacks, if it is the place of the event.

    "Troops took the hill of X, officials in Kyiv said" happened somewhere, but not in Kyiv.

    Args:
        draft: the event.
        toponyms: the names of the article.
        places: their places.
        score: that of the place which the event would be put at otherwise; 0 without any.
        has_city: whether the story is of a city: unknown bars and streets lie in it, islands and
            villages do not.
    """
    named = (k for k in draft.place_links if k.toponym < len(places))
    first = next((k for k in named if not toponyms[k.toponym].metonym), None)
    if first is None or first.inherited or places[first.toponym] is not None:
        return None
    if not score and has_city and toponyms[first.toponym].feature_hint not in _APART:
        return None
    return first if first.score >= LEAD * score else None
