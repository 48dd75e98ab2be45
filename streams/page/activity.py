"""Activity of cities and their surges: the requests, and what the page shows of the answers."""

import math
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
SPARKS = 30
"""Bars of a sparkline at most: each stands for as many days as are needed."""
SPARK_WIDTH, SPARK_HEIGHT = 64, 22
"""Pixels of a sparkline."""
SPARK_GAP = 0.2
"""Part of a bar's room that is left free."""
LEAST_BAR = 1.5
"""Pixels of the lowest bar, so that one event is seen beside many."""
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
    counts: tuple[int, ...] = ()
    """Events by equal spans of days, from the first day with any city's events."""


@dataclass(frozen=True)
class Bar:
    """A bar of a sparkline, in pixels; ``is_high`` where it is far above the mean."""

    x: float
    y: float
    width: float
    height: float
    is_high: bool


@dataclass(frozen=True)
class Sparkline:
    """The events of a city over time, with a line at their mean; in pixels."""

    bars: list[Bar]
    mean_y: float
    description: str
    width: int = SPARK_WIDTH
    height: int = SPARK_HEIGHT


@dataclass(frozen=True)
class ActivityRow:
    """A city as the page shows it."""

    name: str
    address: str
    events: int
    sparkline: Sparkline
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
        "days": {
            "auto_date_histogram": {"field": "window_start", "buckets": SPARKS},
            "aggs": {"events": {"sum": {"field": "n_events"}}},
        },
        "country": {"terms": {"field": "area.country", "size": 1}},
    },
}


def read_activity(answer: Mapping[str, Any]) -> list[AreaActivity]:
    """Read the answer to ``activity_request``; cities without events are left out."""
    areas = [_area(bucket) for bucket in answer["aggregations"]["areas"]["buckets"]]
    return [area for area in areas if area.events]


def activity_rows(form: SearchForm, areas: Sequence[AreaActivity]) -> list[ActivityRow]:
    """Return the cities as rows, the busiest first, each with the way to its events."""
    return [
        ActivityRow(
            name=f"{area.name}, {area.country}" if area.country else area.name,
            address=form.address(city=area.name),
            events=area.events,
            sparkline=sparkline(area.counts or (area.events,)),
            killed=figure_range(area.killed_low, area.killed_high),
        )
        for area in areas
    ]


def sparkline(counts: Sequence[int]) -> Sparkline:
    """Return bars for counts of events, with a line at the mean.

    A bar is high from the mean and two roots of it: the spread that chance alone gives counts.
    """
    mean = sum(counts) / len(counts)
    high = mean + 2 * math.sqrt(mean)
    room = SPARK_WIDTH / max(len(counts), 8)
    scale = SPARK_HEIGHT / max(*counts, mean, 1)
    bars = []
    for number, count in enumerate(counts):
        if count:
            height = max(LEAST_BAR, count * scale)
            x, y = round(number * room, 1), round(SPARK_HEIGHT - height, 1)
            bars.append(Bar(x, y, round(room * (1 - SPARK_GAP), 1), round(height, 1), count > high))
    text = f"mean {mean:.1f}, highest {max(counts)} of {len(counts)} spans"
    return Sparkline(bars, round(SPARK_HEIGHT - mean * scale, 1), text)


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
        counts=tuple(int(day["events"]["value"]) for day in bucket["days"]["buckets"]),
    )
