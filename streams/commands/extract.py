"""``dateline extract``: extract located mentions from articles, without servers."""

import multiprocessing
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor

import click
from rich.console import Console

from schemas import Mention
from streams.commands.explained import ExplainedPrinter
from streams.errors import TerminalError
from streams.extract.core import Extractor
from streams.ingest.readers import ArticleReader, Document, PlainText, article_of
from streams.rules.table import use_language
from streams.settings import load_settings
from streams.wiring.pipeline import Pipeline, make_pipeline

CHUNK = 8
"""Articles per task of a process: enough to hide the overhead, few enough to balance the load."""
MAX_JOBS = 64
"""Each process loads the language pipeline and opens the gazetteer, so more is likely a typo."""

_pipeline: Pipeline | None = None


@click.command()
@click.argument("source", default="-")
@click.option("--jobs", type=click.IntRange(1, MAX_JOBS), default=1, help="Number of processes.")
@click.option("--explain", is_flag=True, help="Print for each mention why it was extracted.")
def command(source: str, jobs: int, explain: bool) -> None:
    """Extract located mentions of events from the articles of SOURCE.

    SOURCE is a JSONL or JSON file; - is standard input. Mentions are written as JSONL (schema
    Mention) in the order of the input. Invalid articles are skipped and reported by line, with exit
    status 1.

    With --explain, print each sentence with its trigger, actors, places and dates marked, the rule
    behind each field, and the reason why other words were refused.
    """
    documents = ArticleReader(PlainText()).read_source(source)
    if explain:
        sys.exit(_explain_all(documents))
    refused = 0
    for mentions, problem in _extract_all(documents, jobs):
        for mention in mentions:
            click.echo(mention)
        if problem:
            refused += 1
            click.secho(problem, fg="red", err=True)
    if refused:
        sys.exit(1)


def _explain_all(documents: Iterable[Document]) -> int:
    """Print every article with explanations; return the exit status."""
    settings = load_settings()
    use_language(settings.rules_language)
    extractor = Extractor(settings.language_pipeline)
    printer = ExplainedPrinter(Console(highlight=False))
    refused = 0
    for document in documents:
        try:
            article = article_of(document, time.time())
        except TerminalError as error:
            refused += 1
            click.secho(f"{document.where}: {error}", fg="red", err=True)
            continue
        printer.show(article, extractor.explain(article))
    return 1 if refused else 0


def _extract_all(
    documents: Iterable[Document], jobs: int
) -> Iterator[tuple[list[str], str | None]]:
    _start()
    if jobs == 1:
        yield from map(_extract, documents)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start) as pool:
        yield from pool.map(_extract, documents, chunksize=CHUNK)


def _start() -> None:
    global _pipeline  # noqa: PLW0603 (a process has one pipeline, loaded once)
    if _pipeline is None:
        _pipeline = make_pipeline(report=lambda line: click.echo(line, err=True))


def _extract(document: Document) -> tuple[list[str], str | None]:
    assert _pipeline is not None
    try:
        article_of(document, time.time())
        mentions: list[Mention] = _pipeline.mentions_of(document.value or b"")
    except TerminalError as error:
        return [], f"{document.where}: {error}"
    return [mention.to_json().decode() for mention in mentions], None
