"""``dateline indices``: create, list, migrate or rebuild the indices in Elasticsearch."""

from typing import TextIO

import click
from rich.console import Console
from rich.text import Text

from streams.commands.groups import CommandGroup
from streams.index.client import make_client, server_errors
from streams.index.documents import INDICES
from streams.index.migrate import migrate_indices
from streams.index.rebuild import rebuild_indices
from streams.index.registry import adopt as adopt_source
from streams.index.setup import Change, IndexState, create_indices, list_indices
from streams.runtime.clients import cluster_id
from streams.search.fitted import Column, FittedTable, Layout
from streams.settings import load_settings


@click.group(cls=CommandGroup)
def command() -> None:
    """Create, list, migrate or rebuild the indices."""


@command.command()
@click.option("--empty", is_flag=True, help="Create deleted indices again, without documents.")
@click.option("--adopt", is_flag=True, help="From now on, fill the indices from this Kafka.")
def create(empty: bool, adopt: bool) -> None:
    """Create missing templates, indices and aliases; safe to repeat.

    Workers write only to indices that are filled from their own Kafka cluster, and the first worker
    decides which that is. Use --adopt after one cluster has replaced another.

    An index that was deleted is not created again without --empty: see `dateline indices rebuild`.
    """
    settings = load_settings()
    with make_client(settings) as client:
        changes = create_indices(client, settings, _report, renew=empty)
        if adopt:
            with server_errors(settings):
                adopt_source(client, settings, cluster_id(settings))
    for change in changes:
        if change.action != "unchanged":
            click.echo(f"{change.action:<9} {change.kind} {change.name}")
    click.echo(_summary(changes))


@command.command("list")
def list_() -> None:
    """List the indices with their document counts and sizes."""
    settings = load_settings()
    with make_client(settings) as client:
        states = list_indices(client, settings)
    Console().print(table_of_indices(states))


@command.command()
@click.option(
    "--refused",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write documents that the new mapping rejects to this file, and continue.",
)
@click.option("--keep", is_flag=True, help="Keep the old indices on the server, without an alias.")
def migrate(refused: TextIO | None, keep: bool) -> None:
    """Copy the documents of older indices into new ones while workers keep running.

    Without older indices, only create what is missing. If interrupted, run the command again.
    Until it is finished, searches show the documents as they were when it started.
    """
    settings = load_settings()
    with make_client(settings) as client:
        create_indices(client, settings, _report)
        migrations = migrate_indices(client, settings, _report, refused, keep=keep)
    for migration in migrations:
        click.echo(
            f"{migration.name}: {migration.copied} documents copied, {migration.newer} newer or "
            f"deleted since, {migration.refused} refused"
        )
    if not migrations:
        click.echo("All indices are up to date.")


@command.command()
@click.argument("names", nargs=-1, type=click.Choice(INDICES))
def rebuild(names: tuple[str, ...]) -> None:
    """Fill the indices from the topics, after one was deleted; all of them without NAMES.

    Workers may go on meanwhile. Documents that are there stay as they are. What the topics no
    longer hold is counted as expired: take snapshots of Elasticsearch to keep more.
    """
    settings = load_settings()
    with make_client(settings) as client:
        results = rebuild_indices(client, settings, _report, names)
    for one in results:
        click.echo(
            f"{one.topic}: {one.written} written, {one.newer} newer already, "
            f"{one.refused} refused, {one.expired} expired or compacted"
        )


def _report(text: str) -> None:
    click.echo(text, err=True)


_COLUMNS = (
    Column("read as"),
    Column("index"),
    Column("documents", right=True),
    Column("MB", right=True),
    Column("mapping", wraps=True),
)


def table_of_indices(states: list[IndexState]) -> FittedTable:
    """Return the indices as rows; on a narrow terminal without the name that they are read as."""
    rows = [
        [
            Text(state.alias),
            Text(state.index or f"{state.alias} is missing"),
            Text(f"{state.documents:,}"),
            Text(f"{state.size_bytes / 1e6:,.1f}"),
            Text(_mapping(state)),
        ]
        for state in states
    ]

    def narrow() -> Layout:
        return _COLUMNS[1:], [row[1:] for row in rows]

    return FittedTable(lambda: (_COLUMNS, rows), narrow)


def _mapping(state: IndexState) -> str:
    if state.current:
        return "current" if state.read else "current, not read before `dateline indices migrate`"
    return f"run `dateline indices {'migrate' if state.older else 'create'}`"


def _summary(changes: list[Change]) -> str:
    unchanged = sum(change.action == "unchanged" for change in changes)
    return f"{len(changes)} templates and indices: {unchanged} unchanged"
