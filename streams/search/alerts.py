"""Surges of cities: queries to Elasticsearch, and output as tables or JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TextIO, get_args

from elasticsearch import Elasticsearch
from rich.console import Console
from rich.text import Text

from schemas import Alert
from streams.index.stored import alert_of
from streams.search.event_query import DEFAULT_LIMIT, MAX_LIMIT
from streams.search.fitted import Column, FittedTable
from streams.search.words import area_text, without_controls
from streams.settings import Settings

ALERTS = "alerts"
Format = Literal["table", "json", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)
LEAST_USUAL = 0.1
"""Smallest expected number that is shown; with one decimal, a smaller one rounds to 0."""


@dataclass(frozen=True)
class AlertQuery:
    """The surges to list: ``since`` and ``until`` are days, ``active_at`` is a point in time."""

    city: str | None = None
    city_ids: tuple[str, ...] = ()
    """Gazetteer ids that ``city`` also stands for."""
    country: str | None = None
    measure: str | None = None
    since: date | None = None
    until: date | None = None
    active_at: datetime | None = None
    corrected: bool = False
    """Include alerts that later articles corrected."""
    limit: int = DEFAULT_LIMIT

    def __post_init__(self) -> None:
        """Check the limit.

        Raises:
            ValueError: if the limit is out of range.
        """
        if not 1 <= self.limit <= MAX_LIMIT:
            msg = f"limit must be 1 to {MAX_LIMIT}, not {self.limit}"
            raise ValueError(msg)


def alerts_body(query: AlertQuery) -> dict[str, Any]:
    """Return the request body: newest window first, then highest score."""
    terms = {
        "area.country": query.country,
        "measure": query.measure,
    }
    clauses: list[dict[str, Any]] = [
        {"term": {field: value}} for field, value in terms.items() if value
    ]
    if query.city:
        named = [
            {"term": {"area.name.folded": query.city}},
            {"terms": {"area.area_id": list(query.city_ids)}},
        ]
        clauses.append({"bool": {"should": named, "minimum_should_match": 1}})
    if query.since:
        clauses.append({"range": {"window_end": {"gt": query.since.isoformat()}}})
    if query.until:
        clauses.append({"range": {"window_start": {"lte": query.until.isoformat()}}})
    if query.active_at:
        clauses.append({"term": {"status": "firing"}})
        clauses.append({"range": {"ends_at": {"gt": query.active_at.isoformat()}}})
    left_out = [] if query.corrected else [{"term": {"resolution": "corrected"}}]
    return {
        "query": {"bool": {"filter": clauses, "must_not": left_out}},
        "sort": [{"window_start": "desc"}, {"score": "desc"}, {"alert_id": "asc"}],
        "size": query.limit,
    }


def find_alerts(client: Elasticsearch, settings: Settings, query: AlertQuery) -> list[Alert]:
    """Return the surges that match.

    Raises:
        elasticsearch.ApiError, elasticsearch.TransportError: as raised by the client.
        MalformedRecord: if a document is not an alert of this version of Dateline.
    """
    return read_alerts(client.search(index=settings.index(ALERTS), **alerts_body(query)).body)


def read_alerts(response: Mapping[str, Any]) -> list[Alert]:
    """Read the response to ``alerts_body``."""
    return [alert_of(hit["_source"]) for hit in response["hits"]["hits"]]


def state_text(alert: Alert, now: datetime) -> str:
    """Return the state of an alert at a time: active, ended or corrected."""
    if alert.resolution == "corrected":
        return "corrected"
    return "active" if alert.status == "firing" and now < alert.ends_at else "ended"


def usual_text(alert: Alert) -> str:
    """Return the expected count, and the ratio of the observed count to it: '2.1 (7x)'."""
    if alert.expected < LEAST_USUAL:
        return f"under {LEAST_USUAL}"
    factor = "" if alert.ratio is None else f" ({alert.ratio:.0f}x)"
    return f"{alert.expected:.1f}{factor}"


def span_text(alert: Alert) -> str:
    """Return the window as text: 'day 2025-03-06', '2 days to 2025-03-07', 'week 2025-03-03'."""
    day = f"{alert.window_start:%Y-%m-%d}"
    if alert.span > 1:
        return f"{alert.span} {alert.granularity}s to {day}"
    return f"{alert.granularity} {day}"


def alert_table(alerts: Sequence[Alert], now: datetime) -> FittedTable:
    """Return surges as rows: area, window, count, usual count, score, state."""
    columns = (
        Column("area", wraps=True),
        Column("window", style="cyan", wraps=True),
        *(Column(name, right=True) for name in ("count", "usual", "score")),
        Column("state"),
    )
    rows = [
        [
            Text(without_controls(area_text(alert.area))),
            Text(span_text(alert)),
            Text(f"{alert.count} {alert.measure}"),
            Text(usual_text(alert)),
            Text(f"{alert.score:.1f}"),
            Text(state, style="bold red" if state == "active" else ""),
        ]
        for alert in alerts
        if (state := state_text(alert, now))
    ]
    return FittedTable(lambda: (columns, rows))


def write_alerts(alerts: Sequence[Alert], form: Format, now: datetime, out: TextIO) -> None:
    """Write surges as a table, as one JSON array, or as one JSON object per line."""
    if form == "table":
        Console(file=out).print(alert_table(alerts, now))
    elif form == "json":
        records = [alert.model_dump(mode="json") for alert in alerts]
        out.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
    else:
        for alert in alerts:
            out.write(alert.to_json().decode() + "\n")
