from itertools import product

from streams.geocode.gazetteer.entry import Entry
from streams.geocode.resolve.neighbours import (
    BEYOND_DEGREES,
    FEW,
    Neighbours,
    Point,
    SupportingPlace,
)
from streams.geodesy import distance_km

KM_PER_DEGREE = 111.0


def _at(lat: float, lon: float, radius_km: float = 5.0) -> Entry:
    name = f"{lat}:{lon}"
    return Entry(
        id=name,
        name=name,
        feature_class="city",
        country=None,
        iso3=None,
        admin1_code=None,
        admin1=None,
        admin2=None,
        city_id=None,
        city=None,
        population=0,
        lat=lat,
        lon=lon,
        radius_km=radius_km,
    )


def _crowd(spot: Entry) -> list[Point]:
    """More points at one spot than are looked at one by one."""
    return [(number, SupportingPlace(spot, 1.0)) for number in range(FEW + 1)]


def test_no_near_point_is_passed_over_on_the_whole_globe() -> None:
    spots = [
        _at(lat, lon) for lat, lon in product(range(-88, 89, 8), (-179.9, -91.0, 0.5, 88.0, 179.9))
    ]
    neighbours = Neighbours(
        [(number, SupportingPlace(spot, 1.0)) for number, spot in enumerate(spots)]
    )
    for spot in spots:
        found = {number for number, _ in neighbours.of(spot)}
        near = {
            number
            for number, other in enumerate(spots)
            if distance_km(spot, other) < BEYOND_DEGREES * KM_PER_DEGREE
        }
        assert near <= found


def test_what_is_on_the_other_side_of_the_globe_is_passed_over() -> None:
    neighbours = Neighbours(_crowd(_at(10.0, 100.0)))
    assert not list(neighbours.of(_at(10.0, -80.0)))
    assert not list(neighbours.of(_at(-40.0, 100.0)))


def test_a_vast_point_is_always_looked_at() -> None:
    neighbours = Neighbours(_crowd(_at(60.0, 100.0, radius_km=900.0)))
    assert list(neighbours.of(_at(-10.0, -80.0)))


def test_few_points_are_all_looked_at() -> None:
    few = _crowd(_at(10.0, 100.0))[:FEW]
    assert list(Neighbours(few).of(_at(10.0, -80.0))) == few
