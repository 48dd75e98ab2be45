"""Events of which only the county is known, in stories that name a city of it."""

from schemas import Toponym
from streams.geocode.core import Geocoder
from tests.geocode.make import draft, extraction, toponym

COUNTY = toponym("Colleton", feature_hint="admin2", cue="admin2", char_start=100, char_end=108)
STATE = toponym("South Carolina", cue="in", char_start=300, char_end=314)


def place_of(geocoder: Geocoder, *names: Toponym) -> tuple[str | None, int, bool, float]:
    (mention,) = geocoder.locate(extraction(draft("m1", 0), toponyms=names))
    assert mention.place is not None
    place = mention.place
    return place.city, place.precision, place.is_centroid, place.uncertainty_km


def test_the_city_of_the_story_stands_for_its_county(geocoder: Geocoder) -> None:
    seat = toponym("Walterboro", cue="dateline", char_start=200, char_end=210)
    city, precision, is_centroid, uncertainty = place_of(geocoder, COUNTY, seat, STATE)
    assert (city, precision, is_centroid) == ("Walterboro", 2, True)
    assert uncertainty >= 10, "it may lie anywhere in the county"


def test_a_city_of_another_county_does_not(geocoder: Geocoder) -> None:
    other = toponym("Charleston", cue="dateline", char_start=200, char_end=210)
    city, precision, is_centroid, _ = place_of(geocoder, COUNTY, other, STATE)
    assert (city, precision, is_centroid) == (None, 3, True)


def test_a_city_before_its_state_is_where_it_was(geocoder: Geocoder) -> None:
    names = (
        toponym("Kansas City", cue="in", char_start=100, char_end=111),
        toponym("Mo", cue="in", char_start=113, char_end=115),
    )
    (mention,) = geocoder.locate(extraction(draft("m1", 1), toponyms=names))
    assert mention.place is not None
    assert (mention.place.city, mention.place.admin1_code) == ("Kansas City", "US.MO")


def test_an_unknown_bar_in_a_local_story_lies_in_the_outlets_city(geocoder: Geocoder) -> None:
    names = (
        toponym("Qwrtblan Lanes", cue="at", char_start=100, char_end=114),
        toponym("Lexington", cue="in", char_start=200, char_end=209),
        toponym("Kentucky", cue="in", char_start=220, char_end=228),
    )
    from_county = extraction(draft("m1", 0), toponyms=names)
    (mention,) = geocoder.locate(from_county.model_copy(update={"publisher": "kentucky.com"}))
    assert mention.place is not None
    assert mention.place.city == "Lexington"
