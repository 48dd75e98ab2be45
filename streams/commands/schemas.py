"""``dateline schemas``: export or check the JSON Schemas."""

from pathlib import Path

import click

from schemas.export import FOLDER, stale
from schemas.export import export as export_schemas
from streams.commands.groups import CommandGroup


@click.group(cls=CommandGroup)
def command() -> None:
    """Export or check the JSON Schemas of the records."""


@command.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=FOLDER)
def export(folder: Path) -> None:
    """Write the JSON Schemas to FOLDER, by default the project's schemas/json."""
    written = export_schemas(folder)
    for path in written:
        click.echo(f"wrote {path}")
    click.echo("The schemas are up to date.")


@command.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=FOLDER)
def check(folder: Path) -> None:
    """Check that the schemas in FOLDER are up to date; exit status 1 if not."""
    names = stale(folder)
    if names:
        msg = f"out of date: {', '.join(names)}; run `dateline schemas export` and commit"
        raise click.ClickException(msg)
    click.echo("The schemas are up to date.")
