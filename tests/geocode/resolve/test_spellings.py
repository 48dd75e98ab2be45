"""How many spellings of the press lead to the right place, with the country as the only context."""

import csv
from pathlib import Path

import pytest

from schemas import Place
from streams.geocode.core import Geocoder
from streams.geodesy import great_circle_km
from tests.geocode.make import toponym

NEAR_KM = 25.0
CITY = 2


LEAST_RIGHT = {"spellings.tsv": 0.87, "spellings_wider.tsv": 0.75}


def spellings(table: str) -> list[dict[str, str]]:
    lines = Path(__file__).with_name(table).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"))


def answer(geocoder: Geocoder, row: dict[str, str]) -> Place | None:
    name, country = row["name"], row["country"]
    names = (
        toponym(name, cue="in", char_start=10, char_end=10 + len(name)),
        toponym(country, cue="in", char_start=200, char_end=200 + len(country), sentence=1),
    )
    return geocoder.resolve(names)[0]


def off_km(place: Place, row: dict[str, str]) -> float:
    return great_circle_km(float(row["lat"]), float(row["lon"]), place.lat, place.lon)


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("table", LEAST_RIGHT)
def test_most_spellings_are_found_and_hardly_one_is_wrong(
    geocoder: Geocoder, table: str, half: int
) -> None:
    rows = spellings(table)[half::2]
    pairs = [(row, answer(geocoder, row)) for row in rows]
    found = [(row, place) for row, place in pairs if place is not None and place.precision <= CITY]
    right = sum(off_km(place, row) <= NEAR_KM for row, place in found)
    assert len(rows) > 100
    assert right >= LEAST_RIGHT[table] * len(rows)
    assert len(found) - right <= 0.03 * len(rows)
