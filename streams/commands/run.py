"""``dateline run``: run the whole pipeline on a file, in one process, without servers."""

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from schemas import Record
from streams.commands.input_options import FORMATS_HELP, Input, input_options, open_input
from streams.commands.progress import tracked
from streams.errors import TerminalError, UsageError
from streams.ingest.documents import article_of
from streams.wiring.pipeline import Pipeline, PipelineResult, arrival, make_pipeline


@click.command()
@click.option("--input", "source", default="-", help="File or folder of articles; - is stdin.")
@click.option("--output", "target", default="-", help="Output file; - is stdout.")
@click.option(
    "--emit",
    type=click.Choice(["events", "mentions", "activity", "alerts"]),
    default="events",
    show_default=True,
    help="Which records to write.",
)
@click.option("--history", is_flag=True, help="Include merged and retracted events.")
@input_options
def command(source: str, target: str, emit: str, history: bool, **options: Any) -> None:
    """Run all stages on a file of articles and write the results as JSONL."""
    check_target(target)
    given = open_input(options, source)
    documents = given.reader.read_source(source)
    if sys.stderr.isatty():
        click.secho("loading the language pipeline and the gazetteer", dim=True, err=True)
    pipeline = make_pipeline(report=lambda line: click.echo(line, err=True))
    number = 0
    for document in tracked(documents, given.reader, "articles"):
        number += 1
        try:
            article = article_of(document, time.time())
        except TerminalError as error:
            given.refuse(document.where, error)
            continue
        pipeline.feed(article.article_id.encode(), document.value, arrival(article))
    _finish(pipeline, given, number, (target, emit, history))


command.help = f"""{command.help}

The code is the same as on Kafka, and deterministic: the same input gives the same output.

{FORMATS_HELP}"""


def _finish(pipeline: Pipeline, given: Input, number: int, wanted: tuple[str, str, bool]) -> None:
    target, emit, history = wanted
    result = pipeline.result()
    if not history:
        result.events = [event for event in result.events if event.stands]
    write_records(_chosen(result, emit), target)
    click.echo(
        f"{number} articles, {len(result.mentions)} mentions, "
        f"{len(result.events)} events, {len(result.activity)} windows, {given.refused} skipped.",
        err=True,
    )
    for alert in result.alerts:
        if alert.resolution != "corrected":
            click.echo(f"surge: {alert.explanation}", err=True)
    if given.refused or result.dead_letters or not number:
        sys.exit(1)


def check_target(target: str) -> None:
    """Check, before the work, that a file can be written; ``-`` is standard output.

    Raises:
        UsageError: if its folder does not exist, or it cannot be written.
    """
    if target == "-":
        return
    path = Path(target)
    if not path.parent.is_dir():
        msg = f"cannot write {path}: there is no folder {path.parent}; make it first"
        raise UsageError(msg)
    if path.is_dir():
        msg = f"cannot write {path}: it is a folder; name a file in it"
        raise UsageError(msg)
    try:
        with path.open("ab"):
            pass
    except OSError as error:
        msg = f"cannot write {path}: {error.strerror}"
        raise UsageError(msg) from error


def write_records(records: Iterable[Record], target: str) -> None:
    """Write records as JSONL to a file, or to standard output for ``-``."""
    if target == "-":
        _write(records, sys.stdout)
        return
    with Path(target).open("w", encoding="utf-8") as out:
        _write(records, out)


def _write(records: Iterable[Record], out: TextIO) -> None:
    for record in records:
        out.write(record.to_json().decode() + "\n")


def _chosen(result: PipelineResult, emit: str) -> Iterable[Record]:
    chosen: dict[str, Sequence[Record]] = {
        "events": result.events,
        "mentions": result.mentions,
        "activity": result.activity,
        "alerts": result.alerts,
    }
    return chosen[emit]
