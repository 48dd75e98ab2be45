"""Searches for events in Elasticsearch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from elasticsearch import Elasticsearch

from schemas import CityActivity, Event
from streams.index.stored import activity_of, event_of
from streams.search.bodies import (
    PLACE_NAMES,
    activity_body,
    latest_written_body,
    places_body,
    prefix_body,
    search_body,
    terms_body,
    without_each_body,
    written_since_body,
)
from streams.search.event_query import MAX_LIMIT, EventQuery
from streams.settings import Settings

__all__ = [
    "EventHit",
    "EventQuery",
    "SearchPage",
    "activity_of",
    "count_without_each",
    "event_of",
    "events_absorbed_by",
    "events_by_ids",
    "events_of_prefix",
    "known_places",
    "latest_written",
    "newest_activity",
    "read_counts",
    "read_page",
    "read_places",
    "search_events",
    "written_since",
]

EVENTS = "events"
CITY_ACTIVITY = "city-activity"
PREFIX_LIMIT = 10
"""Maximum number of events listed for the first characters of an id."""


@dataclass(frozen=True)
class EventHit:
    """A search result. ``highlights`` are quotes with ``MARK_START`` and ``MARK_END`` in them."""

    event: Event
    highlights: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchPage:
    """One page of results; ``next_after`` selects the next page and is empty on the last."""

    total: int
    hits: tuple[EventHit, ...]
    next_after: tuple[Any, ...]

    @property
    def events(self) -> list[Event]:
        """The events without highlights."""
        return [hit.event for hit in self.hits]


def search_events(client: Elasticsearch, settings: Settings, query: EventQuery) -> SearchPage:
    """Return a page of the events that match.

    Raises:
        elasticsearch.ApiError, elasticsearch.TransportError: as raised by the client.
        MalformedRecord: if a document is not an event of this version of Dateline.
    """
    response = client.search(index=settings.index(EVENTS), **search_body(query))
    return read_page(response.body, query.limit)


def count_without_each(
    client: Elasticsearch, settings: Settings, query: EventQuery
) -> dict[str, int]:
    """Return for each filter how many events match without it."""
    body = without_each_body(query)
    response = client.search(index=settings.index(EVENTS), **body)
    return read_counts(response.body)


def latest_written(client: Elasticsearch, settings: Settings, query: EventQuery) -> list[Event]:
    """Return the events of a query that were indexed last, oldest first."""
    response = client.search(index=settings.index(EVENTS), **latest_written_body(query))
    return read_page(response.body, query.limit).events[::-1]


def written_since(
    client: Elasticsearch, settings: Settings, query: EventQuery, since: datetime
) -> Iterator[Event]:
    """Yield the events of a query that were indexed at or after a time, oldest first."""
    after: tuple[Any, ...] = ()
    while True:
        body = written_since_body(query, since, after)
        page = read_page(client.search(index=settings.index(EVENTS), **body).body, MAX_LIMIT)
        yield from page.events
        if not page.next_after:
            return
        after = page.next_after


def newest_activity(client: Elasticsearch, settings: Settings, limit: int) -> list[CityActivity]:
    """Return the latest days of cities in event time, the busiest city of a day first."""
    body = activity_body(limit)
    hits = client.search(index=settings.index(CITY_ACTIVITY), **body)["hits"]["hits"]
    return [activity_of(hit["_source"]) for hit in hits]


def events_of_prefix(client: Elasticsearch, settings: Settings, event_id: str) -> list[Event]:
    """Return up to ``PREFIX_LIMIT`` events whose id starts with ``event_id``."""
    body = prefix_body(event_id, PREFIX_LIMIT)
    return read_page(client.search(index=settings.index(EVENTS), **body).body, PREFIX_LIMIT).events


def events_by_ids(client: Elasticsearch, settings: Settings, ids: Sequence[str]) -> list[Event]:
    """Return the events with these ids; unknown ids are left out."""
    return _with_any(client, settings, "event_id", ids)


def events_absorbed_by(client: Elasticsearch, settings: Settings, event_id: str) -> list[Event]:
    """Return the events that were merged into an event."""
    return _with_any(client, settings, "superseded_by", [event_id])


def _with_any(
    client: Elasticsearch, settings: Settings, field: str, values: Sequence[str]
) -> list[Event]:
    body = terms_body(field, values)
    return read_page(client.search(index=settings.index(EVENTS), **body).body, MAX_LIMIT).events


def known_places(client: Elasticsearch, settings: Settings) -> list[str]:
    """Return the names of cities and places of events, most frequent first."""
    return read_places(client.search(index=settings.index(EVENTS), **places_body()).body)


def read_page(response: Mapping[str, Any], limit: int) -> SearchPage:
    """Read the response to ``search_body``."""
    found = response["hits"]
    hits = tuple(
        EventHit(
            event_of(hit["_source"]),
            tuple(hit.get("highlight", {}).get("evidence.quote", ())),
        )
        for hit in found["hits"]
    )
    full = len(hits) == limit
    after = tuple(found["hits"][-1]["sort"]) if full else ()
    return SearchPage(found["total"]["value"], hits, after)


def read_counts(response: Mapping[str, Any]) -> dict[str, int]:
    """Read the response to ``without_each_body``."""
    buckets = response["aggregations"]["without"]["buckets"]
    return {name: bucket["doc_count"] for name, bucket in buckets.items()}


def read_places(response: Mapping[str, Any]) -> list[str]:
    """Read the response to ``places_body``."""
    fields = response["aggregations"]
    buckets = [bucket for field in PLACE_NAMES for bucket in fields[field]["buckets"]]
    return list(dict.fromkeys(str(bucket["key"]) for bucket in buckets))
