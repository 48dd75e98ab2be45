"""What the page reads: records from Elasticsearch, and places of the gazetteer."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from elasticsearch import AsyncElasticsearch

from schemas import Alert, Event
from streams.geocode.gazetteer.build import open_gazetteer
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.gazetteer.reader import Gazetteer
from streams.index.ready import check_info
from streams.page.activity import Activity, activity_request, read_activity, surges_query
from streams.search.alerts import ALERTS, alerts_body, read_alerts
from streams.search.bodies import Body, places_body, search_body, terms_body, without_each_body
from streams.search.cities import NamedPlaces, find_city
from streams.search.event_query import MAX_LIMIT, Box, EventQuery
from streams.search.overview import (
    Interval,
    cells_body,
    extent_body,
    facets_body,
    points_body,
    read_facets,
    timeline_body,
)
from streams.search.query import SearchPage, event_of, read_counts, read_page, read_places
from streams.settings import Settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class StoredArticle:
    """The fields of a stored article that the page shows."""

    article_id: str
    version: int
    status: str
    title: str | None
    text: str


class Reads:
    """Reads with one client; checks the version of the server before the first read.

    All methods raise what the client raises, and ``ServerError`` if the version is unsupported.
    """

    def __init__(self, client: AsyncElasticsearch, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._checked = False

    async def events(self, query: EventQuery) -> SearchPage:
        """Return a page of events."""
        answer = await self._search("events", search_body(query))
        return read_page(answer, query.limit)

    async def counts(self, query: EventQuery) -> dict[str, int]:
        """Return how many events would be found without each filter."""
        return read_counts(await self._search("events", without_each_body(query)))

    async def places(self) -> list[str]:
        """Return the names of the places of events."""
        return read_places(await self._search("events", places_body()))

    async def activity(self, query: EventQuery) -> Activity:
        """Return the busiest cities within the dates and place of a query."""
        return read_activity(await self._search("city-activity", activity_request(query)))

    async def surges(self, query: EventQuery) -> list[Alert]:
        """Return the newest surges within the dates and place of a query."""
        return read_alerts(await self._search(ALERTS, alerts_body(surges_query(query))))

    async def facets(self, query: EventQuery) -> dict[str, list[tuple[str, int]]]:
        """Return the values of each facet with their counts."""
        return read_facets(await self._search("events", facets_body(query)))

    async def extent(self, query: EventQuery) -> Body:
        """Return the days and the rectangle of the events that match, and their number."""
        return await self._search("events", extent_body(query))

    async def cells(self, query: EventQuery, view: Box, zoom: float) -> Body:
        """Return the events of a view of the map, counted in cells."""
        return await self._search("events", cells_body(query, view, zoom))

    async def points(self, query: EventQuery, view: Box, limit: int) -> Body:
        """Return the events of a view of the map, one by one."""
        return await self._search("events", points_body(query, view, limit))

    async def timeline(
        self, query: EventQuery, interval: Interval, first: date, last: date
    ) -> Body:
        """Return the events by interval and type."""
        return await self._search("events", timeline_body(query, interval, first, last))

    async def recent(self, body: Body, limit: int) -> SearchPage:
        """Return the events of a request that asks for those indexed last."""
        return read_page(await self._search("events", body), limit)

    async def event(self, event_id: str) -> Event | None:
        """Return an event by its id; None when there is none."""
        body = {"query": {"term": {"event_id": event_id}}, "size": 1}
        hits = (await self._search("events", body))["hits"]["hits"]
        return event_of(hits[0]["_source"]) if hits else None

    async def events_of(self, event_ids: Sequence[str]) -> list[Event]:
        """Return the events with some ids; unknown ones are left out."""
        if not event_ids:
            return []
        answer = await self._search("events", terms_body("event_id", event_ids[:MAX_LIMIT]))
        return read_page(answer, MAX_LIMIT).events

    async def articles(self, article_ids: list[str]) -> dict[str, StoredArticle]:
        """Return the stored articles among some ids."""
        names = ["article_id", "version", "status", "title", "text"]
        body = {
            "query": {"terms": {"article_id": article_ids}},
            "source": names,
            "size": len(article_ids),
        }
        hits = (await self._search("articles", body))["hits"]["hits"]
        found = [
            StoredArticle(**{name: hit["_source"].get(name) for name in names}) for hit in hits
        ]
        return {article.article_id: article for article in found}

    async def _search(self, index: str, body: dict[str, Any]) -> dict[str, Any]:
        if not self._checked:
            check_info((await self._client.info()).body, self._settings)
            self._checked = True
        answer = await self._client.search(index=self._settings.index(index), **body)
        read: dict[str, Any] = answer.body
        return read


class Places:
    """Looks up the places that a search can be near to.

    The gazetteer is opened for the first name. Any thread may ask; one is answered at a time.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._gazetteer: Gazetteer | None = None

    def lookup(self, name: str) -> list[Entry]:
        """Return what a name may refer to, the likeliest first.

        Raises:
            ConfigurationError: if the gazetteer is missing or damaged.
        """
        with self._lock:
            if self._gazetteer is None:
                self._gazetteer = open_gazetteer(self._settings, logger.info)
            return self._gazetteer.lookup(name)

    def city(self, name: str, country: str | None) -> NamedPlaces:
        """Return the places that a name of a city stands for; none before the gazetteer is built.

        Raises:
            ConfigurationError: if the gazetteer is damaged.
        """
        return find_city(self._settings, name, country)
