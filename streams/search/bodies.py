"""Questions about events, and the request bodies that ask Elasticsearch. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.event import EventStatus

STANDING: tuple[EventStatus, ...] = ("candidate", "confirmed", "disputed")
"""Statuses of events that still hold; the others are history of the record itself."""

MARK_START = "\ue000"
MARK_END = "\ue001"
"""Around what a quote matched: characters for private use, because articles may hold any tag."""

MAX_LIMIT = 500
EVERYTHING = "everything"
HIGHLIGHTS = 2
"""Quotes shown per event."""

HIGHLIGHT_CHARACTERS = 240
MAX_ANALYZED = 999_999
"""Characters looked through for highlights; over a million the server refuses the search."""

PLACE_NAMES = ("city", "name")
MAX_PLACES = 1000
"""Names that are listed for suggestions."""

Order = Literal["relevance", "newest"]
Clause = dict[str, Any]
Body = dict[str, Any]


class EventQuery(BaseModel):
    """What a person looks for; every filter that is set must hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str | None = Field(default=None, description='Words, "phrases", -excluded, a | b.')
    city: str | None = Field(default=None, description="City or place, any case and accents.")
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2 or alpha-3.")
    event_type: str | None = None
    since: date | None = Field(default=None, description="First day; the event may end later.")
    until: date | None = Field(default=None, description="Last day; the event may begin earlier.")
    status: tuple[EventStatus, ...] = STANDING
    """Empty means any."""
    current_only: bool = True
    """Leave out what is denied, feared or announced, history, and tolls since a date."""
    min_independent: int | None = Field(default=None, ge=1, description="Independent outlets.")
    limit: int = Field(default=20, ge=1, le=MAX_LIMIT)
    order: Order = "relevance"
    """By relevance only where there is text; else the newest event comes first."""
    search_after: tuple[Any, ...] = ()
    """Where the page before ended."""


def search_body(query: EventQuery) -> Body:
    """Return the body of ``_search`` for one page of events."""
    body: Body = {
        "query": {"bool": _bool(query, filters(query))},
        "sort": _sort(query),
        "size": query.limit,
        "track_total_hits": True,
    }
    if query.text:
        body["highlight"] = _highlight(query.text)
    if query.search_after:
        body["search_after"] = list(query.search_after)
    return body


def without_each_body(query: EventQuery) -> Body:
    """Return the body that counts the events left when each filter in turn is dropped.

    ``EVERYTHING`` counts all events there are.
    """
    named = filters(query)
    bools: dict[str, Clause] = {
        name: {"bool": _bool(query, {n: c for n, c in named.items() if n != name})}
        for name in named
    }
    if query.text:
        bools["text"] = {"bool": _bool(query.model_copy(update={"text": None}), named)}
    bools[EVERYTHING] = {"match_all": {}}
    return {"size": 0, "aggs": {"without": {"filters": {"filters": bools}}}}


def filters(query: EventQuery) -> dict[str, Clause]:
    """Return the filters that are set, by the name of the field that sets them."""
    found: dict[str, Clause | None] = {
        "city": _city(query.city) if query.city else None,
        "country": _country(query.country) if query.country else None,
        "event_type": _term("event_type", query.event_type),
        "since": _range("date_end", "gte", query.since),
        "until": _until(query.until) if query.until else None,
        "status": {"terms": {"status": list(query.status)}} if query.status else None,
        "current_only": _CURRENT if query.current_only else None,
        "min_independent": _range("n_independent", "gte", query.min_independent),
    }
    return {name: clause for name, clause in found.items() if clause is not None}


def latest_written_body(limit: int) -> Body:
    """Return the body that lists the events written last, the latest first."""
    return {"sort": [{"indexed_at": "desc"}, {"event_id": "desc"}], "size": limit}


def written_since_body(since: datetime, after: Sequence[Any]) -> Body:
    """Return the body of one page of the events written from a time on, oldest first."""
    body: Body = {
        "query": {"range": {"indexed_at": {"gte": since.isoformat()}}},
        "sort": [{"indexed_at": "asc"}, {"event_id": "asc"}],
        "size": MAX_LIMIT,
    }
    if after:
        body["search_after"] = list(after)
    return body


def activity_body(limit: int) -> Body:
    """Return the body that lists the latest days of cities in event time."""
    wanted = {"clock": "event", "granularity": "day", "area.level": "city"}
    clauses = [{"term": {field: value}} for field, value in wanted.items()]
    return {
        "query": {"bool": {"filter": [*clauses, {"range": {"n_events": {"gte": 1}}}]}},
        "sort": [{"window_start": "desc"}, {"n_events": "desc"}, {"activity_id": "asc"}],
        "size": limit,
    }


def prefix_body(event_id: str, limit: int) -> Body:
    """Return the search for events whose id begins so."""
    return {"query": {"prefix": {"event_id": event_id}}, "size": limit, "sort": ["event_id"]}


def terms_body(field: str, values: Sequence[str]) -> Body:
    """Return the search for events with one of the values in a keyword field."""
    return {"query": {"terms": {field: list(values)}}, "size": MAX_LIMIT, "sort": ["event_id"]}


def places_body() -> Body:
    """Return the body that lists the names of cities and places, the most frequent first."""
    aggs = {
        field: {"terms": {"field": f"place.{field}", "size": MAX_PLACES}} for field in PLACE_NAMES
    }
    return {"size": 0, "aggs": aggs}


_CURRENT: Clause = {
    "bool": {"must": [{"term": {"modality": "asserted"}}, {"term": {"temporal_role": "current"}}]}
}


def _bool(query: EventQuery, named: Mapping[str, Clause]) -> Clause:
    clause: Clause = {"filter": list(named.values())}
    if query.text:
        clause["must"] = [_words(query.text, ["search_text"])]
        clause["should"] = [
            _words(query.text, ["place.name.text^3", "place.city.text^2"], "or"),
            _words(query.text, ["event_label^2", "search_text.standard"], "or"),
        ]
    return clause


def _words(text: str, fields: list[str], operator: str = "and") -> Clause:
    # simple_query_string never fails on what people type.
    return {"simple_query_string": {"query": text, "fields": fields, "default_operator": operator}}


def _city(name: str) -> Clause:
    fields = ("city.folded", "name.folded", "name_as_written.folded", "city_id", "gazetteer_id")
    return _any_of([{"term": {f"place.{field}": name}} for field in fields])


def _country(code: str) -> Clause:
    field = "place.country_iso3" if len(code) == 3 else "place.country"
    return {"term": {field: code.upper()}}


def _until(day: date) -> Clause:
    no_start = {"bool": {"must_not": {"exists": {"field": "date_start"}}}}
    undated = {"bool": {"filter": [no_start, _range("date_end", "lte", day)]}}
    return _any_of([_range("date_start", "lte", day), undated])


def _any_of(clauses: list[Any]) -> Clause:
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def _term(field: str, value: str | None) -> Clause | None:
    return None if value is None else {"term": {field: value}}


def _range(field: str, operator: str, value: date | int | None) -> Clause | None:
    if value is None:
        return None
    bound = value if isinstance(value, int) else value.isoformat()
    return {"range": {field: {operator: bound}}}


def _sort(query: EventQuery) -> list[Any]:
    newest = [{"date_end": "desc"}, {"last_published": "desc"}, {"event_id": "asc"}]
    by_score = query.text and query.order == "relevance"
    return [{"_score": "desc"}, *newest] if by_score else newest


def _highlight(text: str) -> Body:
    return {
        "pre_tags": [MARK_START],
        "post_tags": [MARK_END],
        "highlight_query": _words(text, ["evidence.quote"], "or"),
        "max_analyzed_offset": MAX_ANALYZED,
        "fields": {
            "evidence.quote": {
                "number_of_fragments": HIGHLIGHTS,
                "fragment_size": HIGHLIGHT_CHARACTERS,
                "order": "score",
            }
        },
    }
