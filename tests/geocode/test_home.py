"""What an outlet's domain or name tells of where it is at home."""

import pytest

from schemas import Toponym
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer import Gazetteer
from streams.geocode.home import Home
from tests.geocode.make import toponym


@pytest.mark.parametrize(
    ("publisher", "home"),
    [
        ("bbc.co.uk", Home("GB", None)),
        ("www.toledotribune.com", Home("US", "toledo")),
        ("thelosangelesledger.com:80", Home("US", "los angeles")),
        ("moscowtribune.com", Home(None, "moscow")),
        ("The Spokane Courier", Home(None, "spokane")),
        ("wxyz.com", Home("US", None)),
        ("fox99.com", Home("US", None)),
        ("example.com", None),
        ("Reuters", None),
        ("", None),
        (None, None),
    ],
)
def test_an_outlet_has_a_home(
    gazetteer: Gazetteer, publisher: str | None, home: Home | None
) -> None:
    assert gazetteer.home_of(publisher) == home


def country_of(geocoder: Geocoder, home: Home | None, *names: Toponym) -> str | None:
    place = geocoder.resolve(names, home)[0]
    return place.country if place else None


def test_a_local_outlet_means_the_town_of_its_own_country(geocoder: Geocoder) -> None:
    georgia = toponym("Georgia", cue="in"), toponym("Savannah", cue="in")
    assert country_of(geocoder, Home("US", "savannah"), *georgia) == "US"
    batumi = toponym("Georgia", cue="in"), toponym("Batumi", cue="in")
    assert country_of(geocoder, Home("GE", None), *batumi) == "GE"


def test_an_unnamed_home_town_tells_the_state(geocoder: Geocoder) -> None:
    places = geocoder.resolve([toponym("Oregon", cue="in")], Home("US", "toledo"))
    assert places[0] is not None
    newark = [toponym("Newark", cue="in"), toponym("Zanesville", cue="in")]
    place = geocoder.resolve(newark, Home("US", "columbus"))[0]
    assert place is not None
    assert place.admin1_code == "US.OH"


def test_an_outlet_adds_no_place_of_its_own(geocoder: Geocoder) -> None:
    assert geocoder.resolve([], Home("US", "toledo")) == []
    assert geocoder.resolve([toponym("Xyqqlmoor")], Home("US", "toledo")) == [None]
