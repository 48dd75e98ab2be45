"""Events of which only the county is told, in stories that name a city of it."""

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
