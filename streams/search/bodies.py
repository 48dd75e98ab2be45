"""Request bodies for searches in Elasticsearch, and the cursors of their pages. Pure."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from streams.errors import UsageError
from streams.search.event_query import MAX_LIMIT, EventQuery, set_criteria, without
from streams.search.filters import Clause, filters, words

MARK_START = "\ue000"
MARK_END = "\ue001"
"""Marks around matched words: private-use characters, as articles may contain any tag."""

EVERYTHING = "everything"
"""Key of the count of all events."""
HIGHLIGHTS = 2
"""Maximum number of highlighted quotes per event."""
HIGHLIGHT_CHARACTERS = 240
"""About the length of the longest sentence in news; longer quotes are cut."""
MAX_ANALYZED = 999_999
"""Characters analyzed for highlights; Elasticsearch rejects a search with a million or more."""

PLACE_NAMES = ("city", "name")
MAX_PLACES = 1000
"""Maximum number of names to suggest from."""

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
    """Return the body that counts, for each criterion, the events found without it."""
    bools: dict[str, Clause] = {
        name: matching(without(query, name)) for name in set_criteria(query)
    }
    bools[EVERYTHING] = {"match_all": {}}
    return {"size": 0, "aggs": {"without": {"filters": {"filters": bools}}}}


def sorting(query: EventQuery) -> list[Any]:
    """Return the sort order of events; the id breaks ties, which paging requires."""
    days, reported = {"date_end": "desc"}, {"last_published": "desc"}
    by_date = [reported, days] if query.order == "reported" else [days, reported]
    by_date.append({"event_id": "asc"})
    return [{"_score": "desc"}, *by_date] if query.by_relevance else by_date


def latest_written_body(query: EventQuery) -> Body:
    """Return the body that lists the events of a query that were indexed last, newest first."""
    return {
        "query": matching(query),
        "sort": [{"indexed_at": "desc"}, {"event_id": "desc"}],
        "size": query.limit,
    }


def written_since_body(query: EventQuery, since: datetime, after: Sequence[Any]) -> Body:
    """Return the body for a page of a query's events indexed at or after a time, oldest first."""
    written = {"range": {"indexed_at": {"gte": since.isoformat()}}}
    body: Body = {
        "query": {"bool": {"filter": [written, matching(query)]}},
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
    """Return the body that finds events by the first characters of their id."""
    return {"query": {"prefix": {"event_id": event_id}}, "size": limit, "sort": ["event_id"]}


def terms_body(field: str, values: Sequence[str]) -> Body:
    """Return the body that finds events with one of the values in a keyword field."""
    return {"query": {"terms": {field: list(values)}}, "size": MAX_LIMIT, "sort": ["event_id"]}


def places_body() -> Body:
    """Return the body that lists the names of cities and places, the most frequent first."""
    aggs = {
        field: {"terms": {"field": f"place.{field}", "size": MAX_PLACES}} for field in PLACE_NAMES
    }
    return {"size": 0, "aggs": aggs}


def matching(query: EventQuery) -> Clause:
    """Return the clause that matches the events of a query."""
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


MAX_CURSOR_CHARACTERS = 1000
"""Maximum length of a cursor; a valid one has about a hundred characters."""


def write_cursor(values: Sequence[Any]) -> str:
    """Return a URL-safe cursor from the sort values of the last event of a page."""
    packed = json.dumps(list(values), separators=(",", ":")).encode()
    return urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(word: str, query: EventQuery) -> tuple[Any, ...]:
    """Return the sort values in a cursor, after which the next page starts.

    Raises:
        UsageError: if it is not a cursor, or one of a search with another sort order.
    """
    values = _values(word)
    if len(values) != len(sorting(query)):
        msg = "invalid cursor: repeat the search without it, or with the sort order it was made for"
        raise UsageError(msg)
    return values


def _values(word: str) -> tuple[Any, ...]:
    try:
        values = json.loads(urlsafe_b64decode(word[:MAX_CURSOR_CHARACTERS] + "==="))
    except (ValueError, RecursionError):
        return ()
    plain = isinstance(values, list) and all(isinstance(v, str | int | float) for v in values)
    return tuple(values) if plain else ()
