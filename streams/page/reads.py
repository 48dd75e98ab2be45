"""What the page reads: records from Elasticsearch, and places of the gazetteer."""

import logging
from dataclasses import dataclass
from threading import Lock
from typing import Any

from elasticsearch import AsyncElasticsearch

from schemas import Alert, Event
from streams.geocode.gazetteer.build import open_gazetteer
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.gazetteer.reader import Gazetteer
from streams.index.ready import check_info
from streams.page.activity import AreaActivity, activity_request, read_activity, surges_query
from streams.search.alerts import ALERTS, alerts_body, read_alerts
from streams.search.bodies import places_body, search_body, without_each_body
from streams.search.event_query import EventQuery
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

    async def activity(self, query: EventQuery) -> list[AreaActivity]:
        """Return the busiest cities within the dates and place of a query."""
        return read_activity(await self._search("city-activity", activity_request(query)))

    async def surges(self, query: EventQuery) -> list[Alert]:
        """Return the newest surges within the dates and place of a query."""
        return read_alerts(await self._search(ALERTS, alerts_body(surges_query(query))))

    async def event(self, event_id: str) -> Event | None:
        """Return an event by its id; None when there is none."""
        body = {"query": {"term": {"event_id": event_id}}, "size": 1}
        hits = (await self._search("events", body))["hits"]["hits"]
        return event_of(hits[0]["_source"]) if hits else None

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
