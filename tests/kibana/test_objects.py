"""Each saved object has the shape that Kibana reads, and speaks only of what there is."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from streams.index.documents import INDICES
from streams.kibana.dashboards import opened_on
from streams.kibana.saved import TYPE_VERSIONS, ndjson, renamed
from streams.kibana.send import built, read_files
from tests.conftest import ROOT
from tests.kibana.reading import (
    BY_KEY,
    OBJECTS,
    Object,
    fields_of,
    kql_fields,
    lens_layer,
    map_layers,
    of_type,
    uses,
    view_fields,
)

COLUMNS = 48
"""Width of a dashboard."""


def _json_strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and (key.endswith("JSON") or key in PACKED):
                yield f"{path}{key}", inner
            yield from _json_strings(inner, f"{path}{key}.")
    elif isinstance(value, list):
        for inner in value:
            yield from _json_strings(inner, path)


PACKED = {"fieldAttrs", "fieldFormatMap", "fields", "runtimeFieldMap", "sourceFilters", "typeMeta"}


def test_the_files_are_what_the_code_makes() -> None:
    folder = ROOT / "infra" / "kibana"
    files = {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.ndjson")}
    wanted = {name: ndjson(objects) for name, objects in built().items()}
    assert files == wanted, "run `dateline kibana build` and commit"


def test_ids_are_stable_and_each_stands_once() -> None:
    assert len(BY_KEY) == len(OBJECTS)
    assert read_files() == [thing for objects in built().values() for thing in objects]
    assert all(thing["id"].startswith("dateline-") for thing in OBJECTS)


@pytest.mark.parametrize("thing", OBJECTS, ids=lambda thing: thing["id"])
def test_it_says_of_which_shape_it_is(thing: Object) -> None:
    assert thing["coreMigrationVersion"] == "8.8.0"
    assert thing["typeMigrationVersion"] == TYPE_VERSIONS[thing["type"]]
    assert thing["attributes"]["title"]


@pytest.mark.parametrize("thing", OBJECTS, ids=lambda thing: thing["id"])
def test_every_json_in_a_string_can_be_read(thing: Object) -> None:
    for path, text in _json_strings(thing["attributes"]):
        assert json.loads(text) is not None, path


@pytest.mark.parametrize("thing", OBJECTS, ids=lambda thing: thing["id"])
def test_every_reference_resolves_and_is_used_by_its_name(thing: Object) -> None:
    assert all((ref["type"], ref["id"]) in BY_KEY for ref in thing["references"])
    assert [(ref["name"], ref["type"]) for ref in thing["references"]] == _names(thing)


def _names(thing: Object) -> list[tuple[str, str]]:
    """Return the names by which an object speaks of others, from its attributes alone."""
    attributes = thing["attributes"]
    if thing["type"] == "lens":
        name, _ = lens_layer(thing)
        return [(f"indexpattern-datasource-layer-{name}", "index-pattern")]
    if thing["type"] == "map":
        layers = map_layers(thing)
        return [(x["sourceDescriptor"]["indexPatternRefName"], "index-pattern") for x in layers]
    if thing["type"] == "search":
        source = json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])
        return [(source["indexRefName"], "index-pattern")]
    if thing["type"] == "dashboard":
        panels = json.loads(attributes["panelsJSON"])
        controls = json.loads(attributes["controlGroupInput"]["panelsJSON"])
        return [
            *((f"{p['panelIndex']}:{p['panelRefName']}", p["type"]) for p in panels),
            *((f"controlGroup_{key}:optionsListDataView", "index-pattern") for key in controls),
        ]
    return []


def test_a_maps_reference_names_count_its_layers() -> None:
    for thing in of_type("map"):
        layers = json.loads(thing["attributes"]["layerListJSON"])
        for number, layer in enumerate(layers):
            name = layer["sourceDescriptor"].get("indexPatternRefName")
            assert name in (None, f"layer_{number}_source_index_pattern")


@pytest.mark.parametrize("thing", of_type("lens"), ids=lambda thing: thing["id"])
def test_a_panel_draws_all_columns_that_it_asks_for(thing: Object) -> None:
    name, layer = lens_layer(thing)
    columns = layer["columns"]
    assert layer["columnOrder"] == list(columns)
    bucketed = [columns[key]["isBucketed"] for key in layer["columnOrder"]]
    assert bucketed == sorted(bucketed, reverse=True)
    assert set(_drawn(thing["attributes"]["state"]["visualization"], name)) == set(columns)
    for column in columns.values():
        if column["operationType"] == "terms":
            ordered = columns[column["params"]["orderBy"]["columnId"]]
            assert not ordered["isBucketed"]
            assert ordered["operationType"] != "percentile"
            assert (column["dataType"] == "number") == (column["sourceField"] == "place.precision")


def _drawn(shape: Object, layer: str) -> Iterator[str]:
    for part in shape.get("layers", [shape]):
        assert (part["layerId"], part["layerType"]) == (layer, "data")
        for key in ("metricAccessor", "secondaryMetricAccessor", "xAccessor", "splitAccessor"):
            if key in part:
                yield part[key]
        for key in ("accessors", "primaryGroups", "metrics"):
            yield from part.get(key, [])
        yield from (column["columnId"] for column in part.get("columns", []))


@pytest.mark.parametrize("thing", of_type("dashboard"), ids=lambda thing: thing["id"])
def test_panels_lie_side_by_side(thing: Object) -> None:
    panels = json.loads(thing["attributes"]["panelsJSON"])
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        grid = panel["gridData"]
        assert grid["i"] == panel["panelIndex"]
        cells = {
            (x, y)
            for x in range(grid["x"], grid["x"] + grid["w"])
            for y in range(grid["y"], grid["y"] + grid["h"])
        }
        assert not cells & taken, panel["panelIndex"]
        assert grid["x"] + grid["w"] <= COLUMNS
        taken |= cells


def test_every_panel_stands_on_a_dashboard() -> None:
    placed = {(r["type"], r["id"]) for b in of_type("dashboard") for r in b["references"]}
    shown = {key for key in BY_KEY if key[0] in ("lens", "map", "search")}
    assert shown <= placed
    assert len(of_type("dashboard")) == 2


@pytest.mark.parametrize("use", list(uses()), ids=lambda use: f"{use.object_id}:{use.field}")
def test_every_field_is_there_with_a_type_that_will_do(use: Any) -> None:
    fields = view_fields(use.view)
    assert use.field in fields
    assert use.types is None or fields[use.field] in use.types


def test_fields_that_are_not_there_would_be_found() -> None:
    assert len(list(uses())) > 100
    assert "claims.source" not in fields_of("events"), "Lens cannot use what is nested"
    assert kql_fields("a.b <= 3 and not c: true or d: *") == ["a.b", "c", "d"]


def test_the_map_has_points_for_known_places_only_and_draws_centroids_otherwise() -> None:
    (thing,) = of_type("map")
    exact, centroid = map_layers(thing)
    assert (
        exact["query"]["query"]
        == "counts: true and place.precision <= 3 and place.is_centroid: false"
    )
    assert (
        centroid["query"]["query"]
        == "counts: true and place.precision <= 3 and place.is_centroid: true"
    )
    colours = [x["style"]["properties"]["fillColor"]["options"]["color"] for x in (exact, centroid)]
    assert colours[0] != colours[1]
    # Vector tiles of Elasticsearch and clusters need no more than plain documents do here.
    assert {x["sourceDescriptor"]["scalingType"] for x in (exact, centroid)} == {"LIMIT"}


def test_another_prefix_gives_other_ids_and_index_names() -> None:
    other = renamed(OBJECTS, "second-")
    keys = {(thing["type"], thing["id"]) for thing in other}
    assert all(key[1].startswith("second-") for key in keys)
    assert all((r["type"], r["id"]) in keys for thing in other for r in thing["references"])
    titles = {t["attributes"]["title"] for t in other if t["type"] == "index-pattern"}
    assert titles == {f"second-{name}" for name in INDICES}
    assert renamed(OBJECTS, "dateline-") == OBJECTS


def test_dashboards_of_days_open_where_the_data_are() -> None:
    first, last = date(2023, 1, 5), date(2024, 6, 30)
    boards = {
        t["id"]: t["attributes"]
        for t in opened_on(OBJECTS, first, last)
        if "timeTo" in t["attributes"]
    }
    assert boards["dateline-analysts"]["timeFrom"] == "2024-04-01T00:00:00.000Z"
    assert boards["dateline-analysts"]["timeTo"] == "2024-06-30T23:59:59.999Z"
    (short,) = (t for t in opened_on(OBJECTS, last, last) if t["id"] == "dateline-analysts")
    assert short["attributes"]["timeFrom"] == "2024-06-30T00:00:00.000Z"
    before = {t["id"]: t["attributes"] for t in OBJECTS if t["type"] == "dashboard"}
    assert before["dateline-analysts"]["timeTo"] == "now"
    assert boards["dateline-operators"] == before["dateline-operators"]
