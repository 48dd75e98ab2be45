"""``dateline topics``: create or list the topics."""

from contextlib import closing

import click
from rich.console import Console
from rich.text import Text

from streams.commands.groups import CommandGroup
from streams.runtime.clients import kafka_errors, make_admin
from streams.runtime.topics import DAY_MS, TOPICS, create_topics
from streams.search.fitted import Column, FittedTable
from streams.settings import load_settings


@click.group(cls=CommandGroup)
def command() -> None:
    """Create or list the topics."""


@command.command()
def create() -> None:
    """Create missing topics and update their settings; safe to repeat."""
    settings = load_settings()
    with kafka_errors(settings), closing(make_admin(settings)) as admin:
        changes = create_topics(admin, settings)
    for change in changes:
        if change.outcome != "unchanged":
            click.echo(f"{change.outcome} topic {change.topic}")
    unchanged = sum(change.outcome == "unchanged" for change in changes)
    click.echo(f"{len(changes)} topics, {unchanged} unchanged.")


@command.command("list")
def list_() -> None:
    """List the topics with their contents, cleanup policy and retention."""
    settings = load_settings()
    columns = (
        Column("topic"),
        Column("contents", wraps=True),
        Column("cleanup"),
        Column("retention"),
    )
    rows = []
    for spec in TOPICS:
        kept = "forever" if spec.retention_ms < 0 else f"{spec.retention_ms // DAY_MS} days"
        cells = (settings.topic(spec.name), spec.carries, spec.cleanup, kept)
        rows.append([Text(cell) for cell in cells])
    Console().print(FittedTable(lambda: (columns, rows)))
