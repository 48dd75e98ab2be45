"""Counties, provinces and the sections of cities."""

import pytest

from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.entry import contains
from streams.geocode.gazetteer.name_keys import without_class
from streams.geocode.gazetteer.reader import Gazetteer
from tests.geocode.make import toponym


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Riley County", "Riley"),
        ("Province of Nueva Vizcaya", "Nueva Vizcaya"),
        ("East Baton Rouge Parish", "East Baton Rouge"),
        ("County", "County"),
    ],
)
def test_a_division_is_named_with_and_without_its_class(name: str, bare: str) -> None:
    assert without_class(name) == bare


@pytest.mark.parametrize(
    ("name", "hint", "country", "code"),
    [
        ("Riley County", None, "Kansas", "admin2:US.KS.161"),
        ("Riley", "admin2", "Kansas", "admin2:US.KS.161"),
        ("Nueva Vizcaya", None, "Philippines", "admin2:PH.02.48"),
        ("Nueva Vizcaya", "admin1", "Philippines", "admin2:PH.02.48"),
    ],
)
def test_a_second_level_division_is_a_place(
    geocoder: Geocoder, name: str, hint: str | None, country: str, code: str
) -> None:
    names = [toponym(name, cue="in", feature_hint=hint), toponym(country)]
    place = geocoder.resolve(names)[0]
    assert place is not None
    assert (place.gazetteer_id, place.precision, place.is_centroid) == (code, 3, True)


def test_a_bare_name_is_the_town_and_not_its_county(geocoder: Geocoder) -> None:
    places = geocoder.resolve([toponym("Toledo", cue="in"), toponym("Ohio")])
    assert places[0] is not None
    assert places[0].feature_class == "city"


def test_a_county_holds_its_towns(gazetteer: Gazetteer) -> None:
    county = gazetteer.entry("admin2:US.KS.161")
    manhattan = next(e for e in gazetteer.lookup("Manhattan") if e.admin1_code == "US.KS")
    topeka = next(e for e in gazetteer.lookup("Topeka") if e.admin1_code == "US.KS")
    assert county is not None
    assert contains(county, manhattan)
    assert not contains(county, topeka)
    assert manhattan.admin2 == "Riley County"


def test_a_section_of_a_city_is_a_district_of_it(geocoder: Geocoder) -> None:
    places = geocoder.resolve([toponym("Auburn Gresham", cue="in"), toponym("Chicago", cue="in")])
    assert places[0] is not None
    assert (places[0].feature_class, places[0].city, places[0].precision) == (
        "district",
        "Chicago",
        1,
    )


def test_a_suburb_with_a_council_of_its_own_stays_a_city(gazetteer: Gazetteer) -> None:
    evanston = next(e for e in gazetteer.lookup("Evanston") if e.admin1_code == "US.IL")
    assert evanston.feature_class == "city"
