"""Distances on the Earth."""

from typing import NamedTuple

import pytest

from streams.geodesy import distance_km, great_circle_km, offset_km


def test_a_degree_along_the_equator_is_111_km() -> None:
    assert great_circle_km(0, 0, 0, 1) == pytest.approx(111.195, abs=0.01)


def test_london_to_paris() -> None:
    assert great_circle_km(51.5074, -0.1278, 48.8566, 2.3522) == pytest.approx(343.6, abs=1)


def test_the_date_line_is_no_wall() -> None:
    assert great_circle_km(0, 179.5, 0, -179.5) == pytest.approx(111.195, abs=0.01)


def test_antipodes_are_half_way_round() -> None:
    assert great_circle_km(0, 0, 0, 180) == pytest.approx(20015.1, abs=1)


class Spot(NamedTuple):
    lat: float
    lon: float


def test_points_are_compared_by_their_coordinates() -> None:
    assert distance_km(Spot(0, 0), Spot(0, 1)) == great_circle_km(0, 0, 0, 1)


def test_offsets_point_north_and_east_across_the_antimeridian() -> None:
    north, east = offset_km(Spot(60, 179.5), Spot(61, -179.5))
    assert north == pytest.approx(111.2)
    assert east == pytest.approx(55.6)
