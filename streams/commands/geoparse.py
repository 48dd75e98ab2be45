"""``dateline geoparse``: find and locate the place names in texts, without servers."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from streams.errors import TerminalError, UsageError
from streams.wiring.geoparse import Document, Geoparser, make_geoparser


@click.command()
@click.argument("source", default="-")
def command(source: str) -> None:
    """Find and locate the place names in the texts of SOURCE (- is standard input).

    \b
    In:  JSONL {"id", "text", "publisher"?, "title"?, "language"?}
    Out: JSONL {"id", "toponyms": [{"start", "end", "name", "id", "lat", "lon", "country",
         "admin1", "precision", "confidence", "candidates"}]}, in the order of the input

    Offsets count code points of the given text. For a name without a likely place, the fields
    of the place are null. Invalid documents are skipped and reported by line, with exit status 1.
    """  # noqa: D301 (click wants the character)
    geoparser = make_geoparser(report=lambda line: click.echo(line, err=True))
    invalid = 0
    for number, line in _lines(source):
        try:
            click.echo(_answer(geoparser, Document.from_json(line)))
        except TerminalError as error:
            invalid += 1
            click.secho(f"{source}:{number}: {error}", fg="red", err=True)
    if invalid:
        sys.exit(1)


def _answer(geoparser: Geoparser, document: Document) -> str:
    toponyms = [one.record() for one in geoparser.parse(document)]
    return json.dumps({"id": document.id, "toponyms": toponyms}, ensure_ascii=False)


def _lines(source: str) -> Iterator[tuple[int, bytes]]:
    """Yield the non-empty lines as they arrive, with their numbers."""
    if source == "-":
        yield from _numbered(click.get_binary_stream("stdin"))
        return
    try:
        with Path(source).open("rb") as lines:
            yield from _numbered(lines)
    except OSError as error:
        msg = f"cannot read {source}: {error.strerror}; give a JSONL file, or - for stdin"
        raise UsageError(msg) from error


def _numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, line
