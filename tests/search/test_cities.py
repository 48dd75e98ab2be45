"""A city under any of its names, from the real gazetteer, without places that nobody means."""

from collections.abc import Iterator

import pytest

from streams.geocode.gazetteer.build import open_gazetteer
from streams.geocode.gazetteer.reader import Gazetteer
from streams.search.cities import NamedPlaces, named_places
from streams.search.event_query import EventQuery, without
from streams.search.filters import filters
from streams.settings import load_settings

ODESA, KYIV, HOMS = "geonames:698740", "geonames:703448", "geonames:169577"
KHUMS = "geonames:2219905"


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    gazetteer = open_gazetteer(load_settings(), print)
    yield gazetteer
    gazetteer.close()


def named(gazetteer: Gazetteer, name: str, country: str | None = None) -> NamedPlaces:
    return named_places(name, country, gazetteer.matches(name, fuzzy=False))


@pytest.mark.parametrize(
    ("name", "entry"), [("Odessa", ODESA), ("Odesa", ODESA), ("Kiev", KYIV), ("Homs", HOMS)]
)
def test_a_city_is_found_under_any_of_its_names(
    gazetteer: Gazetteer, name: str, entry: str
) -> None:
    assert entry in named(gazetteer, name).ids


def test_a_smaller_city_with_another_name_is_not_meant(gazetteer: Gazetteer) -> None:
    assert named(gazetteer, "Homs").ids == (HOMS,)
    assert KHUMS in named(gazetteer, "Homs", "LY").ids


def test_the_user_is_told_which_places_are_meant(gazetteer: Gazetteer) -> None:
    assert named(gazetteer, "Aleppo").description is None
    found = named(gazetteer, "Odessa")
    told = found.description or ""
    assert told.startswith("Odessa: Odesa, Odesa Oblast, Ukraine; Odessa, Texas, United States")
    assert found.in_many_countries
    assert named(gazetteer, "Odessa", "UA").ids == (ODESA,)
    assert named(gazetteer, "Xyqqlmoor").ids == ()


def test_ids_widen_the_filter_and_go_with_it() -> None:
    query = EventQuery(city="Odessa", city_ids=(ODESA,))
    clauses = filters(query)[0]["bool"]["should"]
    assert {"terms": {"place.city_id": [ODESA]}} in clauses
    assert {"term": {"place.name.folded": "Odessa"}} in clauses
    assert without(query, "city").city_ids == ()
