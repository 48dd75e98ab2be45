"""``dateline indices``: create or list the indices in Elasticsearch."""

import click
from rich.console import Console
from rich.table import Table

from streams.index.client import make_client
from streams.index.setup import Change, create_indices, list_indices
from streams.settings import load_settings


@click.group()
def command() -> None:
    """Create or list the indices."""


@command.command()
def create() -> None:
    """Create templates, indices and aliases; run again, it changes nothing."""
    settings = load_settings()
    with make_client(settings) as client:
        changes = create_indices(client, settings, lambda text: click.echo(text, err=True))
    for change in changes:
        if change.action != "unchanged":
            click.echo(f"{change.action:<9} {change.kind} {change.name}")
    click.echo(_summary(changes))


@command.command("list")
def list_() -> None:
    """List the indices with their documents and sizes."""
    settings = load_settings()
    with make_client(settings) as client:
        states = list_indices(client, settings)
    table = Table("alias", "index", box=None)
    table.add_column("documents", justify="right")
    table.add_column("MB", justify="right")
    table.add_column("mapping")
    for state in states:
        mapping = "current" if state.current else "run `dateline indices create`"
        size = f"{state.size_bytes / 1e6:.1f}"
        table.add_row(state.alias, state.index or "missing", str(state.documents), size, mapping)
    Console().print(table)


def _summary(changes: list[Change]) -> str:
    unchanged = sum(change.action == "unchanged" for change in changes)
    return f"{len(changes)} templates and indices: {unchanged} unchanged"
