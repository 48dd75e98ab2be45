"""The variants of a page have one address."""

import pytest

from streams.ingest.addresses import canonical_url, outlet_of

PAGE = "https://daily.example/2024/05/estate.html"


@pytest.mark.parametrize(
    "variant",
    [
        "https://www.daily.example/2024/05/estate.html",
        "https://m.daily.example/2024/05/estate.html",
        "https://mobile.daily.example/2024/05/estate.html?utm_source=feed#top",
        "https://amp.daily.example/2024/05/estate.html",
        "https://www.daily.example/amp/2024/05/estate.html",
        "https://daily.example/2024/05/estate.html?amp=1",
        "https://daily.example/2024/05/estate.html?outputType=amp",
        "https://daily.example/2024/05/estate.amp.html",
        "https://daily-example.cdn.ampproject.org/c/s/www.daily.example/2024/05/estate.html",
        "https://www.google.com/amp/s/www.daily.example/2024/05/estate.html",
    ],
)
def test_variants_of_a_page_are_one(variant: str) -> None:
    assert canonical_url(variant) == PAGE


@pytest.mark.parametrize(
    "other",
    [
        "https://daily.example/2024/05/estate.html?page=2",
        "https://daily.example/2024/05/camp.html",
        "https://other.example/2024/05/estate.html",
    ],
)
def test_other_pages_stay_others(other: str) -> None:
    assert canonical_url(other) != PAGE
    assert canonical_url(other) == other


def test_an_outlet_is_not_shortened_beyond_its_name() -> None:
    assert outlet_of("M.Daily.example") == "daily.example"
    assert outlet_of("m.example") == "m.example"
    assert outlet_of("The Daily") == "the daily"


def test_what_is_no_url_stays() -> None:
    assert canonical_url("urn:story:17") == "urn:story:17"
