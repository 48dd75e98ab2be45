"""``dateline compare``: compare events with reference events of ACLED or UCDP."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, fields
from datetime import timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from schemas import Event
from streams.commands.completion_values import complete_country
from streams.commands.listing_options import format_option
from streams.errors import UsageError
from streams.index.client import make_client, server_errors
from streams.index.ready import check_server
from streams.search.event_query import EventQuery
from streams.search.fitted import Column, FittedTable
from streams.search.options import parse_country
from streams.search.reference import (
    Comparison,
    ReferenceEvent,
    Tally,
    Tolerance,
    compare,
    read_reference,
)
from streams.search.scan import scan_events
from streams.search.words import DASH
from streams.settings import load_settings


@click.command()
@click.option(
    "--with",
    "reference",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV export of ACLED, or of UCDP GED.",
)
@click.option(
    "--input",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read events from the output of `dateline run`, instead of the index.",
)
@click.option("--country", shell_complete=complete_country, help="Compare this country only.")
@click.option(
    "--days",
    type=click.IntRange(0, 30),
    default=Tolerance.days,
    show_default=True,
    help="Most days between two reports of one event.",
)
@click.option(
    "--radius",
    type=click.FloatRange(0, 500),
    default=Tolerance.kilometres,
    show_default=True,
    help="Most kilometres between them.",
)
@click.option(
    "--misses",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the reference events that were not found to FILE, as CSV.",
)
@format_option(["table", "json"])
def command(
    reference: Path,
    path: Path | None,
    country: str | None,
    days: int,
    radius: float,
    misses: Path | None,
    form: str,
) -> None:
    """Count matches, misses and extras against reference events, by country and month.

    An event matches a reference event that is near in time and space; each is counted once, the
    nearest pairs first. A miss is a reference event without a match: its reports may be in no
    article that was read. An extra is an event without a match, within the days and countries of
    the reference.
    """
    code = parse_country(country) if country else None
    references = [one for one in read_reference(reference) if code in (None, one.country)]
    if not references:
        msg = f"{reference} has no event{f' in {code}' if code else ''}"
        raise UsageError(msg)
    events = _from_file(path) if path else _from_index(references, days, code)
    result = compare(events, references, Tolerance(days, radius))
    if misses:
        _write(result.misses, misses)
    if form == "json":
        click.echo(json.dumps(_records(result), ensure_ascii=False, indent=2))
    else:
        Console(highlight=False, file=sys.stdout).print(_table(result))


def _from_file(path: Path) -> Iterator[Event]:
    with path.open("rb") as lines:
        for line in lines:
            if line.strip() and (event := Event.from_json(line)).stands:
                yield event


def _from_index(
    references: Sequence[ReferenceEvent], days: int, country: str | None
) -> Iterator[Event]:
    slack = timedelta(days=days)
    first = min(one.first_day for one in references) - slack
    last = max(one.last_day for one in references) + slack
    query = EventQuery(country=country, since=first, until=last)
    settings = load_settings()
    with make_client(settings) as client, server_errors(settings):
        check_server(client, settings)
        for events in scan_events(client, settings, query):
            yield from events


def _table(result: Comparison) -> FittedTable:
    names = ("matched", "missed", "extra", "recall", "precision")
    columns = [Column("country"), Column("month"), *(Column(name, right=True) for name in names)]
    rows = [
        [Text(country), Text(month), *_numbers(tally)]
        for (country, month), tally in result.tallies().items()
    ]
    whole = Tally(len(result.matches), len(result.misses), len(result.extras))
    rows.append([Text("all"), Text(""), *_numbers(whole)])
    return FittedTable(lambda: (columns, rows))


def _numbers(tally: Tally) -> list[Text]:
    counts = [str(tally.matched), str(tally.missed), str(tally.extra)]
    shares = [DASH if one is None else f"{one:.0%}" for one in (tally.recall, tally.precision)]
    return [Text(text) for text in (*counts, *shares)]


def _records(result: Comparison) -> list[dict[str, object]]:
    return [
        {
            "country": country,
            "month": month,
            "matched": tally.matched,
            "missed": tally.missed,
            "extra": tally.extra,
            "recall": tally.recall,
            "precision": tally.precision,
        }
        for (country, month), tally in result.tallies().items()
    ]


def _write(misses: Iterable[ReferenceEvent], target: Path) -> None:
    try:
        with target.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(one.name for one in fields(ReferenceEvent))
            rows.writerows(astuple(one) for one in misses)
    except OSError as error:
        msg = f"cannot write {target}: {error.strerror}"
        raise UsageError(msg) from error
