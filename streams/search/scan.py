"""Read many events: all that match a query, or new revisions as they are indexed."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from elasticsearch import Elasticsearch

from schemas import Event
from streams.index.stored import event_of
from streams.search.bodies import matching
from streams.search.event_query import EventQuery
from streams.settings import Settings

PAGE = 200
"""Number of events in memory; an event with all its claims may take 260 KB."""

KEEP_ALIVE = "5m"
"""Longest time between the requests for two pages."""


def scan_events(
    client: Elasticsearch, settings: Settings, query: EventQuery, page: int = PAGE
) -> Iterator[list[Event]]:
    """Yield pages of all events that match, oldest first; limit and order are ignored.

    All pages are read from a snapshot of the index, whatever is written in the meantime.

    Raises:
        elasticsearch.ApiError, elasticsearch.TransportError: as raised by the client.
        MalformedRecord: if a document is not an event of this version of Dateline.
    """
    index = settings.index("events")
    pit = client.open_point_in_time(index=index, keep_alive=KEEP_ALIVE)["id"]
    after: dict[str, Any] = {}
    try:
        while True:
            answer = client.search(
                pit={"id": pit, "keep_alive": KEEP_ALIVE},
                query=matching(query),
                sort=[{"date_end": "asc"}, {"event_id": "asc"}],
                size=page,
                track_total_hits=False,
                allow_partial_search_results=False,
                **after,
            )
            pit, hits = answer["pit_id"], answer["hits"]["hits"]
            if not hits:
                return
            yield [event_of(hit["_source"]) for hit in hits]
            after = {"search_after": hits[-1]["sort"]}
    finally:
        client.close_point_in_time(id=pit)


POLL_SECONDS = 1.0
"""Time between two polls; Elasticsearch makes new documents visible once a second."""

OVERLAP = timedelta(seconds=60)
"""How far back each poll reads, as another worker may index an earlier timestamp later."""


class Follower:
    """Remembers the revisions already shown, so that overlapping polls show each only once."""

    def __init__(self) -> None:
        self._latest: datetime | None = None
        self._shown: dict[str, int] = {}

    @property
    def since(self) -> datetime | None:
        """Start of the next poll; None before the first event."""
        return None if self._latest is None else self._latest - OVERLAP

    def fresh(self, events: Iterable[Event]) -> list[Event]:
        """Return the revisions not shown yet, in the given order, and remember them."""
        found = []
        for event in events:
            if event.indexed_at is None:
                continue
            self._latest = max(event.indexed_at, self._latest or event.indexed_at)
            if event.revision > self._shown.get(event.event_id, 0):
                self._shown[event.event_id] = event.revision
                found.append(event)
        return found
