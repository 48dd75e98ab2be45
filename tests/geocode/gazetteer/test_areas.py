"""Where countries and divisions stand."""

import pytest

from streams.geocode.gazetteer.areas import area_of, middle_of, radius_of, reference_points
from streams.geocode.gazetteer.raw import RawPlace
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.gazetteer.sources import hold_towns
from streams.geodesy import great_circle_km


def town(lat: float, lon: float, people: int = 1_000) -> RawPlace:
    name = f"{lat} {lon}"
    return RawPlace(f"geonames:{name}", name, "city", "XX", "XX.1", lat, lon, population=people)


CORNERS = [town(10.0, 20.0), town(10.0, 22.0), town(12.0, 20.0), town(12.0, 22.0)]


def test_the_middle_is_that_of_the_hull_and_not_of_the_many_towns_in_a_corner() -> None:
    crowd = [town(10.0 + step / 100, 20.01, 500_000) for step in range(1, 20)]
    assert middle_of([*CORNERS, *crowd]) == pytest.approx((11.0, 21.0), abs=0.05)


def test_a_town_that_belongs_elsewhere_does_not_move_the_middle() -> None:
    assert middle_of([*CORNERS, town(10.5, 21.0), town(60.0, -70.0)]) == pytest.approx(
        (11.0, 21.0), abs=0.05
    )


def test_the_middle_lies_between_towns_on_both_sides_of_the_date_line() -> None:
    lat, lon = middle_of([town(-17, 179), town(-17, -179), town(-16, 180), town(-18, 180)])
    assert lat == pytest.approx(-17, abs=0.01)
    assert abs(lon) == pytest.approx(180, abs=0.01)


@pytest.mark.parametrize(
    ("towns", "middle"),
    [
        ([town(10, 20)], (10, 20)),
        ([town(10, 20), town(11, 20)], (10.5, 20)),
        ([town(10, 20), town(11, 21), town(12, 22)], (11, 21)),
    ],
)
def test_few_towns_have_a_middle(towns: list[RawPlace], middle: tuple[float, float]) -> None:
    assert middle_of(towns) == pytest.approx(middle, abs=0.01)


def test_an_area_without_a_given_point_holds_its_towns_from_their_middle() -> None:
    area = area_of("admin1:XX.1", "Quor", "admin1", CORNERS)
    assert (area.lat, area.lon) == pytest.approx((11.0, 21.0), abs=0.05)
    assert area.radius_km == radius_of(area, CORNERS) > 100
    assert area.population == 4_000


def test_a_country_far_from_its_towns_is_as_wide_as_they_are_far() -> None:
    country = area_of("country:XX", "Quorland", "country", CORNERS)
    country.country, country.lat, country.radius_km = "XX", 30.0, 50.0
    hold_towns([country], {one.id: one for one in CORNERS})
    assert 2_000 < country.radius_km < 2_300


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("country:US", 39.76, -98.5),
        ("country:CA", 60.11, -113.64),
        ("country:RU", 60.0, 100.0),
        ("country:PS", 31.9, 35.2),
        ("admin1:AU.04", -22.4, 144.5),
        ("admin1:US.AK", 63.5, -152.5),
        ("admin1:NG.27", 11.8, 13.2),
        ("admin2:US.NY.061", 40.78, -73.97),
        ("dateline:africa", 7.19, 21.09),
    ],
)
def test_an_area_stands_where_a_map_would_put_it(
    gazetteer: Gazetteer, place: str, lat: float, lon: float
) -> None:
    entry = gazetteer.entry(place)
    assert entry is not None
    assert great_circle_km(lat, lon, entry.lat, entry.lon) < 60


def test_the_radius_is_taken_from_the_given_point(gazetteer: Gazetteer) -> None:
    canada, toronto = gazetteer.entry("country:CA"), gazetteer.entry("geonames:6167865")
    assert canada is not None
    assert toronto is not None
    gap = great_circle_km(canada.lat, canada.lon, toronto.lat, toronto.lon)
    assert 1_782 < gap < canada.radius_km + 100


def test_every_given_point_is_that_of_an_area(gazetteer: Gazetteer) -> None:
    lost = [place for place in reference_points() if gazetteer.entry(place) is None]
    assert lost == []
