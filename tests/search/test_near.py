"""A place to be near to is coordinates or the likeliest place of a name."""

from collections.abc import Sequence

import pytest

from streams.errors import UsageError
from streams.geocode.gazetteer.entry import Entry
from streams.search.event_query import Near
from streams.search.near import parse_near, parse_radius


def entry(name: str, country: str, feature: str = "city", lat: float = 36.2) -> Entry:
    return Entry(
        f"test:{lat}",
        name,
        feature,
        country,
        None,
        None,
        "Province",
        None,
        None,
        None,
        9,
        lat,
        37.0,
        1,
    )


def lookup(name: str) -> Sequence[Entry]:
    known = {
        "Aleppo": [entry("Aleppo", "SY"), entry("Aleppo", "US", lat=40.0)],
        "Syria": [entry("Syria", "SY", "country")],
        "Deir": [entry("Deir", "SY", "admin1"), entry("Deir ez-Zor", "SY", lat=35.3)],
    }
    return known.get(name, [])


def test_coordinates_need_no_gazetteer() -> None:
    found = parse_near(" 36.2, -37.16 ", "10mi", None, lambda _: pytest.fail("asked"))
    assert found.near == Near(lat=36.2, lon=-37.16, radius_km=16.09344)
    assert found.description is None


def test_of_several_places_the_first_counts_and_the_others_are_listed() -> None:
    found = parse_near("Aleppo", "25km", None, lookup)
    assert (found.near.lat, found.near.radius_km) == (36.2, 25)
    assert found.description == (
        "near Aleppo, Province, Syria (36.2000,37.0000); also Aleppo, Province, United States: "
        "add --country, or give the coordinates"
    )


def test_a_country_chooses_among_them() -> None:
    found = parse_near("Aleppo", "25km", "US", lookup)
    assert found.near.lat == 40.0
    assert found.description == "near Aleppo, Province, United States (40.0000,37.0000)"


def test_an_area_is_passed_over_for_a_town_of_its_name() -> None:
    assert parse_near("Deir", "25km", None, lookup).near.lat == 35.3


@pytest.mark.parametrize(
    ("where", "country", "said"),
    [
        ("Syria", None, "is an area \\(country\\).*--country"),
        ("Alepo", None, "has no place 'Alepo': check"),
        ("Aleppo", "FR", "has no place 'Aleppo' in FR"),
        ("91,10", None, "latitude comes first"),
        ("10,181", None, "latitude comes first"),
    ],
)
def test_an_unknown_place_is_reported(where: str, country: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_near(where, "25km", country, lookup)


@pytest.mark.parametrize(("word", "kilometres"), [("25km", 25), ("25", 25), ("800 m", 0.8)])
def test_a_radius_has_a_unit_or_is_in_kilometres(word: str, kilometres: float) -> None:
    assert parse_radius(word) == pytest.approx(kilometres)


@pytest.mark.parametrize("word", ["", "far", "-3km", "0", "25 leagues", "30000km", "1e3km"])
def test_an_invalid_radius_is_reported(word: str) -> None:
    with pytest.raises(UsageError, match="write 25km"):
        parse_radius(word)
