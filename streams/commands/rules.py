"""``dateline rules``: list and check the hand-written rule tables."""

import sys
from pathlib import Path

import click

from streams.commands.groups import CommandGroup
from streams.rules.check import declared_tables, faults
from streams.rules.coverage import coverage
from streams.rules.table import ENGLISH, RuleTable, use_language


@click.group(cls=CommandGroup)
def command() -> None:
    """List and check the hand-written rule tables."""


@command.command("list")
@click.option("--language", default=ENGLISH, show_default=True, help="ISO 639-1 code.")
def list_tables(language: str) -> None:
    """Print each table with its number of rows and the type of its rows."""
    use_language(language)
    for one in declared_tables():
        kind = one.table.row.__name__ if isinstance(one.table, RuleTable) else "word list"
        number = sum(1 for _ in one.table.lines())
        click.echo(f"{one.table.path:<60} {number:>6}  {kind}")


@command.command("check")
@click.option("--language", default=ENGLISH, show_default=True, help="ISO 639-1 code.")
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    multiple=True,
    help="File or folder with test texts; count the words of tables that occur in none of them.",
)
@click.option("--unreached", is_flag=True, help="List these words with their lines.")
def check(language: str, texts: tuple[Path, ...], unreached: bool) -> None:
    """Check every table; exit status 1 if one has a fault.

    A fault is reported with file, line, column and the allowed values. Faults are unknown event
    types, cues, relations or forces, exact duplicates, rows that never match because of an earlier
    row, lines of 200 characters or more, and unused files.
    """
    use_language(language)
    found = list(faults())
    for fault in found:
        click.secho(f"streams/{fault}", fg="red", err=True)
    tables = declared_tables()
    click.echo(f"{len(tables)} rule tables, {len(found)} faults.")
    if texts and not found:
        result = coverage(texts)
        for one in result.unreached if unreached else ():
            click.echo(f"streams/{one}")
        click.echo(f"{len(result.unreached)} of {result.entries} entries occur in no test text.")
    sys.exit(1 if found else 0)
