"""``dateline alerts``: list cities with unusually high activity."""

import sys
from datetime import UTC, datetime
from typing import Any

import click

from streams.commands.completion_values import complete_city, complete_country
from streams.commands.filter_options import ids_of_city
from streams.commands.listing_options import format_option, limit_option
from streams.index.client import make_client, server_errors
from streams.index.ready import check_server
from streams.search.alerts import FORMATS, AlertQuery, Format, find_alerts, write_alerts
from streams.search.options import parse_country, parse_day
from streams.settings import Settings, load_settings


@click.command()
@click.option("--city", shell_complete=complete_city, help="City under any of its names.")
@click.option(
    "--country",
    shell_complete=complete_country,
    help="Country code or English name: SY, SYR, Syria.",
)
@click.option(
    "--measure", type=click.Choice(["events", "reports"]), help="List only surges of this measure."
)
@click.option("--since", help="First day: 2012-07-22, yesterday, or 7d for a week ago.")
@click.option("--until", help="Last day, in the same form as --since.")
@click.option("--active", is_flag=True, help="List only surges that are still active.")
@click.option("--all", "corrected", is_flag=True, help="Include surges that were later corrected.")
@limit_option
@format_option(FORMATS)
def command(form: Format, **options: Any) -> None:
    """List surges: cities with unusually high activity, newest first.

    A city is compared with its own past. A score of 3 means that chance alone would produce such
    a count once in a thousand windows, a score of 4 once in ten thousand.
    """
    now = datetime.now(UTC)
    settings = load_settings()
    query = _query(options, now, settings)
    with make_client(settings) as client, server_errors(settings):
        check_server(client, settings)
        alerts = find_alerts(client, settings, query)
    if not alerts:
        click.echo(
            "No surge matches. A city needs two weeks of data before surges are detected.", err=True
        )
    if alerts or form != "table":
        write_alerts(alerts, form, now, sys.stdout)


def _query(options: dict[str, Any], now: datetime, settings: Settings) -> AlertQuery:
    city, since, until = options["city"], options["since"], options["until"]
    country = parse_country(options["country"]) if options["country"] else None
    return AlertQuery(
        city=city,
        city_ids=ids_of_city(settings, city, country) if city else (),
        country=country,
        measure=options["measure"],
        since=parse_day(since, now.date()) if since else None,
        until=parse_day(until, now.date()) if until else None,
        active_at=now if options["active"] else None,
        corrected=options["corrected"],
        limit=options["limit"],
    )
