"""Outlines of areas from map files, and the middle of an outline.

Natural Earth's provinces come as the GeoPackage that QGIS ships, the counties of the United States
as the TopoJSON of the npm package `us-atlas`.
"""

import json
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from math import asin, degrees
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.geodesy import wrapped

Ring = NDArray[np.float64]
"""Corners of a closed line: longitude and latitude in degrees, one corner a row."""
Outline = list[Ring]
"""The rings of an area, holes among them: what lies within an odd number of rings is inside."""
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
"""Length of the bounding box in the header of a GeoPackage geometry, by its indicator."""
_MULTI_POLYGON = 6


class Box(NamedTuple):
    """The bounds of an outline in degrees."""

    west: float
    south: float
    east: float
    north: float


def read_provinces(path: Path) -> list[Outline]:
    """Return the outlines of Natural Earth's first-level divisions from `world_map.gpkg`."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as file:
        rows = file.execute("SELECT geom FROM states_provinces ORDER BY fid")
        return [_from_geopackage(blob) for (blob,) in rows]


def _from_geopackage(blob: bytes) -> Outline:
    """Return the rings of a GeoPackage blob: a header, then well-known binary."""
    start = 8 + _ENVELOPE_BYTES[blob[3] >> 1 & 7]
    return list(_rings(blob, start)[0])


def _rings(blob: bytes, at: int) -> tuple[list[Ring], int]:
    order = "<" if blob[at] else ">"
    kind, count = struct.unpack_from(f"{order}II", blob, at + 1)
    at += 9
    rings: list[Ring] = []
    for _ in range(count):
        if kind == _MULTI_POLYGON:
            more, at = _rings(blob, at)
            rings += more
        else:
            (corners,) = struct.unpack_from(f"{order}I", blob, at)
            flat = np.frombuffer(blob, dtype=f"{order}f8", count=2 * corners, offset=at + 4)
            rings.append(flat.reshape(-1, 2))
            at += 4 + 16 * corners
    return rings, at


def read_counties(path: Path) -> dict[str, Outline]:
    """Return the outlines of the counties of the United States by their FIPS code."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    shapes = topology["objects"]["counties"]["geometries"]
    return {shape["id"]: list(_from_topology(shape, arcs)) for shape in shapes if "arcs" in shape}


def _from_topology(shape: dict[str, Any], arcs: Sequence[Ring]) -> Iterator[Ring]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for ring in (ring for polygon in polygons for ring in polygon):
        yield np.vstack([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring])


def bounds(outline: Outline) -> Box:
    """Return the bounds of an outline."""
    corners = np.vstack(outline)
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    return Box(float(west), float(south), float(east), float(north))


def inside(outline: Outline, points: Ring) -> NDArray[np.bool_]:
    """Tell which points lie in an outline: a ray to the east crosses it an odd number of times."""
    odd = np.zeros(len(points), dtype=bool)
    lon, lat = points[:, :1], points[:, 1:]
    for ring in outline:
        (x, y), (x2, y2) = ring[:-1].T, ring[1:].T
        spans = (y > lat) != (y2 > lat)
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = x + (lat - y) * (x2 - x) / (y2 - y)
        odd ^= (spans & (lon < crossing)).sum(axis=1) % 2 == 1
    return odd


def middle_of(outlines: Sequence[Outline]) -> tuple[float, float]:
    """Return latitude and longitude of the centroid of areas, exact in area.

    It is taken on the equal-area cylinder, whose height is the sine of the latitude. Areas on both
    sides of the antimeridian are joined there. An outline without an area stands at its corners'
    mean.
    """
    rings = [ring for outline in outlines for ring in outline]
    anchor = max(rings, key=len)[0, 0]
    area = east = north = 0.0
    for ring in rings:
        turns = round(float(ring[:, 0].mean() - anchor) / 360)
        lon = ring[:, 0] - anchor - 360 * turns
        height = np.sin(np.radians(ring[:, 1]))
        cross = lon[:-1] * height[1:] - lon[1:] * height[:-1]
        area += cross.sum() / 2
        east += ((lon[:-1] + lon[1:]) * cross).sum() / 6
        north += ((height[:-1] + height[1:]) * cross).sum() / 6
    if not area:
        lon_of, lat_of = np.vstack(rings).mean(axis=0)
        return float(lat_of), float(lon_of)
    return degrees(asin(north / area)), float(wrapped(anchor + east / area))
