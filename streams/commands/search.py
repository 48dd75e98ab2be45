"""``dateline search``: find events by words, place, type and time."""

import sys
from datetime import UTC, datetime
from typing import Any

import click

from streams.index.client import make_client, server_errors
from streams.index.ready import check_server
from streams.search.bodies import MAX_LIMIT, EventQuery
from streams.search.explain import explain_nothing
from streams.search.options import parse_country, parse_day, parse_event_type, parse_status
from streams.search.output import FORMATS, Format, write_hits
from streams.search.query import count_without_each, known_places, search_events
from streams.settings import load_settings


@click.command()
@click.argument("text", required=False)
@click.option("--city", help="City or place, any case and accents.")
@click.option("--country", help="Code or English name: SY, SYR, Syria.")
@click.option("--type", "event_type", help="Event type: air_strike, 'air strike'.")
@click.option("--since", help="First day: 2012-07-22, yesterday, or 7d for a week ago.")
@click.option("--until", help="Last day, written alike.")
@click.option("--status", multiple=True, help="One or more statuses, or all.")
@click.option("--min-independent", type=click.IntRange(min=1), help="Independent outlets.")
@click.option("--all", "everything", is_flag=True, help="Also what is denied, feared or history.")
@click.option("--newest", is_flag=True, help="Newest first instead of best match first.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, MAX_LIMIT))
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
def command(form: Format, **options: Any) -> None:
    """Search events by words and filters; every filter that is given must hold.

    TEXT takes words (all must occur), "a phrase", -excluded and either|or.
    """
    query = _query(options, datetime.now(UTC))
    settings = load_settings()
    with make_client(settings) as client, server_errors(settings):
        check_server(client, settings)
        page = search_events(client, settings, query)
        if not page.hits:
            counts = count_without_each(client, settings, query)
            places = known_places(client, settings) if query.city else []
            click.echo(explain_nothing(query, counts, places), err=True)
    if page.hits or form != "table":
        write_hits(page.hits, form, sys.stdout)
    if page.total > len(page.hits):
        more = f"{len(page.hits)} of {page.total} events; --limit {MAX_LIMIT} shows more."
        click.echo(more, err=True)


def _query(options: dict[str, Any], now: datetime) -> EventQuery:
    today = now.date()
    country, event_type = options["country"], options["event_type"]
    since, until = options["since"], options["until"]
    return EventQuery(
        text=options["text"] or None,
        city=options["city"],
        country=parse_country(country) if country else None,
        event_type=parse_event_type(event_type) if event_type else None,
        since=parse_day(since, today) if since else None,
        until=parse_day(until, today) if until else None,
        status=() if options["everything"] else parse_status(options["status"]),
        current_only=not options["everything"],
        min_independent=options["min_independent"],
        limit=options["limit"],
        order="newest" if options["newest"] else "relevance",
    )
