"""One gazetteer for all geocoding tests, built once into the cache like a user's."""

import pytest

from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.build import ensure_gazetteer
from streams.geocode.gazetteer.reader import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(ensure_gazetteer(None, None, print))


@pytest.fixture(scope="session")
def geocoder(gazetteer: Gazetteer) -> Geocoder:
    return Geocoder(gazetteer)
