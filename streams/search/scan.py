"""All events that match, a page at a time, as they are when the scan begins."""

from collections.abc import Iterator
from typing import Any

from elasticsearch import Elasticsearch

from schemas import Event
from streams.index.stored import event_of
from streams.search.bodies import matching
from streams.search.event_query import EventQuery
from streams.settings import Settings

PAGE = 200
"""Events in memory at a time; one with all its claims may have 260 KB."""

KEEP_ALIVE = "5m"
"""Longest that a page may take to be written before the next is asked for."""


def scan_events(
    client: Elasticsearch, settings: Settings, query: EventQuery, page: int = PAGE
) -> Iterator[list[Event]]:
    """Yield pages of all events that match, oldest first; limit and order play no part.

    What is written meanwhile does not change them: they come from one point in time.

    Raises:
        elasticsearch.ApiError, elasticsearch.TransportError: as the client does.
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
