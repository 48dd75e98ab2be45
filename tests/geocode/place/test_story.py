"""Mentions without a division of their own are in the block of the rest of their article."""

from streams.geocode.place.story import blocking_region, story_region
from tests.deduplicate.stories import make_city, make_place

HERE, THERE = make_place(), make_place("Farside", admin1_code="XA.02")
COUNTRY = make_place("Xanadu", feature_class="country", admin1_code=None, precision=6)


def test_the_region_is_the_one_that_most_places_lie_in_then_the_first() -> None:
    assert story_region([THERE, HERE, None, HERE], None) == "XA.01"
    assert story_region([THERE, HERE], None) == "XA.02"


def test_an_article_without_a_division_is_of_its_outlet() -> None:
    assert story_region([COUNTRY, None], make_city()) == "XA.01"
    assert story_region([COUNTRY], None) is None


def test_only_what_has_no_division_of_its_own_meets_in_the_region() -> None:
    assert blocking_region(None, "XA.01") == "XA.01"
    assert blocking_region(COUNTRY, "XA.01") == "XA.01"
    assert blocking_region(HERE, "XA.02") is None


def test_a_country_meets_in_no_region_abroad() -> None:
    assert blocking_region(COUNTRY, "XB.01") is None
