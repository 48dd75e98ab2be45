"""New items of feeds to documents, with the whole page where a feed has a summary only."""

from collections.abc import Callable
from dataclasses import dataclass

from streams.errors import MalformedRecord
from streams.feeds.fetch import Fetcher, Response
from streams.feeds.subscriptions import Subscription
from streams.ingest.documents import Document, Note, Supplied, article_of, silent
from streams.ingest.feeds import Item, read_items
from streams.ingest.mapping import Mapper, encode
from streams.ingest.pages import PageReader
from streams.ingest.shapes import Fields
from streams.ingest.warc import Archived

LEAST_INTERVAL = 60.0
MAX_BACK_OFF = 24 * 3600.0
"""Longest pause after failures, in seconds: a feed that comes back is found within a day."""


@dataclass(frozen=True)
class Polled:
    """What a request to a feed brought: documents, and the ids to remember once they are sent."""

    documents: tuple[Document, ...] = ()
    identities: tuple[str, ...] = ()


class Follower:
    """Asks feeds for new items. Keeps the state of a subscription, except what was seen.

    Args:
        fetcher: sends the requests.
        supplied: fills what items do not say.
        interval: seconds between two requests to a feed.
        pages: fetch the page of an item that has a summary only, where robots.txt allows it.
        note: is told what went wrong, and what was read in a way that the feed does not state.
    """

    def __init__(
        self, fetcher: Fetcher, supplied: Supplied, interval: float, *, pages: bool, note: Note
    ) -> None:
        self._fetcher = fetcher
        self._supplied = supplied
        self._interval = max(interval, LEAST_INTERVAL)
        self._pages = pages
        self._note = note

    async def poll(self, feed: Subscription, now: float) -> Polled:
        """Ask a feed, whatever is due, and set when it is due again; ``now`` is in Unix seconds."""
        url = feed.address or feed.url
        answer = await self._fetcher.get(url, etag=feed.etag, modified=feed.modified)
        if answer.address:
            self._note(f"{feed.url}: moved to {answer.address}")
            feed.address = answer.address
        if answer.status == 410:
            feed.gone = True
            self._note(f"{feed.url}: has ended (status 410)")
            return Polled()
        if answer.status not in (200, 304):
            return self._failed(feed, now, answer.problem, answer.retry_after)
        try:
            items = self._new(feed, answer) if answer.status == 200 else []
        except MalformedRecord as error:
            return self._failed(feed, now, str(error), None)
        feed.failures, feed.due = 0, now + self._interval
        if answer.status == 200:
            feed.etag, feed.modified = answer.etag, answer.modified
        documents = [await self._document(feed, item) for item in items]
        return Polled(tuple(documents), tuple(item.identity for item in items))

    def _new(self, feed: Subscription, answer: Response) -> list[Item]:
        seen = set(feed.seen)
        note: Callable[[str], None] = lambda text: self._note(f"{feed.url}: {text}")  # noqa: E731
        new = {one.identity: one for one in read_items(answer.body, note)}
        return [item for identity, item in new.items() if identity not in seen]

    def _failed(
        self, feed: Subscription, now: float, problem: str, retry_after: float | None
    ) -> Polled:
        pause = min(self._interval * 2**feed.failures, MAX_BACK_OFF)
        pause = max(pause, min(retry_after or 0.0, MAX_BACK_OFF))
        feed.failures = min(feed.failures + 1, 30)
        feed.due = now + pause
        self._note(f"{feed.url}: {problem}; next request in {pause:.0f} s")
        return Polled()

    async def _document(self, feed: Subscription, item: Item) -> Document:
        where = f"{feed.url} {item.identity}"
        mapper = Mapper(self._supplied, silent)
        try:
            fields = mapper.to_article(item.fields)
        except MalformedRecord as error:
            return Document(where, None, problem=str(error))
        summary = Document(where, encode(fields))
        if not self._pages or item.whole or not fields.get("url"):
            return summary
        return await self._with_page(summary, fields)

    async def _with_page(self, summary: Document, fields: Fields) -> Document:
        """Return the document with the text of its page, or as it is where that cannot be read."""
        url = str(fields["url"])
        if not await self._fetcher.allowed(url):
            self._note(f"{url}: robots.txt does not allow to fetch the page; sent as a summary")
            return summary
        answer = await self._fetcher.get(url)
        if answer.status != 200:
            self._note(f"{url}: {answer.problem}; sent as a summary")
            return summary
        told = Supplied(published_at=article_of(summary).published_at)
        pages = PageReader(told, Mapper(told, silent), silent)
        page = Archived("", url, answer.body, answer.charset, is_page=True)
        try:
            text = article_of(pages.read_archived(page, summary.where)).text
        except MalformedRecord as error:
            self._note(f"{url}: {error}; sent as a summary")
            return summary
        if len(text) <= len(str(fields.get("text") or "")):
            return summary
        return Document(summary.where, encode(fields | {"text": text}))
