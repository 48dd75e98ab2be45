import pytest

from evaluation.fit import distance_km


def test_a_degree_along_the_equator_is_111_km() -> None:
    assert distance_km(0, 0, 0, 1) == pytest.approx(111.195, abs=0.01)


def test_london_to_paris() -> None:
    assert distance_km(51.5074, -0.1278, 48.8566, 2.3522) == pytest.approx(343.6, abs=1)


def test_the_date_line_is_no_wall() -> None:
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.195, abs=0.01)


def test_antipodes_are_half_way_round() -> None:
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015.1, abs=1)
