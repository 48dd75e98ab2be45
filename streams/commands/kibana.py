"""``dateline kibana``: import the dashboards into Kibana, or write their files."""

import click

from streams.commands.groups import CommandGroup
from streams.kibana.saved import renamed
from streams.kibana.send import import_objects, read_files, write_files
from streams.settings import load_settings

WAIT_SECONDS = 10.0
"""Long enough for a Kibana that answers slowly; one that is starting needs one to two minutes."""


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
    """Import data views, panels, map and dashboards; replace those of an earlier import."""
    settings = load_settings()
    objects = renamed(read_files(), settings.index_prefix)
    number = import_objects(settings, objects, lambda text: click.echo(text, err=True), wait)
    click.echo(f"imported {number} objects into {settings.kibana_url}")
    for name in ("analysts", "operators"):
        click.echo(f"  {settings.kibana_url}/app/dashboards#/view/{settings.index_prefix}{name}")


@command.command()
def build() -> None:
    """Generate infra/kibana/*.ndjson, for manual import."""
    for path in write_files():
        click.echo(f"wrote {path}")
    click.echo("The files are up to date.")
