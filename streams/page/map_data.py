"""What the map and the histogram are drawn from, as JSON. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from streams.page.html import event_address
from streams.page.type_groups import by_group, group_of
from streams.search.event_query import Box
from streams.search.overview import Interval, one_value
from streams.search.words import country_name, figure_range, what_text

Json = dict[str, Any]
LISTED = 12
"""Events that a point names when it is pointed at; the rest are counted."""


def read_cells(answer: Mapping[str, Any]) -> list[Json]:
    """Return a GeoJSON feature for each cell of an answer to ``cells_body``."""
    return [_cell(bucket) for bucket in answer["aggregations"]["cells"]["buckets"]]


def _cell(bucket: Mapping[str, Any]) -> Json:
    middle, bounds = bucket["middle"]["location"], bucket["bounds"]["bounds"]
    kind = bucket["type"]["buckets"][0]["key"]
    number = bucket["doc_count"]
    return _feature(
        middle["lon"],
        middle["lat"],
        kind="cell",
        n=number,
        group=group_of(kind),
        area=bucket["areas"]["doc_count"] == number,
        killed=int(bucket["killed"]["value"]),
        title=f"{number} events, most of them {what_text(kind)}",
        bounds=[
            *(bounds["top_left"]["lon"], bounds["bottom_right"]["lat"]),
            *(bounds["bottom_right"]["lon"], bounds["top_left"]["lat"]),
        ],
    )


def read_points(answer: Mapping[str, Any]) -> list[Json]:
    """Return a GeoJSON feature for each place of an answer to ``points_body``.

    Events at one point share a feature unless only some of them stand for an area.
    """
    at: dict[tuple[float, float, bool], list[Mapping[str, Any]]] = defaultdict(list)
    for hit in answer["hits"]["hits"]:
        fields = hit["fields"]
        lat, lon = (float(part) for part in fields["place.location"][0].split(","))
        at[round(lat, 5), round(lon, 5), bool(one_value(fields, "place.is_centroid"))].append(
            fields
        )
    return [_point(lat, lon, area, here) for (lat, lon, area), here in at.items()]


def _point(lat: float, lon: float, area: bool, here: Sequence[Mapping[str, Any]]) -> Json:
    kinds: dict[str, int] = defaultdict(int)
    for fields in here:
        kinds[group_of(fields["event_type"][0])] += 1
    return _feature(
        lon,
        lat,
        kind="place",
        n=len(here),
        group=max(kinds, key=lambda name: kinds[name]),
        area=area,
        killed=sum(one_value(fields, "casualties.killed.low") or 0 for fields in here),
        radius=max(one_value(fields, "place.uncertainty_km") or 0.0 for fields in here),
        title=_place_name(here[0]),
        events=[_event(fields) for fields in here[:LISTED]],
    )


def _event(fields: Mapping[str, Any]) -> Json:
    low, high = (one_value(fields, f"casualties.killed.{bound}") for bound in ("low", "high"))
    event_id = str(fields["event_id"][0])
    return {
        "id": event_id,
        "address": event_address(event_id),
        "what": what_text(fields["event_type"][0]),
        "group": group_of(fields["event_type"][0]),
        "day": fields["date_end"][0],
        "status": fields["status"][0],
        "killed": figure_range(low, high) if low or high else None,
    }


def _place_name(fields: Mapping[str, Any]) -> str:
    names = [one_value(fields, f"place.{name}") for name in ("name", "city")]
    if country := one_value(fields, "place.country"):
        names.append(country_name(country))
    return ", ".join(dict.fromkeys(name for name in names if name))


def _feature(lon: float, lat: float, **properties: Any) -> Json:
    point = {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def map_answer(total: int, mode: str, features: list[Json]) -> Json:
    """Return the answer for a view of the map; ``mode`` is ``points`` or ``cells``."""
    collection = {"type": "FeatureCollection", "features": features}
    return {"total": total, "mode": mode, "collection": collection}


def extent_answer(total: int, bounds: Box | None) -> Json:
    """Return the answer for the rectangle of all located events that match."""
    corners = None
    if bounds is not None:
        corners = [bounds.west, bounds.south, bounds.east, bounds.north]
    return {"total": total, "bounds": corners}


def timeline_answer(interval: Interval, bars: Sequence[tuple[date, dict[str, int]]]) -> Json:
    """Return the histogram: the first day of each bar, and the events of each group."""
    counted = [by_group(types) for _, types in bars]
    groups = sorted({name for bar in counted for name in bar})
    return {
        "interval": interval,
        "days": [day.isoformat() for day, _ in bars],
        "groups": {name: [bar.get(name, 0) for bar in counted] for name in groups},
    }
