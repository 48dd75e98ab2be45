"""``dateline extract``: extract located mentions from articles, without servers."""

import multiprocessing
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any

import click
from rich.console import Console

from schemas import Mention
from streams.commands.explained import ExplainedPrinter
from streams.commands.input_options import FORMATS_HELP, Input, input_options, open_input
from streams.errors import TerminalError
from streams.extract.core import Extractor
from streams.ingest.documents import Document, article_of
from streams.rules.table import use_language
from streams.settings import load_settings
from streams.wiring.pipeline import Pipeline, make_pipeline

CHUNK = 8
"""Articles per task of a process: enough to hide the overhead, few enough to balance the load."""
CHUNKS_AHEAD = 4
"""Chunks per process that are read ahead of the results."""
MAX_JOBS = 64
"""Each process loads the language pipeline and opens the gazetteer, so more is likely a typo."""

Extracted = tuple[list[str], str, str | None]
"""Mentions of a document as JSON, where it stands, and why it was refused."""

_pipeline: Pipeline | None = None


@click.command()
@click.argument("source", default="-")
@click.option("--jobs", type=click.IntRange(1, MAX_JOBS), default=1, help="Number of processes.")
@click.option("--explain", is_flag=True, help="Print for each mention why it was extracted.")
@input_options
def command(source: str, jobs: int, explain: bool, **options: Any) -> None:
    """Extract located mentions of events from the articles of SOURCE."""
    given = open_input(options, source)
    documents = given.reader.read_source(source)
    number = _explain_all(documents, given) if explain else _print_all(documents, jobs, given)
    if not number:
        click.echo("0 articles: nothing was read.", err=True)
    if given.refused or not number:
        sys.exit(1)


command.help = f"""{command.help}

SOURCE is a file or a folder; - is standard input. Mentions are written as JSONL (schema Mention) in
the order of the input.

With --explain, print each sentence with its trigger, actors, places and dates marked, the rule
behind each field, and the reason why other words were refused.

{FORMATS_HELP}"""


def _print_all(documents: Iterable[Document], jobs: int, given: Input) -> int:
    """Print the mentions of every article; return the number of documents."""
    number = 0
    for mentions, where, problem in _extract_all(documents, jobs):
        number += 1
        for mention in mentions:
            click.echo(mention)
        if problem:
            given.refuse(where, problem)
    return number


def _explain_all(documents: Iterable[Document], given: Input) -> int:
    """Print every article with explanations; return the number of documents."""
    settings = load_settings()
    use_language(settings.rules_language)
    extractor = Extractor(settings.language_pipeline)
    printer = ExplainedPrinter(Console(highlight=False))
    number = 0
    for document in documents:
        number += 1
        try:
            article = article_of(document, time.time())
        except TerminalError as error:
            given.refuse(document.where, error)
            continue
        printer.show(article, extractor.explain(article))
    return number


def _extract_all(documents: Iterable[Document], jobs: int) -> Iterator[Extracted]:
    _start()
    if jobs == 1:
        yield from map(_extract, documents)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start) as pool:
        # ``pool.map`` would read the whole input before the first result.
        waiting: deque[Future[list[Extracted]]] = deque()
        for chunk in batched(documents, CHUNK):
            waiting.append(pool.submit(_extract_chunk, chunk))
            if len(waiting) > CHUNKS_AHEAD * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def batched(documents: Iterable[Document], size: int) -> Iterator[tuple[Document, ...]]:
    """Yield documents in tuples of ``size``; the last one may be shorter."""
    source = iter(documents)
    while chunk := tuple(islice(source, size)):
        yield chunk


def _start() -> None:
    global _pipeline  # noqa: PLW0603 (a process has one pipeline, loaded once)
    if _pipeline is None:
        _pipeline = make_pipeline(report=lambda line: click.echo(line, err=True))


def _extract_chunk(documents: Sequence[Document]) -> list[Extracted]:
    return [_extract(document) for document in documents]


def _extract(document: Document) -> Extracted:
    assert _pipeline is not None
    try:
        article_of(document, time.time())
        mentions: list[Mention] = _pipeline.mentions_of(document.value or b"")
    except TerminalError as error:
        return [], document.where, str(error)
    return [mention.to_json().decode() for mention in mentions], document.where, None
