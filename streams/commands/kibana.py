"""``dateline kibana``: import the dashboards into Kibana, or write their files."""

from datetime import UTC, date, datetime, timedelta

import click
from elasticsearch import ApiError, TransportError

from streams.commands.groups import CommandGroup
from streams.errors import DatelineError
from streams.index.client import make_client
from streams.kibana.dashboards import opened_on
from streams.kibana.saved import renamed
from streams.kibana.send import import_objects, read_files, write_files
from streams.search.event_query import EventQuery
from streams.search.overview import extent_body, read_days
from streams.settings import Settings, load_settings

WAIT_SECONDS = 10.0
"""Long enough for a Kibana that answers slowly; one that is starting needs one to two minutes."""

RECENT = timedelta(days=30)
"""Age of the newest event from which the dashboards open on the time of the events, not on now."""


@click.group(cls=CommandGroup)
def command() -> None:
    """Import the dashboards into Kibana, or write their files."""


@command.command("import")
@click.option(
    "--wait",
    type=click.FloatRange(0),
    default=WAIT_SECONDS,
    show_default=True,
    help="Longest wait for a Kibana that is not ready, in seconds.",
)
def import_(wait: float) -> None:
    """Import data views, panels, map and dashboards; replace those of an earlier import.

    Where the newest event is older than 30 days, the dashboard of analysts opens on its time.
    """
    settings = load_settings()
    objects = renamed(read_files(), settings.index_prefix)
    days = _days_of_events(settings)
    if days is not None and days[1] < datetime.now(UTC).date() - RECENT:
        objects = opened_on(objects, *days)
        click.echo(
            f"the dashboard of analysts opens on the days before {days[1]}, the newest event",
            err=True,
        )
    number = import_objects(settings, objects, lambda text: click.echo(text, err=True), wait)
    click.echo(f"imported {number} objects into {settings.kibana_url}")
    for name in ("analysts", "operators"):
        click.echo(f"  {settings.kibana_url}/app/dashboards#/view/{settings.index_prefix}{name}")


def _days_of_events(settings: Settings) -> tuple[date, date] | None:
    """Return the first and the last day with events; None if Elasticsearch cannot tell."""
    try:
        with make_client(settings) as client:
            answer = client.search(index=settings.index("events"), **extent_body(EventQuery()))
    except (DatelineError, ApiError, TransportError):
        return None
    return read_days(answer.body)


@command.command()
def build() -> None:
    """Generate infra/kibana/*.ndjson, for manual import."""
    for path in write_files():
        click.echo(f"wrote {path}")
    click.echo("The files are up to date.")
