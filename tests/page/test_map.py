"""The map draws the events shown, to scale, without anything from elsewhere."""

import re
from collections.abc import Sequence

from schemas import Casualties, Event, Figure
from streams.page.map import HEIGHT, WIDTH, Town, event_map, view_of
from tests.index.records import PLACE, event
from tests.page.drawing import drawn

FAR = PLACE.model_copy(update={"lat": -33.0, "lon": 151.0})


def _killed(number: int) -> Casualties:
    return Casualties(killed=Figure(low=number, best=number, high=number))


def _svg(events: Sequence[Event], towns: Sequence[Town] = ()) -> str:
    return drawn("map.html", "draw", event_map(events, towns))


def _radii(svg: str) -> list[float]:
    return [float(r) for r in re.findall(r'r="([0-9.]+)" class="(?:exact|hollow)"', svg)]


def test_events_without_a_place_make_no_map() -> None:
    assert event_map([event(place=None)], []) is None


def test_every_point_is_inside_the_view_and_the_middle_in_its_middle() -> None:
    points = [(48.5, 37.25), (-33.0, 151.0), (0.0, -70.0)]
    view = view_of(points)
    assert all(view.holds(lat, lon) for lat, lon in points)
    one = view_of([(48.5, 37.25)])
    assert (one.x(37.25), one.y(48.5)) == (WIDTH / 2, HEIGHT / 2)


def test_a_degree_east_is_as_short_as_it_is_up_north() -> None:
    view = view_of([(60.0, 10.0)])
    assert abs(view.scale_x / view.scale_y - 0.5) < 0.01


def test_more_killed_make_a_larger_circle() -> None:
    svg = _svg([event(casualties=_killed(4)), event(place=FAR, casualties=_killed(64))])
    large, small = _radii(svg)
    assert large > small


def test_events_at_one_point_share_a_circle() -> None:
    svg = _svg([event(), event(event_id="e2")])
    assert len(_radii(svg)) == 1
    assert svg.count("shelling, Rastóva") == 4


def test_a_point_that_stands_for_an_area_is_hollow() -> None:
    area = PLACE.model_copy(update={"is_centroid": True})
    svg = _svg([event(place=area)])
    assert 'class="hollow"' in svg
    assert 'class="exact"' not in svg


def test_only_towns_in_view_are_named() -> None:
    near, far = Town("Near <b>", 48.6, 37.3, 50000), Town("Far", 10.0, 10.0, 90000)
    svg = _svg([event()], [far, near])
    assert "Near &lt;b&gt;" in svg
    assert "Far" not in svg


def test_the_map_loads_nothing() -> None:
    svg = _svg([event()])
    assert "http" not in svg
    assert "style=" not in svg
