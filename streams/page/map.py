"""A map without tiles: the events shown, in equirectangular projection, as SVG. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas import Event
from streams.page.html import Html, el
from streams.search.words import figure_text, what_text, when_text, where_text

WIDTH, HEIGHT = 640, 400
MARGIN = 0.12
"""Part of the extent left free on each side."""

MIN_SPAN_DEGREES = 1.5
"""Least height shown, so that one event is not a map of one street."""

GRID_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 30, 45)
MAX_LINES = 6
MIN_RADIUS, MAX_RADIUS = 5.0, 28.0
MAX_LABELS = 14
MAX_TOWNS = 600
LABEL_HEIGHT, CHARACTER_WIDTH = 14, 7


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
        """Tell whether a point is inside."""
        return 0 <= self.x(lon) <= WIDTH and 0 <= self.y(lat) <= HEIGHT


def event_map(events: Sequence[Event], towns: Sequence[Town]) -> Html | None:
    """Return the map of the events that have a place; None when none has.

    Circles grow with the killed of the events at a point; hollow ones only stand for an area.
    """
    located = [event for event in events if event.place is not None]
    if not located:
        return None
    view = view_of([(e.place.lat, e.place.lon) for e in located if e.place])
    return el(
        "svg",
        el("title", "Map of the events shown"),
        _grid(view),
        _towns(view, towns),
        _points(view, located),
        class_="map",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="group",
        aria_label="Map of the events shown; the list has the same events",
    )


def view_of(points: Sequence[tuple[float, float]]) -> View:
    """Return the smallest view that holds points of latitude and longitude, with a margin."""
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    shrink = max(0.2, math.cos(math.radians(middle_lat)))
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


def _grid(view: View) -> Html:
    span = max(WIDTH / view.scale_x, HEIGHT / view.scale_y)
    step = next((s for s in GRID_STEPS if span / s <= MAX_LINES), GRID_STEPS[-1])
    lines: list[Html] = []
    for lon in _multiples(view.west, view.west + WIDTH / view.scale_x, step, 180):
        x = view.x(lon)
        lines.append(el("line", x1=x, y1=0, x2=x, y2=HEIGHT))
        lines.append(el("text", _degrees(lon, "E", "W"), x=x + 3, y=HEIGHT - 4))
    for lat in _multiples(view.north - HEIGHT / view.scale_y, view.north, step, 90):
        y = view.y(lat)
        lines.append(el("line", x1=0, y1=y, x2=WIDTH, y2=y))
        lines.append(el("text", _degrees(lat, "N", "S"), x=3, y=y - 3))
    return el("g", lines, class_="grid", aria_hidden="true")


def _towns(view: View, towns: Sequence[Town]) -> Html:
    inside = [town for town in towns if view.holds(town.lat, town.lon)]
    inside.sort(key=lambda town: -town.population)
    dots = [
        el("circle", cx=view.x(town.lon), cy=view.y(town.lat), r=1.2) for town in inside[:MAX_TOWNS]
    ]
    return el("g", dots, _labels(view, inside), class_="towns", aria_hidden="true")


def _labels(view: View, towns: Iterable[Town]) -> list[Html]:
    taken: list[tuple[float, float, float]] = []
    labels: list[Html] = []
    for town in towns:
        x, y, width = view.x(town.lon), view.y(town.lat), len(town.name) * CHARACTER_WIDTH
        free = all(
            abs(y - ty) > LABEL_HEIGHT or x > tx + tw or x + width < tx for tx, ty, tw in taken
        )
        if free and x + width < WIDTH:
            taken.append((x, y, width))
            labels.append(el("text", town.name, x=x + 4, y=y + 4))
        if len(labels) == MAX_LABELS:
            break
    return labels


def _points(view: View, events: Sequence[Event]) -> Html:
    at: dict[tuple[float, float], list[Event]] = defaultdict(list)
    for event in events:
        assert event.place is not None
        at[event.place.lat, event.place.lon].append(event)
    circles = [(_radius(here), point, here) for point, here in at.items()]
    circles.sort(key=lambda circle: -circle[0])
    return el("g", [_point(view, *circle) for circle in circles], class_="points")


def _point(view: View, radius: float, point: tuple[float, float], here: Sequence[Event]) -> Html:
    hollow = all(event.place is not None and event.place.is_centroid for event in here)
    told = "\n".join(
        f"{when_text(e)} {what_text(e.event_type)}, {where_text(e.place)}, "
        f"killed {figure_text(e.casualties.killed)}"
        for e in here
    )
    circle = el(
        "circle",
        el("title", told),
        cx=view.x(point[1]),
        cy=view.y(point[0]),
        r=round(radius, 1),
        class_="hollow" if hollow else "exact",
    )
    first = here[0].event_id
    return el("a", circle, href=f"#event-{first}", data_event=first, aria_label=told)


def _radius(events: Sequence[Event]) -> float:
    """The area grows with the killed, so the radius with their root."""
    killed = 0
    for event in events:
        figure = event.casualties.killed
        if figure is not None:
            killed += figure.best or figure.low or 0
    return min(MAX_RADIUS, MIN_RADIUS + 2 * math.sqrt(killed))


def _multiples(low: float, high: float, step: float, limit: float) -> list[float]:
    low, high = max(low, -limit), min(high, limit)
    return [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _degrees(value: float, positive: str, negative: str) -> str:
    if value == 0:
        return "0°"
    return f"{abs(value):g}° {positive if value >= 0 else negative}"
