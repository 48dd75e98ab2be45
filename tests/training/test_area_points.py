"""The points of areas: outlines read from map files, their middles, and whose they are."""

import json
import sqlite3
import struct
from pathlib import Path

import numpy as np
import pytest

from training.area_points import AreaPoint, Towns, label_points, outlined_points, write
from training.world_map import Ring, inside, middle_of, read_counties, read_provinces


def square(west: float, south: float, size: float = 2.0) -> Ring:
    """A square ring, clockwise as in shapefiles."""
    east, north = west + size, south + size
    corners = [(west, south), (west, north), (east, north), (east, south), (west, south)]
    return np.array(corners, dtype=float)


def binary(ring: Ring) -> bytes:
    """A GeoPackage blob of one polygon in a multipolygon."""
    polygon = struct.pack("<BIII", 1, 3, 1, len(ring)) + ring.astype("<f8").tobytes()
    return b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BII", 1, 6, 1) + polygon


def test_provinces_are_read_from_a_geopackage(tmp_path: Path) -> None:
    path = tmp_path / "map.gpkg"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE states_provinces (fid INTEGER PRIMARY KEY, geom BLOB)")
        file.execute("INSERT INTO states_provinces VALUES (1, ?)", (binary(square(10, 40)),))
    ((ring,),) = read_provinces(path)
    assert ring.tolist() == square(10, 40).tolist()


def test_counties_are_read_from_topojson(tmp_path: Path) -> None:
    path = tmp_path / "counties.json"
    arcs = [[[0, 0], [0, 10], [10, 0]], [[0, 0], [10, 0], [0, 10]]]
    shape = {"type": "Polygon", "id": "01001", "arcs": [[0, -2]]}
    topology = {
        "transform": {"scale": [0.1, 0.1], "translate": [-90, 30]},
        "arcs": arcs,
        "objects": {"counties": {"geometries": [shape, {"type": None, "id": "01003"}]}},
    }
    path.write_text(json.dumps(topology))
    counties = read_counties(path)
    assert list(counties) == ["01001"]
    assert middle_of(list(counties.values())) == pytest.approx((30.5, -89.5), abs=0.01)


def test_a_hole_is_outside() -> None:
    outline = [square(0, 0, 9), square(3, 3, 3)]
    points = np.array([(1.0, 1.0), (4.0, 4.0), (8.0, 8.0), (10.0, 1.0)])
    assert inside(outline, points).tolist() == [True, False, True, False]


def test_the_middle_of_two_parts_is_weighted_by_their_area() -> None:
    lat, lon = middle_of([[square(0, -1)], [square(6, -1, 2), square(9, -3, 4)]])
    assert lon == pytest.approx((1 * 4 + 7 * 4 + 11 * 16) / 24, abs=0.01)
    assert lat == pytest.approx((0 * 8 - 1 * 16) / 24, abs=0.01)


def test_parts_on_both_sides_of_the_date_line_are_joined() -> None:
    lat, lon = middle_of([[square(178, -18)], [square(-180, -18)]])
    assert (lat, abs(lon)) == pytest.approx((-17, 180), abs=0.01)


def test_an_outline_without_an_area_stands_at_its_corners() -> None:
    assert middle_of([[np.array([(5.0, 50.0)] * 4)]]) == (50.0, 5.0)


class Few(Towns):
    """A handful of towns instead of GeoNames'."""

    def __init__(self, towns: list[tuple[float, float, str]]) -> None:
        self.spots = np.array([(lon, lat) for lat, lon, _ in towns])
        self.divisions = [f"admin1:{code}" for _, _, code in towns]
        self.countries = [f"country:{code[:2]}" for _, _, code in towns]
        self._order = np.argsort(self.spots[:, 1])


def test_outlines_are_joined_to_the_area_of_their_towns() -> None:
    towns = Few([(1, 1, "QQ.1"), (1.5, 1, "QQ.1"), (1, 3, "QQ.1"), (5, 5, "QQ.2"), (9, 9, "QQ.3")])
    outlines = [[square(0, 0)], [square(2, 0)], [square(4, 4)], [square(20, 20)]]
    points = outlined_points(outlines, towns)
    assert set(points) == {"admin1:QQ.1", "admin1:QQ.2", "country:QQ"}
    assert points["admin1:QQ.1"][:2] == pytest.approx((1.0, 2.0), abs=0.01)


def test_an_outline_shared_by_areas_is_of_neither() -> None:
    towns = Few([(1, 1, "QQ.1"), (1.5, 1, "QQ.2")])
    assert set(outlined_points([[square(0, 0)]], towns)) == {"country:QQ"}


def test_an_area_that_lies_mostly_elsewhere_has_no_outline() -> None:
    towns = Few([(1, 1, "QQ.1"), (9, 9, "QQ.1")])
    assert outlined_points([[square(0, 0)]], towns) == {}


def test_label_points_are_found_by_id_and_by_name_near_the_towns(tmp_path: Path) -> None:
    (tmp_path / "admin1CodesASCII.txt").write_text("AF.11\tHerat\tHerat\t1140025\n")
    (tmp_path / "admin2Codes.txt").write_text("AF.02.1905\tGhormach\tGhormach\t77\n")
    rows = [
        ("1", "Herat", "region", "34.1", "62.0", "", "1140025"),
        ("2", "Balkh", "region", "36.4", "67.0", "", ""),
        ("3", "Balkh", "locality", "1.0", "1.0", "", ""),
        ("4", "Ghormach", "county", "1.0", "1.0", "", "77"),
    ]
    text = "".join("\t".join(row) + "\n" for row in rows)
    (tmp_path / "wof_af.tsv").write_text(text)
    middles = {"admin1:AF.11": (34.3, 62.2), "admin1:AF.30": (36.7, 67.1)}
    middles["admin2:AF.02.1905"] = (35.7, 63.8)
    points = label_points(tmp_path, middles)
    assert {code: point[:2] for code, point in points.items()} == {
        "admin1:AF.11": (34.1, 62.0),
        "admin1:AF.30": (36.4, 67.0),
    }


def test_the_table_credits_each_point(tmp_path: Path) -> None:
    write(tmp_path / "points.tsv", {"country:QQ": AreaPoint(1.0, -2.0, "GeoNames", "CC BY 4.0")})
    lines = (tmp_path / "points.tsv").read_text().splitlines()
    assert lines[-1] == "country:QQ\t1.0000\t-2.0000\tGeoNames\tCC BY 4.0"
