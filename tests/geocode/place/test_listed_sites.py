"""Names of a list that an event is at: two streets that cross are no two sites."""

from typing import Any

from schemas import Mention, MentionDraft
from schemas.mention import Casualties, Figure
from streams.geocode.core import Geocoder
from tests.geocode.make import draft, extraction, toponym

STREETS = (
    toponym("Zzubele Street", cue="at", feature_hint="facility"),
    toponym("Xantrip Road", feature_hint="facility"),
)


def listed(name: str, toponym_number: int, **fields: Any) -> MentionDraft:
    made = draft(name, toponym_number)
    links = tuple(link.model_copy(update={"basis": "list"}) for link in made.place_links)
    return made.model_copy(update={"place_links": links, **fields})


def figures(name: str) -> Casualties:
    return Casualties(killed=Figure(low=2, best=2, high=2, mention_id=name))


def places(found: list[Mention]) -> list[str | None]:
    return [one.place.name if one.place else None for one in found]


def test_two_streets_that_cross_are_one_site_of_the_story(geocoder: Geocoder) -> None:
    names = (*STREETS, toponym("Kharkiv", cue="in"))
    drafts = (draft("m0", 2), listed("m1", 0), listed("m2", 1))
    found = geocoder.locate(extraction(*drafts, toponyms=names))
    assert [one.mention_id for one in found] == ["m0", "m1"]
    assert places(found) == ["Kharkiv", "Kharkiv"]


def test_towns_of_a_list_stay_sites_of_their_own(geocoder: Geocoder) -> None:
    names = (toponym("Kharkiv", cue="in"), toponym("Odesa"))
    found = geocoder.locate(extraction(listed("m1", 0), listed("m2", 1), toponyms=names))
    assert places(found) == ["Kharkiv", "Odesa"]


def test_unknown_streets_of_two_towns_are_two_sites(geocoder: Geocoder) -> None:
    names = (
        toponym("Zzubele Street", cue="at", feature_hint="facility", within=2),
        toponym("Xantrip Road", feature_hint="facility", within=3),
        toponym("Kharkiv", cue="in"),
        toponym("Odesa", cue="in"),
    )
    found = geocoder.locate(extraction(listed("m1", 0), listed("m2", 1), toponyms=names))
    assert places(found) == ["Kharkiv", "Odesa"]


def test_the_figures_of_a_site_that_goes_are_those_of_the_next(geocoder: Geocoder) -> None:
    names = (STREETS[0], toponym("Kharkiv", cue="in"))
    first = listed("m1", 0, casualties=figures("m1"))
    (found,) = geocoder.locate(extraction(first, listed("m2", 1), toponyms=names))
    assert (found.mention_id, found.casualties) == ("m2", figures("m2"))
