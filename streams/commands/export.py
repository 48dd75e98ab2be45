"""``dateline export``: export all matching events to a file for other tools."""

import sys
from pathlib import Path
from typing import Any, BinaryIO, cast

import click

from streams.commands.filter_options import filter_options, read_query, why_nothing
from streams.errors import UsageError
from streams.export.writers import COLUMN_SETS, FILE_FORMATS, FileFormat, format_of, open_writer
from streams.index.client import make_client, server_errors
from streams.index.ready import check_server
from streams.search.event_query import EventQuery
from streams.search.scan import scan_events
from streams.settings import Settings, load_settings

Target = Path | None


@click.command()
@filter_options
@click.option(
    "--format",
    "form",
    type=click.Choice(FILE_FORMATS),
    help="File format; by default from the extension of --output, else csv.",
)
@click.option(
    "--columns",
    type=click.Choice(list(COLUMN_SETS)),
    default="dateline",
    show_default=True,
    help="Columns of csv, geojson and parquet.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; by default standard output.",
)
def command(form: FileFormat | None, columns: str, output: Target, **options: Any) -> None:
    """Export all matching events to a file, oldest first.

    TEXT and the filters are those of `dateline search`. The output file is only created once it is
    complete.
    """
    wanted = form or _format(output)
    settings = load_settings()
    query = read_query(settings, options)
    if output is None:
        if wanted == "parquet" and sys.stdout.isatty():
            msg = "Parquet cannot be written to a terminal; name a file: --output events.parquet"
            raise UsageError(msg)
        number = _write(settings, query, wanted, columns, sys.stdout.buffer)
    else:
        number = _write_file(settings, query, wanted, columns, output)
    click.echo(f"{number} events" + (f" in {output}" if output else ""), err=True)


def _format(output: Target) -> FileFormat:
    """Return the format that the name of the output file stands for; CSV without one.

    Raises:
        UsageError: if its ending stands for none.
    """
    if output is None:
        return "csv"
    form = format_of(output)
    if form is None:
        endings = ", ".join(f".{name}" for name in FILE_FORMATS)
        msg = f"{output} has none of the endings {endings}; choose one, or add --format"
        raise UsageError(msg)
    return form


def _write_file(
    settings: Settings, query: EventQuery, form: FileFormat, columns: str, output: Path
) -> int:
    part = output.with_name(output.name + ".part")
    try:
        with part.open("wb") as file:
            number = _write(settings, query, form, columns, file)
        part.replace(output)
    except OSError as error:
        msg = f"cannot write {output}: {error.strerror}"
        raise UsageError(msg) from error
    finally:
        part.unlink(missing_ok=True)
    return number


def _write(settings: Settings, query: EventQuery, form: FileFormat, columns: str, out: Any) -> int:
    number = 0
    with make_client(settings) as client, server_errors(settings):
        check_server(client, settings)
        writer = open_writer(form, cast("BinaryIO", out), COLUMN_SETS[columns])
        for events in scan_events(client, settings, query):
            writer.write(events)
            number += len(events)
        writer.close()
        if not number:
            click.echo(why_nothing(client, settings, query), err=True)
    return number
