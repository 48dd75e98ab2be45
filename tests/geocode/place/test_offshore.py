"""An event at sea lies there, and not in the port that tells where."""

import pytest

from streams.geocode.core import Geocoder
from streams.geodesy import great_circle_km
from tests.geocode.make import toponym


@pytest.mark.parametrize(
    ("port", "cue", "sea", "km"),
    [
        ("Mogadishu", "200 nautical miles off", "Indian Ocean", 370),
        ("Aden", "100 miles off", "Gulf of Aden", 161),
        ("Lagos", "90 km off", "Bight of Benin", 90),
    ],
)
def test_it_is_as_far_off_as_the_text_says(
    geocoder: Geocoder, port: str, cue: str, sea: str, km: float
) -> None:
    town, place = (geocoder.resolve([toponym(port, cue=one)])[0] for one in ("in", cue))
    assert town is not None
    assert place is not None
    assert (place.name, place.feature_class, place.country) == (sea, "water", None)
    distance = great_circle_km(town.lat, town.lon, place.lat, place.lon)
    assert distance == pytest.approx(km, rel=0.02)


def test_a_told_bearing_is_followed(geocoder: Geocoder) -> None:
    town, place = (
        geocoder.resolve([toponym("Aden", cue=one)])[0]
        for one in ("in", "60 nautical miles south-east of")
    )
    assert town is not None
    assert place is not None
    assert place.lat < town.lat
    assert place.lon > town.lon


@pytest.mark.parametrize("cue", ["off", "south of", "in"])
def test_without_a_distance_it_is_the_town(geocoder: Geocoder, cue: str) -> None:
    place = geocoder.resolve([toponym("Aden", cue=cue)])[0]
    assert place is not None
    assert place.feature_class == "city"
