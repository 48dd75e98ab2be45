"""Activity of cities and their surges: the requests, and what the page shows of the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from schemas import Alert
from streams.page.form import SearchForm
from streams.search.alerts import AlertQuery, span_text, state_text, usual_text
from streams.search.event_query import EventQuery
from streams.search.words import area_text, figure_range

SHOWN_AREAS = 12
"""Cities listed with their activity: what fits beside the map without scrolling."""
SHOWN_SURGES = 8
"""Surges listed; each takes three lines, so fewer than cities."""
BAR_WIDTH = 100
"""Pixels of the bar of the busiest city."""
A_MOMENT = timedelta(seconds=1)
"""Taken off the end of a window, which is the first moment after it."""


@dataclass(frozen=True)
class AreaActivity:
    """A city's events and killed persons over the days of a search; None means not stated."""

    area_id: str
    name: str
    country: str | None
    events: int
    killed_low: int | None
    killed_high: int | None


@dataclass(frozen=True)
class ActivityRow:
    """A city as the page shows it; ``bar_width`` is in pixels."""

    name: str
    events: int
    bar_width: int
    killed: str


@dataclass(frozen=True)
class SurgeItem:
    """A surge as the page shows it; ``address`` leads to the events of its window."""

    area: str
    address: str
    window: str
    figures: str
    state: str
    explanation: str


def activity_request(query: EventQuery) -> dict[str, Any]:
    """Return the body that sums the days of each city within the dates and place of a search."""
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


def activity_rows(areas: Sequence[AreaActivity]) -> list[ActivityRow]:
    """Return the cities as rows; the busiest has the longest bar."""
    most = max((area.events for area in areas), default=1)
    return [
        ActivityRow(
            name=f"{area.name}, {area.country}" if area.country else area.name,
            events=area.events,
            bar_width=max(1, round(BAR_WIDTH * area.events / most)),
            killed=figure_range(area.killed_low, area.killed_high),
        )
        for area in areas
    ]


def surges_query(query: EventQuery) -> AlertQuery:
    """Return the query for surges within the dates and place of a search."""
    return AlertQuery(
        city=query.city,
        country=query.country,
        since=query.since,
        until=query.until,
        limit=SHOWN_SURGES,
    )


def surge_items(form: SearchForm, alerts: Sequence[Alert], now: datetime) -> list[SurgeItem]:
    """Return surges with their state at ``now``, and the way to the events of each."""
    return [_surge(form, alert, now) for alert in alerts]


def _surge(form: SearchForm, alert: Alert, now: datetime) -> SurgeItem:
    address = form.address(
        city=alert.area.name,
        since=f"{alert.window_start:%Y-%m-%d}",
        until=f"{alert.window_end - A_MOMENT:%Y-%m-%d}",
    )
    return SurgeItem(
        area=area_text(alert.area),
        address=address,
        window=span_text(alert),
        figures=f"{alert.count} {alert.measure}, usual {usual_text(alert)}",
        state=state_text(alert, now),
        explanation=alert.explanation,
    )


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
