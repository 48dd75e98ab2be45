"""Map, histogram and facets count every event that matches, on a real server."""

import json
from datetime import date
from typing import Any

import pytest

from benchmarks.load.events import invent
from schemas.ontology import load_ontology
from streams.page.type_groups import GROUPS, by_group, grouped_types
from streams.search.event_query import EventQuery
from streams.search.overview import FACETS, facets_body, fitting_interval
from streams.settings import Settings
from tests.index.records import PLACE, event
from tests.page.test_app import get
from tests.search.conftest import Put


def read(settings: Settings, path: str) -> Any:
    ((status, text, _),) = get(settings, [path])
    assert status == 200, text
    return json.loads(text)


def test_every_type_has_one_group() -> None:
    assert grouped_types() == set(load_ontology().types)
    assert sum(len(names) for _, names in GROUPS.values()) == len(grouped_types())
    assert by_group({"shelling": 2, "bombing": 1, "protest": 4}) == {"violence": 3, "unrest": 4}


def test_a_facet_is_counted_without_its_own_filter() -> None:
    query = EventQuery(event_type="protest", country="SY")
    aggregations = facets_body(query)["aggs"]
    assert set(aggregations) == set(FACETS)
    assert "protest" not in str(aggregations["type"]["filter"])
    assert "'SY'" in str(aggregations["type"]["filter"])
    assert "'SY'" not in str(aggregations["country"]["filter"])


def test_long_times_have_longer_bars() -> None:
    first = date(2024, 1, 1)
    assert fitting_interval(first, date(2024, 3, 1), None) == "day"
    assert fitting_interval(first, date(2025, 6, 1), None) == "week"
    assert fitting_interval(first, date(2025, 6, 1), "day") == "day"
    assert fitting_interval(first, date(2034, 1, 1), "day") == "week"


@pytest.mark.servers
def test_events_at_one_point_share_a_feature_and_areas_stand_apart(
    put: Put, settings: Settings
) -> None:
    area = PLACE.model_copy(update={"is_centroid": True, "uncertainty_km": 80.0})
    put(event(), event(event_id="e2"), event(event_id="e3", place=area))
    found = read(settings, "/data/map")
    assert (found["total"], found["mode"]) == (3, "points")
    by_area = {f["properties"]["area"]: f["properties"] for f in found["collection"]["features"]}
    assert (by_area[False]["n"], by_area[True]["n"], by_area[True]["radius"]) == (2, 1, 80.0)
    assert by_area[True]["events"][0]["killed"] == "19\N{EN DASH}25"
    assert by_area[False]["title"] == "Rastóva, Ukraine"


@pytest.mark.servers
def test_only_what_is_in_view_and_in_the_drawn_area_is_found(put: Put, settings: Settings) -> None:
    far = PLACE.model_copy(update={"lat": -33.0, "lon": 151.0})
    put(event(), event(event_id="e2", place=far))
    assert read(settings, "/data/map?view=30,40,40,50&zoom=4")["total"] == 1
    assert read(settings, "/data/map?box=150,-34,152,-32")["total"] == 1
    assert read(settings, "/data/map?polygon=36,48,39,48,37,50")["total"] == 1
    assert read(settings, "/data/map?polygon=36,48,36.5,48,36,50")["total"] == 0
    ((_, text, _),) = get(settings, ["/?box=150,-34,152,-32"])
    assert "1 event" in text


@pytest.mark.servers
def test_many_events_are_counted_in_cells_and_none_is_lost(put: Put, settings: Settings) -> None:
    made = invent(1600)
    for start in range(0, 1600, 160):
        put(*made.events[start : start + 160])
    for zoom in (0, 5, 12):
        found = read(settings, f"/data/map?zoom={zoom}")
        cells = [feature["properties"]["n"] for feature in found["collection"]["features"]]
        assert found["mode"] == "cells"
        assert sum(cells) == found["total"] == 1600
    timeline = read(settings, "/data/timeline")
    assert sum(sum(counts) for counts in timeline["groups"].values()) == 1600
    west, south, east, north = read(settings, "/data/extent")["bounds"]
    places = [one.place for one in made.events if one.place]
    assert west == pytest.approx(min(place.lon for place in places), abs=0.001)
    assert north == pytest.approx(max(place.lat for place in places), abs=0.001)
    assert (south, east) < (north, 180)


@pytest.mark.servers
def test_an_impossible_view_is_a_bad_request(put: Put, settings: Settings) -> None:
    paths = ["/data/map?zoom=x", "/data/map?zoom=99", "/data/map?view=1,2,3", "/export/exe"]
    assert [status for status, _, _ in get(settings, paths)] == [400, 400, 400, 404]


@pytest.mark.servers
def test_exports_have_every_event_of_the_search(put: Put, settings: Settings) -> None:
    put(event(), event(event_id="e2", event_type="protest"))
    table, geojson = get(settings, ["/export/csv?type=protest", "/export/geojson"])
    assert len(table[1].splitlines()) == 2
    assert len(json.loads(geojson[1])["features"]) == 2
    assert table[2]["Content-Disposition"] == 'attachment; filename="events.csv"'
    assert table[2]["Content-Security-Policy"]


@pytest.mark.servers
def test_an_event_is_json_too(put: Put, settings: Settings) -> None:
    put(event())
    assert read(settings, "/events/e1/json")["event_id"] == "e1"


@pytest.mark.servers
def test_tiles_of_an_operator_are_allowed_by_the_policy(put: Put, settings: Settings) -> None:
    put(event())
    url = "https://tiles.example/{z}/{x}/{y}.png"
    ((_, text, headers),) = get(settings.model_copy(update={"page_tile_url": url}), ["/data/tiles"])
    assert json.loads(text)["url"] == url
    assert "img-src 'self' data: https://tiles.example;" in headers["Content-Security-Policy"]
    ((_, _, headers),) = get(settings, ["/"])
    assert "example" not in headers["Content-Security-Policy"]
