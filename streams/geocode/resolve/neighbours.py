"""Points that may be neighbours of a place, found by cells of the globe and not one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import cos, floor, radians

from streams.geocode.gazetteer.entry import Entry
from streams.geodesy import KM_PER_DEGREE

BEYOND_DEGREES = 6.0
"""Degrees of latitude, besides the point's own size, from which its support is below 0.0001."""
WIDE_KM = 200.0
"""Points of a larger radius are in no cell and always looked at."""
FEW = 64
"""So many points are looked at one by one, which is quicker than looking cells up."""
CELL_DEGREES = 8
"""Side of a cell: about the reach of support, so that few cells are looked up."""
_CELLS = 360 // CELL_DEGREES
_POLAR = 0.04
"""Least cosine of a latitude: nearer the poles every meridian is near."""


@dataclass(frozen=True, slots=True)
class SupportingPlace:
    """A likely place of a name, which supports what lies near it, with the belief in it (0-1)."""

    entry: Entry
    belief: float


Point = tuple[int, SupportingPlace]
"""The number of a name group, and one of its supporting places."""


class Neighbours:
    """Finds points by cells, so that the time for a text grows with its names, not their square."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
        self._wide: list[Point] = []
        few = len(points) <= FEW
        for point in points:
            entry = point[1].entry
            if few or entry.radius_km > WIDE_KM:
                self._wide.append(point)
            else:
                self._cells[_cell(entry.lat), _cell(entry.lon) % _CELLS].append(point)

    def of(self, entry: Entry) -> Iterable[Point]:
        """Return the points that may lie near an entry, and some that do not."""
        return chain(self._wide, self._of_cells(entry)) if self._cells else self._wide

    def _of_cells(self, entry: Entry) -> Iterator[Point]:
        reach = BEYOND_DEGREES + WIDE_KM / KM_PER_DEGREE
        south, north = entry.lat - reach, entry.lat + reach
        across = reach / max(_POLAR, cos(radians(min(90.0, max(-south, north)))))
        west, east = _cell(entry.lon - across), _cell(entry.lon + across)
        columns = range(west, east + 1) if east - west < _CELLS else range(_CELLS)
        for row in range(_cell(south), _cell(north) + 1):
            for column in columns:
                yield from self._cells.get((row, column % _CELLS), ())


def _cell(degrees: float) -> int:
    return floor(degrees / CELL_DEGREES)
