"""``dateline run``: run the whole pipeline on a file, in one process, without servers."""

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

import click
from rich.progress import Progress

from schemas import Record
from streams.errors import TerminalError
from streams.ingest.readers import ArticleReader, Document, PlainText, article_of
from streams.wiring.pipeline import Pipeline, PipelineResult, arrival, make_pipeline


@click.command()
@click.option("--input", "source", default="-", help="Articles as JSONL or JSON; - is stdin.")
@click.option("--output", "target", default="-", help="Output file; - is stdout.")
@click.option(
    "--emit",
    type=click.Choice(["events", "mentions", "activity", "alerts"]),
    default="events",
    help="Which records to write.",
)
@click.option("--history", is_flag=True, help="Include merged and retracted events.")
def command(source: str, target: str, emit: str, history: bool) -> None:
    """Run all stages on a file of articles and write the results as JSONL.

    The code is the same as on Kafka, and deterministic: the same input gives the same output.
    Invalid articles are skipped and reported by line, with exit status 1.
    """
    pipeline = make_pipeline(report=lambda line: click.echo(line, err=True))
    documents = list(ArticleReader(PlainText()).read_source(source))
    skipped = _feed(pipeline, documents)
    result = pipeline.result()
    if not history:
        result.events = [event for event in result.events if event.stands]
    write_records(_chosen(result, emit), target)
    click.echo(
        f"{len(documents)} articles, {len(result.mentions)} mentions, "
        f"{len(result.events)} events, {len(result.activity)} windows, {skipped} skipped.",
        err=True,
    )
    for alert in result.alerts:
        if alert.resolution != "corrected":
            click.echo(f"surge: {alert.explanation}", err=True)
    if skipped or result.dead_letters:
        sys.exit(1)


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


def _feed(pipeline: Pipeline, documents: list[Document]) -> int:
    skipped = 0
    with Progress(transient=True, disable=not sys.stderr.isatty()) as progress:
        for document in progress.track(documents, description="articles"):
            try:
                article = article_of(document, time.time())
            except TerminalError as error:
                skipped += 1
                click.secho(f"{document.where}: {error}", fg="red", err=True)
                continue
            pipeline.feed(article.article_id.encode(), document.value, arrival(article))
    return skipped
