"""Counts of all the events that match: on the map, over time, and by facet. Pure."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args

from streams.search.bodies import Body, matching
from streams.search.event_query import Box, EventQuery, without
from streams.search.filters import Clause, in_box

Interval = Literal["day", "week", "month"]
INTERVALS: tuple[Interval, ...] = get_args(Interval)
DAYS_OF: dict[Interval, int] = {"day": 1, "week": 7, "month": 28}
"""Least number of days in an interval."""
MAX_BARS = 800
"""Most bars of a histogram: about one for each two pixels of a wide screen."""
WANTED_BARS = 120
"""Bars from which the next longer interval is chosen when none is asked for."""

CELL_STEPS = 3
"""Levels of tiles between the zoom of the map and a cell: eight cells along a tile of 512 px."""
FINEST_CELLS = 24
"""Level of tiles at which a cell is a metre or two wide."""
MAX_CELLS = 4000
"""Most cells of an answer; a screen of 4K has some 2,000 at this size."""

POINT_FIELDS = (
    "event_id", "event_type", "status", "place.location", "place.name", "place.city",
    "place.country", "place.is_centroid", "place.uncertainty_km", "casualties.killed.low",
    "casualties.killed.best", "casualties.killed.high", "n_publishers",
)  # fmt: skip
"""Fields of a point on the map, which doc values hold: a whole event may take 260 KB."""

FACETS: dict[str, tuple[str, str, int]] = {
    "type": ("event_type", "event_type", 41),
    "country": ("country", "place.country", 15),
    "status": ("status", "status", 5),
    "precision": ("precision", "place.precision", 7),
    "outlet": ("outlet", "evidence.publisher", 15),
}
"""Facets by field of the form: the criterion, the field in the index, and the most values."""


def cells_body(query: EventQuery, view: Box, zoom: float) -> Body:
    """Return the body that counts the events in the cells of a view of the map."""
    level = min(FINEST_CELLS, max(0, round(zoom)) + CELL_STEPS)
    types = {"terms": {"field": "event_type", "size": 1}}
    cell = {
        "middle": {"geo_centroid": {"field": "place.location"}},
        "bounds": {"geo_bounds": {"field": "place.location"}},
        "type": types,
        "killed": {"sum": {"field": "casualties.killed.low"}},
        "areas": {"filter": {"term": {"place.is_centroid": True}}},
    }
    grid = {"field": "place.location", "precision": level, "size": MAX_CELLS}
    return {
        "query": _in_view(query, view),
        "size": 0,
        "track_total_hits": True,
        "aggs": {"cells": {"geotile_grid": grid, "aggs": cell}},
    }


def points_body(query: EventQuery, view: Box, limit: int) -> Body:
    """Return the body that lists the events of a view of the map, without their sources."""
    fields: list[Any] = [*POINT_FIELDS, {"field": "date_end", "format": "strict_date"}]
    return {
        "query": _in_view(query, view),
        "size": limit,
        "source": False,
        "docvalue_fields": fields,
        "sort": [{"date_end": "desc"}, {"event_id": "asc"}],
    }


def extent_body(query: EventQuery) -> Body:
    """Return the body for the days and the rectangle that the events of a query lie in."""
    return {
        "query": matching(query),
        "size": 0,
        "track_total_hits": True,
        "aggs": {
            "first": {"min": {"field": "date_end"}},
            "last": {"max": {"field": "date_end"}},
            "bounds": {"geo_bounds": {"field": "place.location"}},
        },
    }


def read_days(answer: Mapping[str, Any]) -> tuple[date, date] | None:
    """Return the first and the last day from the answer to ``extent_body``; None without events."""
    first, last = (answer["aggregations"][name]["value"] for name in ("first", "last"))
    return None if first is None else (_day_of(first), _day_of(last))


def read_bounds(answer: Mapping[str, Any]) -> Box | None:
    """Return the rectangle from the answer to ``extent_body``; None without located events."""
    bounds = answer["aggregations"]["bounds"].get("bounds")
    if bounds is None:
        return None
    top, bottom = bounds["top_left"], bounds["bottom_right"]
    return Box(west=top["lon"], north=top["lat"], east=bottom["lon"], south=bottom["lat"])


def fitting_interval(first: date, last: date, wanted: Interval | None) -> Interval:
    """Return the interval of a histogram: the wanted one unless it would have too many bars."""
    days = (last - first).days + 1
    least = MAX_BARS if wanted else WANTED_BARS
    start = INTERVALS.index(wanted) if wanted else 0
    for interval in INTERVALS[start:]:
        if days / DAYS_OF[interval] <= least:
            return interval
    return "month"


def timeline_body(query: EventQuery, interval: Interval, first: date, last: date) -> Body:
    """Return the body that counts events by interval and type; days outside are left out.

    A date read wrongly may lie centuries away: the bars are bounded, not the events.
    """
    bounds = {"gte": first.isoformat(), "lte": last.isoformat()}
    clause: Clause = {"bool": {"filter": [matching(query), {"range": {"date_end": bounds}}]}}
    histogram = {"field": "date_end", "calendar_interval": interval, "min_doc_count": 0}
    types = {"terms": {"field": "event_type", "size": 50}}
    return {
        "query": clause,
        "size": 0,
        "aggs": {"time": {"date_histogram": histogram, "aggs": {"types": types}}},
    }


def read_timeline(answer: Mapping[str, Any]) -> list[tuple[date, dict[str, int]]]:
    """Return the first day and the events by type of each bar."""
    return [
        (_day_of(bar["key"]), {t["key"]: t["doc_count"] for t in bar["types"]["buckets"]})
        for bar in answer["aggregations"]["time"]["buckets"]
    ]


def facets_body(query: EventQuery) -> Body:
    """Return the body that counts the events by value of each facet.

    A facet is counted without its own filter, so that its other values can still be chosen.
    """
    aggs = {
        name: {
            "filter": matching(without(query, criterion)),
            "aggs": {"values": {"terms": {"field": field, "size": size}}},
        }
        for name, (criterion, field, size) in FACETS.items()
    }
    return {"size": 0, "aggs": aggs}


def read_facets(answer: Mapping[str, Any]) -> dict[str, list[tuple[str, int]]]:
    """Return the values of each facet with their counts, the most frequent first."""
    found = answer["aggregations"]
    return {
        name: [(str(one["key"]), one["doc_count"]) for one in found[name]["values"]["buckets"]]
        for name in FACETS
    }


def one_value(values: Mapping[str, Sequence[Any]], name: str) -> Any:
    """Return the first doc value of a field; None without one."""
    found = values.get(name) or [None]
    return found[0]


def _in_view(query: EventQuery, view: Box) -> Clause:
    return {"bool": {"filter": [matching(query), in_box(view)]}}


def _day_of(milliseconds: float) -> date:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()
