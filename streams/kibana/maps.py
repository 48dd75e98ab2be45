"""The map of events: filled points for known places, hollow ones for areas. Pure."""

from typing import Any

from streams.kibana.saved import PREFIX, Object, kuery, packed, reference, saved
from streams.kibana.views import EVENTS

MAP_ID = f"{PREFIX}map-events"
SHOWN = "counts: true"
EXACT = f"{SHOWN} and place.precision <= 3 and place.is_centroid: false"
CENTROID = f"{SHOWN} and place.precision <= 3 and place.is_centroid: true"
"""Places coarser than a district are not on the map but in the table of areas."""

TOOLTIP = (
    "event_type", "date_start", "date_end", "place.name", "place.uncertainty_km", "status",
    "casualties.killed.low", "casualties.killed.high", "n_independent",
)  # fmt: skip
RED, BLUE, WHITE = "#b4251d", "#1f5aa6", "#ffffff"
SMALLEST, LARGEST = 6, 28
"""Symbol sizes of events (pixels): large enough to point at, small enough to spare neighbours."""


def event_map() -> Object:
    """Return the map: a backdrop, a layer of exact points and one of centroids."""
    layers = [
        _backdrop(),
        _events(1, "Exact or near (within 25 km)", EXACT, _style(RED, WHITE, _by_killed())),
        _events(
            2, "Centre of a district or city area", CENTROID, _style(WHITE, BLUE, _fixed_size(10))
        ),
    ]
    attributes = {
        "title": "Dateline: map of events",
        "description": "Filled: the place. Hollow and blue: the point stands for an area.",
        "layerListJSON": packed(layers),
        "mapStateJSON": packed(_state()),
        "uiStateJSON": packed({"isLayerTOCOpen": True, "openTOCDetails": []}),
    }
    references = [
        reference("index-pattern", EVENTS.id, f"layer_{number}_source_index_pattern")
        for number in (1, 2)
    ]
    return saved("map", MAP_ID, attributes, references)


def _backdrop() -> dict[str, Any]:
    return {
        "id": "backdrop",
        "label": None,
        "type": "EMS_VECTOR_TILE",
        "sourceDescriptor": {"type": "EMS_TMS", "isAutoSelect": True},
        "style": {"type": "EMS_VECTOR_TILE", "color": ""},
        "includeInFitToBounds": True,
        "alpha": 1,
        "visible": True,
        "minZoom": 0,
        "maxZoom": 24,
    }


def _events(number: int, label: str, query: str, style: dict[str, Any]) -> dict[str, Any]:
    source = {
        "id": f"events-{number}",
        "type": "ES_SEARCH",
        "geoField": "place.location",
        "indexPatternRefName": f"layer_{number}_source_index_pattern",
        "scalingType": "LIMIT",
        "sortField": "n_independent",
        "sortOrder": "desc",
        "tooltipProperties": list(TOOLTIP),
        "topHitsSplitField": "",
        "topHitsSize": 1,
        "filterByMapBounds": True,
        "applyGlobalQuery": True,
        "applyGlobalTime": True,
        "applyForceRefresh": True,
    }
    return {
        "id": f"layer-{number}",
        "label": label,
        "type": "GEOJSON_VECTOR",
        "sourceDescriptor": source,
        "query": kuery(query),
        "style": style,
        "joins": [],
        "includeInFitToBounds": True,
        "alpha": 0.75,
        "visible": True,
        "minZoom": 0,
        "maxZoom": 24,
    }


def _style(fill: str, line: str, size: dict[str, Any]) -> dict[str, Any]:
    def fixed(**options: Any) -> dict[str, Any]:
        return {"type": "STATIC", "options": options}

    properties = {
        "symbolizeAs": {"options": {"value": "circle"}},
        "icon": fixed(value="marker"),
        "iconSize": size,
        "iconOrientation": fixed(orientation=0),
        "fillColor": fixed(color=fill),
        "lineColor": fixed(color=line),
        "lineWidth": fixed(size=2),
        "labelText": fixed(value=""),
        "labelColor": fixed(color="#000000"),
        "labelSize": fixed(size=14),
        "labelBorderColor": fixed(color=WHITE),
        "labelBorderSize": {"options": {"size": "SMALL"}},
    }
    return {"type": "VECTOR", "isTimeAware": True, "properties": properties}


def _by_killed() -> dict[str, Any]:
    return {
        "type": "DYNAMIC",
        "options": {
            "field": {"name": "casualties.killed.low", "origin": "source"},
            "fieldMetaOptions": {"isEnabled": True, "sigma": 3},
            "minSize": SMALLEST,
            "maxSize": LARGEST,
        },
    }


def _fixed_size(size: int) -> dict[str, Any]:
    return {"type": "STATIC", "options": {"size": size}}


def _state() -> dict[str, Any]:
    return {
        "center": {"lat": 25, "lon": 25},
        "zoom": 2,
        "query": kuery(),
        "filters": [],
        "timeFilters": {"from": "now-90d", "to": "now"},
        "refreshConfig": {"interval": 0, "isPaused": True},
        "settings": {"autoFitToDataBounds": True},
    }
