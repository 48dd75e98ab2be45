"""What an outlet's domain or name says of its home."""

import pytest

from schemas import Toponym
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.outlets import Home
from streams.geocode.gazetteer.raw import read_table
from streams.geocode.gazetteer.reader import Gazetteer
from tests.geocode.make import toponym


@pytest.mark.parametrize(
    ("publisher", "home"),
    [
        ("bbc.co.uk", Home("GB", None)),
        ("www.toledotribune.com", Home("US", "toledo")),
        ("thelosangelesledger.com:80", Home("US", "los angeles")),
        ("moscowtribune.com", Home(None, "moscow")),
        ("The Spokane Courier", Home(None, "spokane")),
        ("kzzq.com", Home("US", None)),
        ("fox99.com", Home("US", None)),
        ("www.wral.com", Home("US", "Raleigh", "US.NC")),
        ("mirror.co.uk", Home("GB", None)),
        ("independent.ie", Home("IE", None)),
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


def test_an_outlet_that_is_known_decides_between_namesakes(
    gazetteer: Gazetteer, geocoder: Geocoder
) -> None:
    name = toponym("Greenville", cue="in")
    for publisher, division in [("wyff4.com", "US.SC"), ("wnct.com", "US.NC")]:
        home = gazetteer.home_of(publisher)
        place = geocoder.resolve([name], home)[0]
        assert place is not None
        assert place.admin1_code == division


def test_the_outlets_have_cities_that_exist(gazetteer: Gazetteer) -> None:
    for row in read_table("outlets.tsv"):
        cities = [e for e in gazetteer.lookup(row["city"], fuzzy=False) if row["city"]]
        assert not row["city"] or row["admin1"] in {city.admin1_code for city in cities}, row
