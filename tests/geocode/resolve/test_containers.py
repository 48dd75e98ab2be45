"""Containers that the text names: shortened states, the nearest of several, the story's city."""

from typing import Any

import pytest

from schemas import Place, Toponym
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.outlets import Home
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.resolve.containers import with_divisions
from tests.geocode.make import draft, extraction, toponym


def spread(text: str, *names: str, **fields: dict[str, Any]) -> list[Toponym]:
    """Return toponyms at their places in a sentence; ``fields`` are by name."""
    found, start = [], 0
    for name in names:
        start = text.index(name, start)
        place = {"char_start": start, "char_end": start + len(name)}
        found.append(toponym(name, **place, **fields.get(name, {})))
        start += len(name)
    return found


def the(place: Place | None) -> Place:
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("text", "city", "state", "code"),
    [
        ("in Springfield, Ill.", "Springfield", "Ill", "US.IL"),
        ("in Springfield, Mass.", "Springfield", "Mass", "US.MA"),
        ("in Portland, Ore.", "Portland", "Ore", "US.OR"),
        ("in Newark, Ohio", "Newark", "Ohio", "US.OH"),
        ("in Norfolk, VA", "Norfolk", "VA", "US.VA"),
        ("in Oregon, Ohio", "Oregon", "Ohio", "US.OH"),
        ("in Wyoming, Michigan", "Wyoming", "Michigan", "US.MI"),
    ],
)
def test_a_state_after_a_comma_holds_the_city(
    geocoder: Geocoder, text: str, city: str, state: str, code: str
) -> None:
    places = geocoder.resolve(spread(text, city, state))
    assert [the(place).admin1_code for place in places] == [code, code]


def test_a_state_behind_a_county_holds_it(gazetteer: Gazetteer) -> None:
    text = "in Orange County, Calif."
    county: dict[str, Any] = {"feature_hint": "admin2"}
    linked = with_divisions(gazetteer, spread(text, "Orange", "Calif", Orange=county, Calif=county))
    assert linked[0].within == 1
    assert (linked[1].name, linked[1].feature_hint) == ("Calif.", None)


def test_a_list_of_states_is_no_city_in_a_state(geocoder: Geocoder) -> None:
    cue: dict[str, Any] = {"cue": "in"}
    places = geocoder.resolve(spread("in Texas, Oregon", "Texas", "Oregon", Texas=cue))
    assert [the(place).feature_class for place in places] == ["admin1", "admin1"]


@pytest.mark.parametrize("text", ["in Palmyra, Idlib and Homs", "in Palmyra, Homs"])
def test_a_list_of_cities_is_no_city_in_a_province(gazetteer: Gazetteer, text: str) -> None:
    names = [name for name in ("Palmyra", "Idlib", "Homs") if name in text]
    linked = with_divisions(gazetteer, spread(text, *names))
    assert [name.within for name in linked] == [None] * len(names)


def test_two_cities_of_one_name_are_distinguished_by_their_states(geocoder: Geocoder) -> None:
    text = "in Portland, Ore., then in Portland, Maine"
    places = geocoder.resolve(spread(text, "Portland", "Ore", "Portland", "Maine"))
    assert [the(places[at]).admin1_code for at in (0, 2)] == ["US.OR", "US.ME"]


def test_an_unknown_village_takes_the_nearest_container(geocoder: Geocoder) -> None:
    names = spread(
        "in Qwrtblan, in Nigeria's north-western Kaduna State",
        "Qwrtblan",
        "Nigeria",
        "Kaduna",
        Qwrtblan={"within": 1, "cue": "in"},
        Kaduna={"within": 1, "feature_hint": "admin1"},
    )
    place = the(geocoder.resolve(names)[0])
    assert (place.name, place.feature_class, place.precision) == ("Kaduna", "admin1", 4)
    assert place.is_centroid


def test_containers_that_hold_each_other_end(geocoder: Geocoder) -> None:
    names = [toponym("Qwrtblan", within=1), toponym("Qwrtblun", within=0)]
    assert geocoder.resolve(names) == [None, None]


def located(geocoder: Geocoder, *names: Toponym, publisher: str = "example.com") -> Place | None:
    article = extraction(draft("m", 0), toponyms=names)
    return geocoder.locate(article.model_copy(update={"publisher": publisher}))[0].place


def test_an_unknown_bar_is_in_the_city_of_the_story(geocoder: Geocoder) -> None:
    bar, city = toponym("Qwrtblan Lounge"), toponym("Toledo", cue="in")
    place = the(located(geocoder, bar, city, toponym("Ohio")))
    assert (place.name_as_written, place.city, place.admin1_code) == (
        "Qwrtblan Lounge",
        "Toledo",
        "US.OH",
    )
    assert place.is_centroid
    assert place.confidence <= 0.5


def test_a_story_of_many_cities_has_none_of_its_own(geocoder: Geocoder) -> None:
    cities = [toponym(name, cue="in") for name in ("Homs", "Aleppo", "Latakia", "Raqqa")]
    place = the(located(geocoder, toponym("Qwrtblan Lounge"), *cities))
    assert (place.country, place.city_id, place.precision, place.is_centroid) == (
        "SY",
        None,
        6,
        True,
    )


def test_a_local_outlet_that_names_no_city_writes_of_its_own(geocoder: Geocoder) -> None:
    bar = toponym("Qwrtblan Lounge")
    place = the(located(geocoder, bar, publisher="toledotribune.com"))
    assert (place.city, place.confidence < 0.4) == ("Toledo", True)
    assert located(geocoder, bar, toponym("Aleppo", cue="in"), publisher="wxyz.com") is not None
    assert located(geocoder, bar) is None


def test_a_country_of_a_states_name_follows_the_story(geocoder: Geocoder) -> None:
    names = [toponym("Georgia", cue="of", feature_hint="country"), toponym("Atlanta", cue="in")]
    assert the(geocoder.resolve(names)[0]).admin1_code == "US.GA"
    names[1] = toponym("Tbilisi", cue="in")
    assert the(geocoder.resolve(names)[0]).country == "GE"
    assert the(geocoder.resolve(names, Home("US", None))[0]).country == "GE"


def test_a_division_that_is_one_city_is_that_city(geocoder: Geocoder) -> None:
    place = the(geocoder.resolve([toponym("D.C.", cue="in"), toponym("United States")])[0])
    assert (place.city, place.precision, place.is_centroid) == ("Washington", 2, True)
