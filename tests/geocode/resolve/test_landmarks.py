""" "X, near Y" says which X and which Y are meant."""

import pytest

from schemas import Toponym
from streams.geocode.core import Geocoder
from streams.geocode.resolve.group import LANDMARK_GAP, is_landmark
from tests.geocode.make import toponym


def beside(name: str, cue: str, landmark: str) -> list[Toponym]:
    """A name, and behind a comma and a cue the place that says where it is."""
    start = len(f"{name}, {cue} ")
    return [
        toponym(name, cue="in", char_start=0, char_end=len(name)),
        toponym(landmark, cue=cue, char_start=start, char_end=start + len(landmark)),
    ]


@pytest.mark.parametrize(
    ("name", "cue", "landmark", "division"),
    [
        ("Bethlehem", "near", "Jerusalem", "West Bank"),
        ("Troy", "outside", "Albany", "New York"),
        ("Rome", "near", "Utica", "New York"),
        ("Moscow", "east of", "Pullman", "Idaho"),
        ("Merida", "near", "Badajoz", "Extremadura"),
    ],
)
def test_the_landmark_says_which_of_many_is_meant(
    geocoder: Geocoder, name: str, cue: str, landmark: str, division: str
) -> None:
    place, other = geocoder.resolve(beside(name, cue, landmark))
    assert place is not None
    assert other is not None
    assert (place.name, place.admin1) != (other.name, other.admin1)
    assert place.admin1 is not None
    assert place.admin1.startswith(division)


def test_a_famous_city_stays_where_it_is_if_nothing_of_the_landmark_is_near(
    geocoder: Geocoder,
) -> None:
    place = geocoder.resolve(beside("Moscow", "near", "Xyzzyville"))[0]
    assert place is not None
    assert place.country == "RU"


def test_other_words_between_two_names_make_no_landmark() -> None:
    far = "x" * LANDMARK_GAP
    near, listed, afar = (
        beside("Troy", "near", "Albany"),
        beside("Troy", "in", "Albany"),
        beside(f"Troy{far}", "near", "Albany"),
    )
    assert is_landmark(*near)
    assert not is_landmark(*listed)
    assert not is_landmark(afar[0].model_copy(update={"char_end": len("Troy")}), afar[1])
    assert not is_landmark(near[0], near[1].model_copy(update={"sentence": 1}))
