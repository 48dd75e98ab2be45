"""Saved searches, and dashboards with their controls. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from streams.kibana.saved import (
    PREFIX,
    Object,
    Reference,
    kuery,
    packed,
    reference,
    saved,
    search_source,
)
from streams.kibana.views import View

PANEL_VERSION = "8.19.0"
ANALYSTS = "analysts"
"""End of the id of the dashboard of analysts; that of operators is about now."""
INDEX_REFERENCE = "kibanaSavedObjectMeta.searchSourceJSON.index"


@dataclass(frozen=True)
class DashboardItem:
    """A saved object on a dashboard 48 columns wide; ``box`` is left, top, width, height."""

    kind: str
    id: str
    box: tuple[int, int, int, int]


def lens_item(name: str, left: int, top: int, width: int, height: int) -> DashboardItem:
    """Return a Lens panel on a dashboard, by its name without the prefix."""
    return DashboardItem("lens", f"{PREFIX}{name}", (left, top, width, height))


@dataclass(frozen=True)
class Control:
    """A list above a dashboard to filter by values of a field."""

    name: str
    title: str
    field: str
    view: View

    @property
    def id(self) -> str:
        """The id of the control in the dashboard."""
        return f"control-{self.name}"


def saved_search(
    name: str, title: str, view: View, columns: Sequence[str], only: str = ""
) -> Object:
    """Return a table of documents, newest first if they have a time."""
    attributes = {
        "title": title,
        "description": "",
        "columns": list(columns),
        "sort": [[view.time, "desc"]] if view.time else [],
        "grid": {},
        "hideChart": False,
        "isTextBasedQuery": False,
        "timeRestore": False,
        "kibanaSavedObjectMeta": search_source(
            query=kuery(only), highlightAll=True, version=True, indexRefName=INDEX_REFERENCE
        ),
    }
    data = reference("index-pattern", view.id, INDEX_REFERENCE)
    return saved("search", f"{PREFIX}{name}", attributes, [data])


def dashboard(
    name: str,
    title: str,
    about: str,
    items: Sequence[DashboardItem],
    controls: Sequence[Control],
    since: str,
) -> Object:
    """Return a dashboard that opens with the range from ``since`` to now, and has controls."""
    panels = [_panel(f"p{number}", item) for number, item in enumerate(items, 1)]
    attributes = {
        "title": title,
        "description": about,
        "version": 2,
        "hits": 0,
        "timeRestore": True,
        "timeFrom": since,
        "timeTo": "now",
        "refreshInterval": {"pause": True, "value": 60_000},
        "optionsJSON": packed(
            {"useMargins": True, "syncColors": True, "syncCursor": True, "hidePanelTitles": False}
        ),
        "panelsJSON": packed(panels),
        "controlGroupInput": _controls(controls),
        "kibanaSavedObjectMeta": search_source(),
    }
    return saved("dashboard", f"{PREFIX}{name}", attributes, _references(items, controls))


def opened_on(objects: Sequence[Object], first: date, last: date) -> list[Object]:
    """Return the objects with the dashboard of analysts opening on days with data.

    It covers as many days before the last one with data as it else covers before now.

    Args:
        objects: all saved objects.
        first: the first day with data.
        last: the last day with data.
    """
    changed = []
    for thing in objects:
        days = _DAYS_BACK.fullmatch(thing["attributes"].get("timeFrom", ""))
        if thing["id"].endswith(ANALYSTS) and days:
            since = max(first, last - timedelta(days=int(days[1])))
            span = {"timeFrom": f"{since}T00:00:00.000Z", "timeTo": f"{last}T23:59:59.999Z"}
            thing = {**thing, "attributes": {**thing["attributes"], **span}}  # noqa: PLW2901 (a copy)
        changed.append(thing)
    return changed


_DAYS_BACK = re.compile(r"now-(\d+)d")


def _references(items: Sequence[DashboardItem], controls: Sequence[Control]) -> list[Reference]:
    return [
        *(
            reference(item.kind, item.id, f"p{number}:panel_p{number}")
            for number, item in enumerate(items, 1)
        ),
        *(
            reference("index-pattern", c.view.id, f"controlGroup_{c.id}:optionsListDataView")
            for c in controls
        ),
    ]


def _panel(key: str, item: DashboardItem) -> dict[str, Any]:
    x, y, w, h = item.box
    return {
        "type": item.kind,
        "panelIndex": key,
        "panelRefName": f"panel_{key}",
        "gridData": {"x": x, "y": y, "w": w, "h": h, "i": key},
        "embeddableConfig": {"enhancements": {}},
        "version": PANEL_VERSION,
    }


def _controls(controls: Sequence[Control]) -> dict[str, Any]:
    panels = {
        control.id: {
            "type": "optionsListControl",
            "order": order,
            "grow": True,
            "width": "medium",
            "explicitInput": {
                "id": control.id,
                "fieldName": control.field,
                "title": control.title,
                "selectedOptions": [],
                "enhancements": {},
            },
        }
        for order, control in enumerate(controls)
    }
    ignored = ("ignoreFilters", "ignoreQuery", "ignoreTimerange", "ignoreValidations")
    return {
        "controlStyle": "oneLine",
        "chainingSystem": "HIERARCHICAL",
        "showApplySelections": False,
        "ignoreParentSettingsJSON": packed(dict.fromkeys(ignored, False)),
        "panelsJSON": packed(panels),
    }
