"""A division gives way to the town of its name where the text does not say that it is one."""

import pytest

from streams.geocode.core import Geocoder
from tests.geocode.make import toponym


@pytest.mark.parametrize("hint", ["city", "town", "village"])
@pytest.mark.parametrize("written", ["Maaret al-Numan", "Ma'arrat an-Nu'man", "Maarat en-Numan"])
def test_a_named_settlement_is_no_division(geocoder: Geocoder, written: str, hint: str) -> None:
    names = [toponym("Syria", cue="in"), toponym(written, cue="in", within=0, feature_hint=hint)]
    place = geocoder.resolve(names)[1]
    assert place is not None
    assert (place.feature_class, place.city_id) == ("city", "geonames:167611")


@pytest.mark.parametrize(
    ("name", "country"), [("Marib", "Yemen"), ("Kidal", "Mali"), ("Farah", "Afghanistan")]
)
def test_a_bare_name_is_the_small_seat_of_its_division(
    geocoder: Geocoder, name: str, country: str
) -> None:
    names = [toponym(country), toponym(name, cue="in")]
    place = geocoder.resolve(names)[1]
    assert place is not None
    assert place.feature_class == "city"
    assert place.admin1 == name


@pytest.mark.parametrize("name", ["Marib", "Kidal", "Farah"])
def test_a_name_with_the_hint_of_a_division_stays_one(geocoder: Geocoder, name: str) -> None:
    place = geocoder.resolve([toponym(name, cue="in", feature_hint="admin1")])[0]
    assert place is not None
    assert (place.feature_class, place.city_id) == ("admin1", None)


def test_a_name_that_holds_another_place_stays_a_division(geocoder: Geocoder) -> None:
    names = [toponym("Mali"), toponym("Kidal", cue="in"), toponym("Tessalit", cue="in", within=1)]
    place = geocoder.resolve(names)[1]
    assert place is not None
    assert place.feature_class == "admin1"


@pytest.mark.parametrize(
    ("name", "country"), [("Sinaloa", "Mexico"), ("Helmand", "Afghanistan"), ("Bavaria", "Germany")]
)
def test_a_division_without_a_seat_of_its_name_stays_one(
    geocoder: Geocoder, name: str, country: str
) -> None:
    place = geocoder.resolve([toponym(country), toponym(name, cue="in")])[1]
    assert place is not None
    assert place.feature_class in ("admin1", "region")


@pytest.mark.parametrize(
    ("name", "city_country"),
    [("Nairobi", "KE"), ("Homs", "SY"), ("Kirkuk", "IQ"), ("Kharkiv", "UA")],
)
def test_a_known_city_is_not_its_division(geocoder: Geocoder, name: str, city_country: str) -> None:
    place = geocoder.resolve([toponym(name, cue="in")])[0]
    assert place is not None
    assert (place.feature_class, place.country) == ("city", city_country)


@pytest.mark.parametrize(("city", "country"), [("Geneva", "CH"), ("Lausanne", "CH")])
def test_a_known_city_abroad_is_placed_though_the_story_is_far(
    geocoder: Geocoder, city: str, country: str
) -> None:
    names = [toponym("Sudan"), toponym("El Fasher", cue="in"), toponym(city, cue="in")]
    place = geocoder.resolve(names)[2]
    assert place is not None
    assert (place.feature_class, place.country) == ("city", country)


def test_a_known_city_with_rivals_or_without_a_cue_is_not(geocoder: Geocoder) -> None:
    names = [toponym("Sudan"), toponym("El Fasher", cue="in")]
    assert geocoder.resolve([*names, toponym("Geneva")])[2] is None
    assert geocoder.resolve([*names, toponym("Springfield", cue="in")])[2] is None
