"""The request bodies that ask Elasticsearch about events. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from streams.search.event_query import MAX_LIMIT, EventQuery, set_criteria, without
from streams.search.filters import Clause, filters, words

MARK_START = "\ue000"
MARK_END = "\ue001"
"""Around what a quote matched: characters for private use, because articles may hold any tag."""

EVERYTHING = "everything"
HIGHLIGHTS = 2
"""Quotes shown per event."""

HIGHLIGHT_CHARACTERS = 240
MAX_ANALYZED = 999_999
"""Characters looked through for highlights; over a million the server refuses the search."""

PLACE_NAMES = ("city", "name")
MAX_PLACES = 1000
"""Names that are listed for suggestions."""

Body = dict[str, Any]


def search_body(query: EventQuery) -> Body:
    """Return the body of ``_search`` for one page of events."""
    body: Body = {
        "query": matching(query),
        "sort": sorting(query),
        "size": query.limit,
        "track_total_hits": True,
    }
    if query.text:
        body["highlight"] = _highlight(query.text)
    if query.search_after:
        body["search_after"] = list(query.search_after)
    return body


def without_each_body(query: EventQuery) -> Body:
    """Return the body that counts the events left when each criterion in turn is dropped.

    ``EVERYTHING`` counts all events there are.
    """
    bools: dict[str, Clause] = {
        name: matching(without(query, name)) for name in set_criteria(query)
    }
    bools[EVERYTHING] = {"match_all": {}}
    return {"size": 0, "aggs": {"without": {"filters": {"filters": bools}}}}


def sorting(query: EventQuery) -> list[Any]:
    """Return the order of the events found; the id makes it one that pages may follow."""
    days, told = {"date_end": "desc"}, {"last_published": "desc"}
    by_date = [told, days] if query.order == "reported" else [days, told]
    by_date.append({"event_id": "asc"})
    return [{"_score": "desc"}, *by_date] if query.by_relevance else by_date


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


def matching(query: EventQuery) -> Clause:
    """Return the clause that the events found match."""
    clause: Clause = {"filter": filters(query)}
    if query.text:
        clause["must"] = [words(query.text, ["search_text"])]
        clause["should"] = [
            words(query.text, ["place.name.text^3", "place.city.text^2"], "or"),
            words(query.text, ["event_label^2", "search_text.standard"], "or"),
        ]
    return {"bool": clause}


def _highlight(text: str) -> Body:
    return {
        "pre_tags": [MARK_START],
        "post_tags": [MARK_END],
        "highlight_query": words(text, ["evidence.quote"], "or"),
        "max_analyzed_offset": MAX_ANALYZED,
        "fields": {
            "evidence.quote": {
                "number_of_fragments": HIGHLIGHTS,
                "fragment_size": HIGHLIGHT_CHARACTERS,
                "order": "score",
            }
        },
    }
