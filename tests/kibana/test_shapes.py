"""Saved objects have only the attributes that Kibana's own schemas allow, of their types.

Names and types are those of Kibana's sources of 8.x: ``dashboard_saved_object/schema/v1`` and
``v2`` of its dashboard plugin, which forbid unknown attributes of dashboards, and
``saved_objects/schema.ts`` of its plugin for saved searches.
"""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.kibana.reading import Object, of_type

META = {"searchSourceJSON": str}
CONTROL_GROUP = {
    "panelsJSON": str,
    "controlStyle": str,
    "chainingSystem": str,
    "ignoreParentSettingsJSON": str,
    "showApplySelections": bool,
}
REFRESH = {"pause": bool, "value": int, "display": str, "section": int}
DASHBOARD = {
    "title": str,
    "description": str,
    "kibanaSavedObjectMeta": META,
    "timeRestore": bool,
    "timeFrom": str,
    "timeTo": str,
    "refreshInterval": REFRESH,
    "controlGroupInput": CONTROL_GROUP,
    "panelsJSON": str,
    "optionsJSON": str,
    "hits": int,
    "version": int,
}
SEARCH = {
    "title": str,
    "description": str,
    "kibanaSavedObjectMeta": META,
    "columns": list,
    "sort": list,
    "grid": dict,
    "hideChart": bool,
    "isTextBasedQuery": bool,
    "usesAdHocDataView": bool,
    "timeRestore": bool,
    "rowHeight": int,
    "rowsPerPage": int,
    "sampleSize": int,
    "viewMode": str,
    "breakdownField": str,
}

STYLES = {"oneLine", "twoLine"}
CHAINING = {"NONE", "HIERARCHICAL"}
WIDTHS = {"small", "medium", "large"}
"""What controls may be set to: the constants of Kibana's package of controls."""

Shape = Mapping[str, Any]


def misfits(value: Mapping[str, Any], shape: Shape, path: str = "") -> list[str]:
    """Return the attributes that a shape does not have, or has with another type."""
    wrong = []
    for name, inner in value.items():
        wanted = shape.get(name)
        if isinstance(wanted, Mapping) and isinstance(inner, Mapping):
            wrong += misfits(inner, wanted, f"{path}{name}.")
        elif type(inner) is not wanted:
            wrong.append(f"{path}{name}")
    return wrong


@pytest.mark.parametrize("thing", of_type("dashboard"), ids=lambda thing: thing["id"])
def test_a_dashboard_has_what_kibana_allows(thing: Object) -> None:
    assert misfits(thing["attributes"], DASHBOARD) == []


@pytest.mark.parametrize("thing", of_type("dashboard"), ids=lambda thing: thing["id"])
def test_controls_have_values_that_kibana_knows(thing: Object) -> None:
    group = thing["attributes"]["controlGroupInput"]
    assert group["controlStyle"] in STYLES
    assert group["chainingSystem"] in CHAINING
    controls = json.loads(group["panelsJSON"])
    assert controls
    for name, control in controls.items():
        assert control["type"] == "optionsListControl"
        assert control["width"] in WIDTHS
        assert control["explicitInput"]["id"] == name


@pytest.mark.parametrize("thing", of_type("search"), ids=lambda thing: thing["id"])
def test_a_search_has_what_kibana_allows(thing: Object) -> None:
    assert misfits(thing["attributes"], SEARCH) == []
    assert all(len(column) == 2 for column in thing["attributes"]["sort"])


def test_what_kibana_would_refuse_is_found() -> None:
    board = {"title": 1, "panels": [], "refreshInterval": {"value": "60s"}}
    assert misfits(board, DASHBOARD) == ["title", "panels", "refreshInterval.value"]
