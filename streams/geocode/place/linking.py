"""Which of the places that a draft is linked to it is put at."""

from collections.abc import Sequence

from schemas import MentionDraft, Place, Toponym
from schemas.extraction import PlaceLink
from streams.geocode.place.fallback import in_its_county, most
from streams.geocode.resolve.containers import COMMA_GAP

CLOSE = 0.8
"""A district takes the event from its city when its link has this share of the city's score."""
SURE = 0.5
"""An event is surely told of a name of its own sentence from this score on."""
FAR = 1.6
"""An event is told of an unknown name when the score of the next place is so many times less."""

PRECISE = 2
"""Precision codes up to this are of a city or a place in it."""
_APART = ("town", "village", "city", "admin2", "admin1", "region", "area", "crossing")
"""What an unknown name may be called that lies in no city."""
_HOLDERS = ("admin1", "country")

Places = Sequence[Place | None]


def linked(
    draft: MentionDraft, toponyms: Sequence[Toponym], places: Places
) -> tuple[Place | None, float]:
    """Return the first linked place that is known and does not speak or act, and its score.

    "In Baghdad, a bomb went off in the district of X" is put at X, and what the police of a county
    tell in the city of it that the story names.
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
        if inside and link.inherited == first.inherited and link.score >= CLOSE * first.score:
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


def told_of(drafts: Sequence[MentionDraft]) -> frozenset[int]:
    """Return the names that events are surely told of: "troops liberated X" makes X a place."""
    best = (draft.place_links[0] for draft in drafts if draft.place_links)
    return frozenset(k.toponym for k in best if k.score >= SURE and not k.inherited)


def unknown_of(
    draft: MentionDraft, toponyms: Sequence[Toponym], places: Places, score: float, *, city: bool
) -> PlaceLink | None:
    """Return the link to a name that no gazetteer has, when the event is told of no other place.

    ``score`` is that of the place which the event would be put at, 0 without any. "Troops took the
    hill of X, officials in Kyiv said" happened somewhere, but not in Kyiv. ``city`` says that the
    story is of one, which bars and streets that nobody knows lie in, but no island or village.
    """
    named = (k for k in draft.place_links if k.toponym < len(places))
    first = next((k for k in named if not toponyms[k.toponym].metonym), None)
    if first is None or first.inherited or places[first.toponym] is not None:
        return None
    if not score and city and toponyms[first.toponym].feature_hint not in _APART:
        return None
    return first if first.score >= FAR * score else None


def country_of(toponyms: Sequence[Toponym], places: Places) -> str | None:
    """Return the country that most names of a story lie in, if any does; who acts lies nowhere."""
    named = [p for one, p in zip(toponyms, places, strict=True) if not one.metonym]
    return most(named, lambda place: place.country, share=0.0)
