"""From publishing an article to finding its event: at a steady rate, on real servers."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from statistics import quantiles

from elasticsearch import Elasticsearch

from benchmarks.stack import send
from schemas import Article
from streams.errors import ServerError
from streams.index.client import make_client
from streams.runtime.clients import make_producer
from streams.settings import Settings

POLL_SECONDS = 0.2
"""Interval between two searches for what is still to come: the precision of the figures."""
LAST_SECONDS = 30.0
"""Wait for events after the last article; an article without an event is never found."""
MOST_EVENTS = 1000
LEAST_FOUND = 2
"""Articles without which there are no percentiles."""


@dataclass(frozen=True)
class Latency:
    """Seconds from publishing an article until a search finds an event with it as evidence."""

    rate: float
    articles: int
    found: int
    p50: float
    p95: float
    longest: float

    def __str__(self) -> str:
        """Return the figures for people."""
        return (
            f"publish to searchable, at {self.rate:.1f} articles/s: p50 {self.p50:.1f} s, "
            f"p95 {self.p95:.1f} s, longest {self.longest:.1f} s "
            f"({self.found} of {self.articles} articles have an event)"
        )


def measure_latency(settings: Settings, articles: Sequence[Article], rate: float) -> Latency:
    """Send articles at a rate and return how long they took until an event of theirs was found.

    Args:
        settings: of workers that have nothing before them.
        articles: what to send.
        rate: articles a second.

    Raises:
        ServerError: if a server does not answer, or hardly any article is found.
    """
    sent: dict[str, float] = {}
    took: dict[str, float] = {}
    started = time.perf_counter()
    with (
        closing(make_client(settings)) as client,
        closing(make_producer(settings)) as producer,
    ):
        while len(took) < len(articles):
            due = int((time.perf_counter() - started) * rate) + 1
            for article in articles[len(sent) : due]:
                sent[article.article_id] = time.perf_counter()
                send(settings, [article], producer)
            took |= dict(_found(client, settings, sent, took))
            if time.perf_counter() - max(sent.values()) > LAST_SECONDS:
                break
            time.sleep(POLL_SECONDS)
    if len(took) < LEAST_FOUND:
        msg = f"only {len(took)} of {len(articles)} articles were found"
        raise ServerError(msg)
    return summary(rate, len(articles), sorted(took.values()))


def summary(rate: float, articles: int, seconds: Sequence[float]) -> Latency:
    """Return the figures of articles that were found after so many seconds, sorted.

    >>> summary(2.0, 5, [1.0, 2.0, 3.0, 4.0]).p50
    2.5
    """
    cuts = quantiles(seconds, n=20, method="inclusive")
    return Latency(
        rate=round(rate, 2),
        articles=articles,
        found=len(seconds),
        p50=round(cuts[9], 2),
        p95=round(cuts[18], 2),
        longest=round(seconds[-1], 2),
    )


def _found(
    client: Elasticsearch, settings: Settings, sent: Mapping[str, float], took: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    """Yield the articles that events are now found for, with the seconds that this took."""
    waiting = [name for name in sent if name not in took]
    if not waiting:
        return
    answer = client.search(
        index=settings.index("events"),
        query={"terms": {"evidence.article_id": waiting}},
        source_includes=["evidence.article_id"],
        size=MOST_EVENTS,
        ignore_unavailable=True,
    )
    now = time.perf_counter()
    listed = {
        item["article_id"] for hit in answer["hits"]["hits"] for item in hit["_source"]["evidence"]
    }
    yield from ((name, now - sent[name]) for name in waiting if name in listed)
