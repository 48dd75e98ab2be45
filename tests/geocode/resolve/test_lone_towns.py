"""A town that news names without its country has an answer if no other of its name counts."""

import pytest

from schemas import Toponym
from streams.geocode.core import Geocoder
from tests.geocode.make import toponym


def in_row(*names: str, cue: str | None = "in") -> list[Toponym]:
    """Names one behind the other, as items of a list."""
    found, at = [], 0
    for name in names:
        found.append(toponym(name, cue=cue, char_start=at, char_end=at + len(name)))
        at += len(name) + len(", ")
    return found


@pytest.mark.parametrize(
    ("name", "country"),
    [("Dori", "BF"), ("Gedaref", "SD"), ("Derna", "LY"), ("Zintan", "LY"), ("Izyum", "UA")],
)
def test_a_town_that_dwarfs_the_others_of_its_name_is_known_by_it(
    geocoder: Geocoder, name: str, country: str
) -> None:
    place = geocoder.resolve(in_row(name))[0]
    assert place is not None
    assert (place.country, place.feature_class) == (country, "city")


def test_the_seat_of_a_district_is_as_well_known_as_that(geocoder: Geocoder) -> None:
    place = geocoder.resolve(in_row("Damboa"))[0]
    assert place is not None
    assert place.country == "NG"


@pytest.mark.parametrize("cue", [None, "of", "at", "from", "headline"])
def test_a_name_that_may_be_a_surname_or_a_firm_has_no_answer(
    geocoder: Geocoder, cue: str | None
) -> None:
    assert geocoder.resolve(in_row("Izyum", cue=cue)) == [None]


def test_a_name_that_many_towns_share_has_no_answer(geocoder: Geocoder) -> None:
    assert geocoder.resolve(in_row("Springfield")) == [None]


def test_the_country_that_the_text_names_rules_a_town_elsewhere_out(geocoder: Geocoder) -> None:
    names = [toponym("Zintan", cue="in"), toponym("Bolivia", cue="in", sentence=1)]
    assert geocoder.resolve(names)[0] is None


def test_a_known_city_abroad_is_not_the_item_of_a_list_of_another_country(
    geocoder: Geocoder,
) -> None:
    places = geocoder.resolve(in_row("Palma", "Nampula", "Quelimane", "Macomia"))
    assert [place and place.country for place in places] == [None, "MZ", "MZ", "MZ"]


def test_a_name_in_a_town_is_no_county(geocoder: Geocoder) -> None:
    names = [
        toponym("Kossuth", cue="on", within=1),
        toponym("St. Louis", cue="in", char_start=20, char_end=29, within=2),
        toponym("Missouri", char_start=31, char_end=39),
    ]
    place = geocoder.resolve(names)[0]
    assert place is not None
    assert (place.city, place.is_centroid) == ("St. Louis", True)
