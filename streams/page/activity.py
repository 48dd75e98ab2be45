"""Activity of cities and their surges: the requests, and what the page shows of the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from schemas import Alert
from streams.activity.baseline import BASELINE_DAYS
from streams.page.form import SearchForm
from streams.page.sparkline import Sparkline, spans_of, sparkline
from streams.search.alerts import AlertQuery, span_text, state_text, usual_text
from streams.search.event_query import EventQuery
from streams.search.words import area_text, country_name, figure_range

SHOWN_AREAS = 12
"""Cities listed with their activity: what fits beside the map without scrolling."""
SHOWN_SURGES = 8
"""Surges listed; each takes three lines, so fewer than cities."""
SHOWN_MARKS = 200
"""Surges read, so that those of the cities listed can be marked."""
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
    days: Mapping[date, int] = field(default_factory=dict)
    """Events by day, those of the 28 days before the search too."""


@dataclass(frozen=True)
class Activity:
    """The busiest cities, with the days that their bars stand for."""

    areas: Sequence[AreaActivity] = ()
    watched: date = date.min
    """The first day with events of any city, as far as days were read."""
    first: date = date.min
    last: date = date.min


@dataclass(frozen=True)
class ActivityRow:
    """A city as the page shows it."""

    name: str
    address: str
    events: int
    sparkline: Sparkline
    killed: str
    has_surge: bool
    """Whether a surge of it is active."""


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
    """Return the body that sums the days of each city within the dates and place of a search.

    The days before the search are read too, for what is usual, but count for nothing else.
    """
    days: dict[str, str] = {}
    if query.since:
        days["gte"] = query.since.isoformat()
    if query.until:
        days["lte"] = query.until.isoformat()
    terms = {"clock": "event", "granularity": "day", "area.level": "city"}
    clauses: list[dict[str, Any]] = [{"term": {name: value}} for name, value in terms.items()]
    if query.since:
        before = query.since - timedelta(days=BASELINE_DAYS)
        clauses.append({"range": {"window_start": days | {"gte": before.isoformat()}}})
    elif days:
        clauses.append({"range": {"window_start": days}})
    if query.city:
        clauses.append({"term": {"area.name.folded": query.city}})
    if query.country:
        clauses.append({"term": {"area.country": query.country}})
    shown = {"range": {"window_start": days}} if days else {"match_all": {}}
    return {"size": 0, "query": {"bool": {"filter": clauses}}, "aggs": _aggregations(shown)}


def _aggregations(shown: dict[str, Any]) -> dict[str, Any]:
    """Return the sums of each city over the days shown, its days, and the days of all."""
    sums = {
        "events": {"sum": {"field": "n_events"}},
        "low": {"stats": {"field": "casualties.killed.low"}},
        "high": {"stats": {"field": "casualties.killed.high"}},
    }
    by_day = {"field": "window_start", "calendar_interval": "day", "min_doc_count": 1}
    area = {
        "shown": {"filter": shown, "aggs": sums},
        "name": {"terms": {"field": "area.name", "size": 1}},
        "country": {"terms": {"field": "area.country", "size": 1}},
        "days": {"date_histogram": by_day, "aggs": {"events": sums["events"]}},
    }
    busiest = {"field": "area.area_id", "size": SHOWN_AREAS, "order": {"shown>events": "desc"}}
    bounds = {
        "first": {"min": {"field": "window_start"}},
        "last": {"max": {"field": "window_start"}},
    }
    return {
        "areas": {"terms": busiest, "aggs": area},
        "watched": {"min": {"field": "window_start"}},
        "shown": {"filter": shown, "aggs": bounds},
    }


def read_activity(answer: Mapping[str, Any]) -> Activity:
    """Read the answer to ``activity_request``; cities without events are left out."""
    found = answer["aggregations"]
    areas = [_area(bucket) for bucket in found["areas"]["buckets"]]
    seen = [area for area in areas if area.events]
    if not seen:
        return Activity()
    watched = _day(found["watched"]["value"])
    first, last = (_day(found["shown"][name]["value"]) for name in ("first", "last"))
    return Activity(seen, watched, first, last)


def _day(milliseconds: float) -> date:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()


def activity_rows(
    form: SearchForm, activity: Activity, alerts: Sequence[Alert], now: datetime
) -> list[ActivityRow]:
    """Return the cities as rows, the busiest first, each with the way to its events."""
    return [_row(form, activity, area, alerts, now) for area in activity.areas]


def _row(
    form: SearchForm,
    activity: Activity,
    area: AreaActivity,
    alerts: Sequence[Alert],
    now: datetime,
) -> ActivityRow:
    own = [one for one in alerts if one.area.area_id == area.area_id]
    days = {one.window_start.date() for one in own if one.clock == "event"}
    spans = spans_of(area.days, activity.watched, activity.first, activity.last, days)
    # A search within a country needs no country beside each city.
    country = area.country if form.query.country is None else None
    return ActivityRow(
        name=f"{area.name}, {country_name(country)}" if country else area.name,
        address=form.address(city=area.name),
        events=area.events,
        sparkline=sparkline(spans),
        killed=figure_range(area.killed_low, area.killed_high),
        has_surge=any(state_text(one, now) == "active" for one in own),
    )


def surges_query(query: EventQuery) -> AlertQuery:
    """Return the query for surges within the dates and place of a search."""
    return AlertQuery(
        city=query.city,
        country=query.country,
        since=query.since,
        until=query.until,
        limit=SHOWN_MARKS,
    )


def surge_items(form: SearchForm, alerts: Sequence[Alert], now: datetime) -> list[SurgeItem]:
    """Return the newest surges with their state at ``now``, and the way to the events of each."""
    return [_surge(form, alert, now) for alert in alerts[:SHOWN_SURGES]]


def _surge(form: SearchForm, alert: Alert, now: datetime) -> SurgeItem:
    address = form.address(
        city=alert.area.name,
        since=f"{alert.window_start:%Y-%m-%d}",
        until=f"{alert.window_end - A_MOMENT:%Y-%m-%d}",
    )
    return SurgeItem(
        area=area_text(alert.area, in_full=True),
        address=address,
        window=span_text(alert),
        figures=f"{alert.count} {alert.measure}, usual {usual_text(alert)}",
        state=state_text(alert, now),
        explanation=alert.explanation,
    )


def _area(bucket: Mapping[str, Any]) -> AreaActivity:
    shown = bucket["shown"]

    def only(name: str) -> str | None:
        found = bucket[name]["buckets"]
        return str(found[0]["key"]) if found else None

    def total(name: str) -> int | None:
        return int(shown[name]["sum"]) if shown[name]["count"] else None

    return AreaActivity(
        area_id=bucket["key"],
        name=only("name") or bucket["key"],
        country=only("country"),
        events=int(shown["events"]["value"]),
        killed_low=total("low"),
        killed_high=total("high"),
        days={_day(day["key"]): int(day["events"]["value"]) for day in bucket["days"]["buckets"]},
    )
