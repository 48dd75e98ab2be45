"""Activity of cities: what is asked, and how it is drawn as bars. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from streams.page.html import Html, el
from streams.search.event_query import EventQuery
from streams.search.words import figure_range

SHOWN_AREAS = 12
BAR_WIDTH = 100


@dataclass(frozen=True)
class AreaActivity:
    """A city's events and killed over the days asked for. Persons; None means untold."""

    area_id: str
    name: str
    country: str | None
    events: int
    killed_low: int | None
    killed_high: int | None


def activity_request(query: EventQuery) -> dict[str, Any]:
    """Return the body that sums the days of each city within the dates and place asked for."""
    days: dict[str, str] = {}
    if query.since:
        days["gte"] = query.since.isoformat()
    if query.until:
        days["lte"] = query.until.isoformat()
    terms = {"clock": "event", "granularity": "day", "area.level": "city"}
    clauses: list[dict[str, Any]] = [{"term": {name: value}} for name, value in terms.items()]
    if days:
        clauses.append({"range": {"window_start": days}})
    if query.city:
        clauses.append({"term": {"area.name.folded": query.city}})
    if query.country:
        clauses.append({"term": {"area.country": query.country}})
    return {"size": 0, "query": {"bool": {"filter": clauses}}, "aggs": {"areas": _AREAS}}


_AREAS: dict[str, Any] = {
    "terms": {"field": "area.area_id", "size": SHOWN_AREAS, "order": {"events": "desc"}},
    "aggs": {
        "events": {"sum": {"field": "n_events"}},
        "low": {"stats": {"field": "casualties.killed.low"}},
        "high": {"stats": {"field": "casualties.killed.high"}},
        "name": {"terms": {"field": "area.name", "size": 1}},
        "country": {"terms": {"field": "area.country", "size": 1}},
    },
}


def read_activity(answer: Mapping[str, Any]) -> list[AreaActivity]:
    """Read the answer to ``activity_request``; cities without events are left out."""
    areas = [_area(bucket) for bucket in answer["aggregations"]["areas"]["buckets"]]
    return [area for area in areas if area.events]


def activity_table(areas: Sequence[AreaActivity]) -> Html:
    """Return the cities as a table with a bar of their events."""
    most = max((area.events for area in areas), default=1)
    heads = [el("th", name, scope="col") for name in ("city", "events", "killed")]
    rows = [
        el(
            "tr",
            el("th", _name(area), scope="row"),
            el("td", _bar(area.events, most)),
            el("td", figure_range(area.killed_low, area.killed_high), class_="number"),
        )
        for area in areas
    ]
    return el("table", el("thead", el("tr", heads)), el("tbody", rows), class_="activity")


def _name(area: AreaActivity) -> str:
    return f"{area.name}, {area.country}" if area.country else area.name


def _bar(events: int, most: int) -> list[Html]:
    width = max(1, round(BAR_WIDTH * events / most))
    bar = el("rect", width=width, height=12, rx=2)
    svg = el("svg", bar, class_="bar", width=BAR_WIDTH, height=12, aria_hidden="true")
    return [svg, el("span", events)]


def _area(bucket: Mapping[str, Any]) -> AreaActivity:
    def only(name: str) -> str | None:
        found = bucket[name]["buckets"]
        return str(found[0]["key"]) if found else None

    def total(name: str) -> int | None:
        return int(bucket[name]["sum"]) if bucket[name]["count"] else None

    return AreaActivity(
        area_id=bucket["key"],
        name=only("name") or bucket["key"],
        country=only("country"),
        events=int(bucket["events"]["value"]),
        killed_low=total("low"),
        killed_high=total("high"),
    )
