"""The divisions of Who's On First take the codes of the towns that GeoNames knows in them."""

from streams.geocode.gazetteer.wof_areas import Town, WofAreas
from streams.geocode.gazetteer.wof_rows import WofRow

TOWNS = {
    **{f"geonames:{n}": Town("XX", "XX.01", 10.0 + n / 10, 20.0) for n in range(1, 5)},
    "geonames:5": Town("XX", "XX.02", 10.2, 20.1),
    "geonames:6": Town("YY", "YY.09", 10.2, 20.1),
}


def row(number: int, placetype: str, parent: int, geonames: str = "", **at: float) -> WofRow:
    lat, lon = at.get("lat", 10.0), at.get("lon", 20.0)
    code = "XX-A" if placetype in ("country", "region") else ""
    return WofRow(str(number), "A", placetype, lat, lon, 0, geonames, str(parent), code[:2], ())


def areas(*more: WofRow) -> WofAreas:
    above = (row(1, "country", 0), row(10, "region", 1), row(11, "county", 10))
    return WofAreas((*above, *more), TOWNS)


def test_the_country_is_that_of_its_record() -> None:
    assert areas().country == "XX"


def test_without_a_code_most_known_towns_say_which_country_it_is() -> None:
    known = [row(100 + n, "locality", -1, str(n)) for n in (1, 2, 6)]
    assert WofAreas(known, TOWNS).country == "XX"
    assert WofAreas([], TOWNS).country is None


def test_a_village_lies_where_most_known_towns_of_its_county_are() -> None:
    known = [row(100 + n, "locality", 11, str(n)) for n in range(1, 6)]
    village = row(200, "locality", 11, lat=50.0)
    assert areas(*known).admin1_of(village) == "XX.01"
    assert areas(*known).admin1_of(row(11, "county", 10)) == "XX.01"


def test_a_divided_area_says_nothing_and_the_nearest_town_decides() -> None:
    known = [row(100 + n, "locality", 11, str(n)) for n in (1, 2, 5)]
    assert areas(*known).admin1_of(row(200, "locality", 11, lat=10.2, lon=20.1)) == "XX.02"


def test_towns_across_the_border_do_not_count() -> None:
    assert areas().admin1_of(row(200, "locality", -1, lat=10.1)) == "XX.01"
    assert areas().admin1_of(row(201, "locality", -1, lat=70.0)) is None


def test_areas_that_lie_in_each_other_are_no_endless_chain() -> None:
    circle = (row(20, "county", 21), row(21, "county", 20))
    assert areas(*circle).admin1_of(row(200, "locality", 20, lat=10.1)) == "XX.01"
