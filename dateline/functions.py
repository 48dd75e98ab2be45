"""Extraction, geoparsing and search as functions. What they load stays loaded."""

from contextlib import closing
from datetime import date
from functools import lru_cache
from typing import Any

from dateline.reading import ArticleLike, Moment, to_article
from schemas import Event, Mention
from streams.index.client import make_client, server_errors
from streams.index.ready import check_server
from streams.search.event_query import EventQuery
from streams.search.options import parse_country, parse_event_type
from streams.search.query import search_events
from streams.settings import load_settings
from streams.wiring.geoparse import Document, Geoparser, Located, make_geoparser
from streams.wiring.pipeline import Pipeline, make_pipeline


def extract(
    article: ArticleLike, *, published_at: Moment | None = None, publisher: str | None = None
) -> list[Mention]:
    """Return the located mentions of events in an article, in the order of its text.

    Args:
        article: the record, its fields, its JSON, or a plain text.
        published_at: when a plain text was published; "on Sunday" counts from it.
        publisher: outlet of a plain text; its country is a hint to places.

    Raises:
        MalformedRecord: if it is no article, or a plain text without ``published_at``.
        TooLarge: if it has more than 1 MiB of text.

    Examples:
        >>> text = "Police arrested 20 people at a protest in Tunis on Saturday."
        >>> sorted(one.event_type for one in extract(text, published_at="2025-01-26T09:00Z"))
        ['arrest', 'protest']
    """
    read = to_article(article, published_at, publisher)
    return _pipeline().mentions_of(read.to_json())


def geoparse(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> list[Located]:
    """Return the place names of a text in their order, each with its place if one is likely.

    Offsets count code points of the text. A text that is not English has none, unless ``language``
    says that it is read as English.

    Examples:
        >>> places = geoparse("He left Aleppo for Gaziantep.")
        >>> [(one.toponym.name, one.place.country) for one in places]
        [('Aleppo', 'SY'), ('Gaziantep', 'TR')]
    """
    document = Document(text=text, title=title, publisher=publisher, language=language)
    return _geoparser().parse(document)


def search(
    text: str | None = None,
    *,
    city: str | None = None,
    country: str | None = None,
    event_type: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 20,
    **filters: Any,
) -> list[Event]:
    """Return events of the index, the best match first, or the newest without ``text``.

    Args:
        text: words, all of which must occur; "a phrase", -excluded, either|or.
        city: city or place, by its name in the events or its gazetteer id.
        country: ISO 3166-1 code or English name.
        event_type: such as "air_strike".
        since: first day.
        until: last day.
        limit: most events, up to 10,000.
        filters: further fields of ``EventQuery``, such as ``min_killed``.

    Raises:
        UsageError: if a filter is invalid.
        ServerError: if Elasticsearch does not answer.
    """
    query = EventQuery(
        text=text,
        city=city,
        country=parse_country(country) if country else None,
        event_type=parse_event_type(event_type) if event_type else None,
        since=since,
        until=until,
        limit=limit,
        **filters,
    )
    settings = load_settings()
    with closing(make_client(settings)) as client, server_errors(settings):
        check_server(client, settings)
        return search_events(client, settings, query).events


@lru_cache(maxsize=1)
def _pipeline() -> Pipeline:
    return make_pipeline()


@lru_cache(maxsize=1)
def _geoparser() -> Geoparser:
    return make_geoparser()
