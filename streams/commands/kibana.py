"""``dateline kibana``: data views, panels, a map and dashboards for Kibana."""

import click

from streams.kibana.files import read_files, write_files
from streams.kibana.saved import renamed
from streams.kibana.send import import_objects
from streams.settings import load_settings


@click.group()
def command() -> None:
    """Bring Dateline's dashboards into Kibana, or write their files."""


@command.command("import")
def import_() -> None:
    """Import data views, panels, map and dashboards; run again, it replaces them."""
    settings = load_settings()
    objects = renamed(read_files(), settings.index_prefix)
    number = import_objects(settings, objects, lambda text: click.echo(text, err=True))
    click.echo(f"{number} objects in {settings.kibana_url}")
    for name in ("analysts", "operators"):
        click.echo(f"  {settings.kibana_url}/app/dashboards#/view/{settings.index_prefix}{name}")


@command.command()
def build() -> None:
    """Write infra/kibana/*.ndjson from the code, for the import by hand."""
    for path in write_files():
        click.echo(f"wrote {path}")
    click.echo("The files are up to date.")
