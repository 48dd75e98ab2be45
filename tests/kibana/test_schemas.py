"""Panels and maps have what Kibana's schemas and types demand, and broken ones are found."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from streams.kibana.saved import packed
from tests.kibana.lens_schema import STATES, lens_faults
from tests.kibana.map_schema import map_faults
from tests.kibana.reading import BY_KEY, Object, of_type

Break = Callable[[Any], object]


@pytest.mark.parametrize("thing", of_type("lens"), ids=lambda thing: thing["id"])
def test_a_panel_has_what_lens_demands(thing: Object) -> None:
    assert lens_faults(thing) == []


@pytest.mark.parametrize("thing", of_type("map"), ids=lambda thing: thing["id"])
def test_a_map_has_what_kibana_demands(thing: Object) -> None:
    assert map_faults(thing) == []


def test_there_is_a_panel_of_each_chart() -> None:
    assert {thing["attributes"]["visualizationType"] for thing in of_type("lens")} == set(STATES)


def _columns(thing: Object) -> Any:
    state = thing["attributes"]["state"]
    return state["datasourceStates"]["formBased"]["layers"]["layer"]["columns"]


def _drawn(thing: Object) -> Any:
    shape = thing["attributes"]["state"]["visualization"]
    return shape["layers"][0] if "layers" in shape else shape


BROKEN_PANELS: list[tuple[str, str, Break, str]] = [
    ("events", "an unknown attribute", lambda t: t["attributes"].update(hits=0),
     "hits: extra_forbidden"),
    ("events", "no title", lambda t: t["attributes"].pop("title"), "title: missing"),
    ("events", "an unknown chart", lambda t: t["attributes"].update(visualizationType="lnsCake"),
     "visualizationType: literal_error"),
    ("events", "no state", lambda t: t["attributes"].pop("state"), "state: missing"),
    ("events", "an accessor that is no column", lambda t: _drawn(t).update(metricAccessor="m"),
     "layer: m is no column"),
    ("events", "a layer that is not there", lambda t: _drawn(t).update(layerId="other"),
     "layers: other is not there"),
    ("events", "no data view", lambda t: t["references"].clear(), "layer: no data view"),
    ("events", "an operation that is none", lambda t: _columns(t)["n"].update(operationType="tot"),
     "union_tag_invalid"),
    ("events", "a number as a text", lambda t: _columns(t)["n"].update(dataType="string"),
     "dataType: literal_error"),
    ("killed", "a sum of records", lambda t: _columns(t)["low"].update(sourceField="___records___"),
     "layer: low is not counted"),
    ("status", "an order by nothing",
     lambda t: _columns(t)["status"]["params"]["orderBy"].update(columnId="gone"),
     "layer: status is ordered by gone"),
    ("status", "a shape that is none",
     lambda t: t["attributes"]["state"]["visualization"].update(shape="ring"),
     "shape: literal_error"),
    ("status", "a group that is a number", lambda t: _drawn(t).update(primaryGroups=["n"]),
     "layer: n is no bucket"),
    ("activity", "an axis that is no column", lambda t: _drawn(t).update(xAccessor="hour"),
     "layer: hour is no column"),
    ("activity", "bars of time", lambda t: _drawn(t).update(accessors=["day"]),
     "layer: day is no metric"),
    ("activity", "a series that is none", lambda t: _drawn(t).update(seriesType="columns"),
     "seriesType: literal_error"),
    ("activity", "no interval", lambda t: _columns(t)["day"]["params"].pop("interval"),
     "interval: missing"),
    ("cities", "a column that is not there", lambda t: _drawn(t)["columns"][0].update(columnId="x"),
     "layer: x is no column"),
    ("cities", "a column without its place in the order",
     lambda t: _columns(t).update(more=_columns(t)["n"]), "columnOrder"),
    ("lag", "no percentile", lambda t: _columns(t)["median"].update(params={}),
     "percentile: missing"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change", "fault"), [(n, c, f) for n, _, c, f in BROKEN_PANELS],
    ids=[f"{name}: {what}" for name, what, *_ in BROKEN_PANELS],
)  # fmt: skip
def test_a_broken_panel_is_found(name: str, change: Break, fault: str) -> None:
    thing = copy.deepcopy(BY_KEY["lens", f"dateline-{name}"])
    change(thing)
    assert any(fault in one for one in lens_faults(thing)), lens_faults(thing)


def _repacked(thing: Object, attribute: str, change: Break) -> None:
    value = json.loads(thing["attributes"][attribute])
    change(value)
    thing["attributes"][attribute] = packed(value)


def _layer(change: Break) -> Break:
    return lambda thing: _repacked(thing, "layerListJSON", lambda layers: change(layers[1]))


def _state(change: Break) -> Break:
    return lambda thing: _repacked(thing, "mapStateJSON", change)


BROKEN_MAPS: list[tuple[str, Break, str]] = [
    ("an unknown attribute", lambda t: t["attributes"].update(bounds={}),
     "bounds: extra_forbidden"),
    ("JSON that cannot be read", lambda t: t["attributes"].update(layerListJSON="[{"),
     "layerListJSON: json_invalid"),
    ("layers that are not packed", lambda t: t["attributes"].update(layerListJSON=[]),
     "layerListJSON: json_type"),
    ("a type of layer that 8.x renamed", _layer(lambda one: one.update(type="VECTOR")),
     "union_tag_invalid"),
    ("a type of source that is none",
     _layer(lambda one: one["sourceDescriptor"].update(type="ES_DOCUMENTS")),
     "sourceDescriptor.type: literal_error"),
    ("no field of places", _layer(lambda one: one["sourceDescriptor"].pop("geoField")),
     "geoField: missing"),
    ("a scaling for another type of layer",
     _layer(lambda one: one["sourceDescriptor"].update(scalingType="MVT")), "cannot scale by MVT"),
    ("a data view by id", _layer(lambda one: one["sourceDescriptor"].update(indexPatternId="x")),
     "indexPatternId: extra_forbidden"),
    ("a reference that is not there", lambda t: t["references"].pop(0), "layer-1: no data view"),
    ("a reference of another layer", _layer(
        lambda one: one["sourceDescriptor"].update(
            indexPatternRefName="layer_2_source_index_pattern")), "not the name for layer 1"),
    ("a colour that is none",
     _layer(lambda one: one["style"]["properties"]["lineColor"]["options"].update(color="red")),
     "color: string_pattern_mismatch"),
    ("a style without its field",
     _layer(lambda one: one["style"]["properties"]["iconSize"]["options"].pop("field")),
     "field: missing"),
    ("two layers of one id", _layer(lambda one: one.update(id="backdrop")), "a second layer"),
    ("a layer that is more than opaque", _layer(lambda one: one.update(alpha=75)),
     "alpha: less_than_equal"),
    ("no settings", _state(lambda state: state.pop("settings")), "settings: missing"),
    ("a middle off the earth", _state(lambda state: state["center"].update(lat=95)),
     "lat: less_than_equal"),
    ("a query without its language", _state(lambda state: state["query"].pop("language")),
     "language: missing"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "fault"), [(c, f) for _, c, f in BROKEN_MAPS],
    ids=[what for what, *_ in BROKEN_MAPS],
)  # fmt: skip
def test_a_broken_map_is_found(change: Break, fault: str) -> None:
    thing = copy.deepcopy(BY_KEY["map", "dateline-map-events"])
    change(thing)
    assert any(fault in one for one in map_faults(thing)), map_faults(thing)
