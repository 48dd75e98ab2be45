"""``dateline geoparse``: find and locate the place names in texts, without servers."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from streams.commands.geoparse_output import FORMATS, WRITERS, Format
from streams.commands.listing_options import format_option
from streams.errors import TerminalError, UsageError
from streams.rules.table import rules_language
from streams.wiring.geoparse import Document, make_geoparser


@click.command()
@click.argument("source", default="-")
@click.option(
    "--language",
    metavar="CODE",
    help="Take all texts to be in this language (ISO 639, such as en), whatever they look like.",
)
@format_option(
    FORMATS, "jsonl", "Output format; geojson has a point for each name, table is for reading."
)
def command(source: str, language: str | None, form: Format) -> None:
    """Find and locate the place names in the texts of SOURCE (- is standard input).

    \b
    In:  JSONL {"id", "text", "publisher"?, "title"?, "language"?}
    Out: JSONL {"id", "toponyms": [{"start", "end", "name", "id", "lat", "lon", "country",
         "admin1", "precision", "confidence", "candidates"}]}, in the order of the input

    Offsets count code points of the given text. For a name without a likely place, the fields of
    the place are null. A text in another language than English is skipped: it has no toponyms and
    "skipped": "language:CODE", and its line is reported on stderr; --language en reads it anyway.
    Invalid documents are skipped and reported by line, with exit status 1.
    """  # noqa: D301 (click wants the character)
    geoparser = make_geoparser(report=lambda line: click.echo(line, err=True))
    answers = WRITERS[form](sys.stdout)
    invalid = 0
    for number, line in _lines(source):
        try:
            document = Document.from_json(line)
            if language is not None:
                document = document.model_copy(update={"language": language})
            parsed = geoparser.read(document)
            answers.add(document.id, parsed)
            if parsed.skipped:
                click.echo(f"{source}:{number}: {_not_read(parsed.skipped)}", err=True)
        except TerminalError as error:
            invalid += 1
            click.secho(f"{source}:{number}: {error}", fg="red", err=True)
    answers.close()
    if invalid:
        sys.exit(1)


def _not_read(skipped: str) -> str:
    language = skipped.removeprefix("language:")
    read = rules_language()
    return f"not read, its language is {language}; --language {read} reads it as {read}"


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
