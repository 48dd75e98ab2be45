"""A container and what lies in it say of each other which are meant."""

import pytest

from streams.geocode.core import Geocoder
from tests.geocode.make import toponym


@pytest.mark.parametrize(
    ("town", "container", "code"),
    [
        ("Athens", "Georgia", "US.GA"),
        ("Rome", "Georgia", "US.GA"),
        ("Paris", "TX", "US.TX"),
        ("Gary", "IN", "US.IN"),
        ("London", "ON", "CA.08"),
        ("Perth", "WA", "AU.08"),
        ("Vancouver", "WA", "US.WA"),
    ],
)
def test_a_town_is_in_the_container_that_has_one(
    geocoder: Geocoder, town: str, container: str, code: str
) -> None:
    names = [toponym(town, cue="in", within=1), toponym(container, cue="in")]
    inner, outer = geocoder.resolve(names)
    assert inner is not None
    assert outer is not None
    assert (inner.feature_class, inner.admin1_code, outer.admin1_code) == ("city", code, code)


def test_the_country_is_meant_where_only_it_has_the_town(geocoder: Geocoder) -> None:
    names = [toponym("Batumi", cue="in", within=1), toponym("Georgia", cue="in")]
    assert [one and one.country for one in geocoder.resolve(names)] == ["GE", "GE"]


def test_a_famous_namesake_elsewhere_is_no_answer(geocoder: Geocoder) -> None:
    names = [toponym("Wuppertal", cue="in", within=1), toponym("Bolivia", cue="in")]
    place = geocoder.resolve(names)[0]
    assert place is not None
    assert (place.country, place.is_centroid) == ("BO", True)


def test_a_list_is_of_one_kind(geocoder: Geocoder) -> None:
    text = "Georgia, Florida and Alabama"
    names = [
        toponym(name, char_start=text.index(name), char_end=text.index(name) + len(name))
        for name in ("Georgia", "Florida", "Alabama")
    ]
    place = geocoder.resolve(names)[0]
    assert place is not None
    assert place.gazetteer_id == "admin1:US.GA"
