"""In which country and division of GeoNames the records of a Who's On First extract lie."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from streams.geocode.gazetteer.wof_rows import AREAS, WofRow
from streams.geodesy import great_circle_km

SURE_VOTES = 3
"""Towns of an area that GeoNames knows, from which they say which division it is."""
MAJORITY = 0.7
"""Share of the towns of an area that must lie in one division."""
MOST_LEVELS = 6
"""Areas above a record; more would be a circle."""


class Town(NamedTuple):
    """A town of GeoNames, with the code of its first-level division ("AF.10")."""

    country: str
    admin1: str | None
    lat: float
    lon: float


class WofAreas:
    """The areas of one extract, each in the division that most of its known towns lie in.

    Who's On First has no codes of GeoNames for areas, but the ids of many towns in them. These
    also say which country it is, where its own record has no code.

    Args:
        rows: all records of the extract.
        towns: towns of GeoNames by their id ("geonames:170654").
    """

    def __init__(self, rows: Iterable[WofRow], towns: Mapping[str, Town]) -> None:
        code = ""
        self._parents: dict[str, str] = {}
        self._votes: dict[str, Counter[str]] = {}
        votes: list[tuple[str, Town]] = []
        for row in rows:
            if row.placetype == "country":
                code = row.code
            elif row.placetype in AREAS:
                self._parents[row.id] = row.parent
            elif (town := towns.get(f"geonames:{row.geonames}")) is not None:
                votes.append((row.parent, town))
        countries = Counter(town.country for _, town in votes).most_common(1)
        self.country: str | None = code or (countries[0][0] if countries else None)
        for parent, town in votes:
            self._vote(parent, town)
        self._cells: dict[tuple[int, int], list[Town]] = {}
        for town in towns.values():
            if town.country == self.country and town.admin1:
                self._cells.setdefault(_cell(town.lat, town.lon), []).append(town)

    def admin1_of(self, row: WofRow) -> str | None:
        """Return the code of the first-level division of a record, "AF.10"."""
        for area in self._above(row.parent if row.placetype not in AREAS else row.id):
            votes = self._votes.get(area)
            if votes and votes.total() >= SURE_VOTES:
                code, number = votes.most_common(1)[0]
                if number >= MAJORITY * votes.total():
                    return code
        return self._nearest(row)

    def _vote(self, parent: str, town: Town) -> None:
        if town.country == self.country and town.admin1:
            for area in self._above(parent):
                self._votes.setdefault(area, Counter())[town.admin1] += 1

    def _above(self, area: str) -> list[str]:
        """Return an area and those it lies in, the smallest first."""
        chain: list[str] = []
        while area in self._parents and len(chain) < MOST_LEVELS:
            chain.append(area)
            area = self._parents[area]
        return chain

    def _nearest(self, row: WofRow) -> str | None:
        """Return the division of the nearest town within a degree or two."""
        lat, lon = _cell(row.lat, row.lon)
        around = [
            town
            for down in (-1, 0, 1)
            for across in (-1, 0, 1)
            for town in self._cells.get((lat + down, lon + across), ())
        ]
        near = [(great_circle_km(row.lat, row.lon, one.lat, one.lon), one.admin1) for one in around]
        return min(near)[1] if near else None


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // 1), int(lon // 1)
