"""``dateline topics``: create, check, list or repartition the topics."""

import sys
from contextlib import closing

import click
from rich.console import Console
from rich.text import Text

from streams.commands.groups import CommandGroup
from streams.runtime.clients import kafka_errors, make_admin
from streams.runtime.repartition import repartition as copy_articles
from streams.runtime.topics import (
    BEYOND_CREATE,
    DAY_MS,
    TOPICS,
    compare_topics,
    create_topics,
)
from streams.search.fitted import Column, FittedTable
from streams.settings import load_settings


@click.group(cls=CommandGroup)
def command() -> None:
    """Create, check, list or repartition the topics."""


@command.command()
def create() -> None:
    """Create missing topics and update their settings; safe to repeat.

    What it cannot change, such as the replication factor of a topic that exists, it names.
    """
    settings = load_settings()
    with kafka_errors(settings), closing(make_admin(settings)) as admin:
        changes = create_topics(admin, settings)
    for change in changes:
        if change.outcome != "unchanged":
            click.echo(f"{change.outcome} topic {change.topic}")
        for one in change.differences:
            if one.what in BEYOND_CREATE:
                click.secho(f"left as it is: {one}", fg="yellow", err=True)
            else:
                click.echo(f"  {one.what}: {one.found} -> {one.wanted}")
    unchanged = sum(change.outcome == "unchanged" for change in changes)
    click.echo(f"{len(changes)} topics, {unchanged} unchanged.")


@command.command()
def check() -> None:
    """Compare the topics with what they should be; exit status 1 if they differ.

    Partitions, replication factor, replicas in sync, and settings: cleanup, retention,
    min.insync.replicas, whose clock stamps messages, and largest message. For monitoring.
    """
    settings = load_settings()
    with kafka_errors(settings), closing(make_admin(settings)) as admin:
        differences = compare_topics(admin, settings)
    for one in differences:
        click.echo(str(one))
    if differences:
        click.echo(f"{len(differences)} differences. `dateline topics create` mends settings.")
        sys.exit(1)
    click.echo(f"{len(TOPICS)} topics, all as they should be.")


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


@command.command()
@click.argument("old_prefix")
@click.option("--follow", is_flag=True, help="Go on with what producers still send, until Ctrl-C.")
def repartition(old_prefix: str, follow: bool) -> None:
    """Copy the articles of OLD_PREFIX into the topics of the present settings.

    The number of partitions of topics in use cannot be changed, as state is kept by partition. Set
    new DATELINE_TOPIC_PREFIX, DATELINE_INDEX_PREFIX and DATELINE_PARTITIONS, run `dateline topics
    create` and `dateline indices create`, then this command, and start workers with these settings.
    An interrupted copy goes on where it stopped.
    """
    settings = load_settings()
    try:
        copied = copy_articles(settings, old_prefix, _report, follow=follow)
    except KeyboardInterrupt:
        click.echo("Stopped; the same command goes on from here.", err=True)
        return
    click.echo(f"{copied.source}: {copied.messages} articles copied to {copied.target}.")
    if copied.expired:
        click.echo(f"{copied.expired} had expired: their events are only in the old indices.")


def _report(text: str) -> None:
    click.echo(text, err=True)
