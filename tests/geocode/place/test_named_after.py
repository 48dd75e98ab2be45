"""A name that the gazetteer lacks lies in the place of the article that it is named after."""

import pytest

from schemas import Place
from streams.geocode.place.placing import from_container, towns_by_name
from tests.deduplicate.stories import make_city, make_place
from tests.geocode.make import toponym

TOWN = make_city()
PROVINCE = make_place("Xanadu", feature_class="admin1", precision=4)


def placed(name: str, cue: str | None, *others: tuple[str, Place]) -> Place | None:
    toponyms = [toponym(name, cue=cue), *(toponym(written) for written, _ in others)]
    places = [None, *(place for _, place in others)]
    return from_container(0, toponyms, places, towns_by_name(toponyms, places))


@pytest.mark.parametrize("name", ["Elm Gate Mall", "Grand Elm Gate"])
def test_what_is_named_after_a_town_lies_in_it(name: str) -> None:
    place = placed(name, "at", ("Elm Gate", TOWN))
    assert place is not None
    assert (place.city_id, place.name_as_written, place.is_centroid) == (TOWN.city_id, name, True)


def test_people_are_named_after_towns_too() -> None:
    assert placed("Ruth Fairview", None, ("Fairview", TOWN)) is None
    assert placed("Fairview Street", None, ("Fairview", TOWN)) is not None


def test_an_area_holds_nothing_that_is_named_after_it() -> None:
    assert placed("Xanadu Arms", "at", ("Xanadu", PROVINCE)) is None


def test_a_name_without_letters_is_the_name_of_nothing() -> None:
    assert placed("Elm Gate Mall", "at", ("…", TOWN)) is None
