"""``dateline alerts``: list surges of cities."""

import sys
from datetime import UTC, datetime
from typing import Any

import click

from streams.index.client import make_client, server_errors
from streams.index.ready import check_server
from streams.search.alerts import FORMATS, AlertQuery, Format, find_alerts, write_alerts
from streams.search.event_query import MAX_LIMIT
from streams.search.options import parse_country, parse_day
from streams.settings import load_settings


@click.command()
@click.option("--city", help="City, any case and accents.")
@click.option("--country", help="Code or English name: SY, SYR, Syria.")
@click.option("--measure", type=click.Choice(["events", "reports"]), help="What is counted.")
@click.option("--since", help="First day: 2012-07-22, yesterday, or 7d for a week ago.")
@click.option("--until", help="Last day, written alike.")
@click.option("--active", is_flag=True, help="Only those that go on.")
@click.option("--all", "corrected", is_flag=True, help="Also those that turned out to be none.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, MAX_LIMIT))
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
def command(form: Format, **options: Any) -> None:
    """List surges: windows in which a city has far more than its own past lets expect.

    The newest first. `score` 3 is a chance of one in a thousand, 4 of one in ten thousand.
    """
    now = datetime.now(UTC)
    query = _query(options, now)
    settings = load_settings()
    with make_client(settings) as client, server_errors(settings):
        check_server(client, settings)
        alerts = find_alerts(client, settings, query)
    if not alerts:
        click.echo("No city surges so. A city is judged from its third week on.", err=True)
    if alerts or form != "table":
        write_alerts(alerts, form, now, sys.stdout)


def _query(options: dict[str, Any], now: datetime) -> AlertQuery:
    country, since, until = options["country"], options["since"], options["until"]
    return AlertQuery(
        city=options["city"],
        country=parse_country(country) if country else None,
        measure=options["measure"],
        since=parse_day(since, now.date()) if since else None,
        until=parse_day(until, now.date()) if until else None,
        active_at=now if options["active"] else None,
        corrected=options["corrected"],
        limit=options["limit"],
    )
