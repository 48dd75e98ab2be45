"""The options of commands that read articles: what fills missing fields, and how files are read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from streams.commands.completion_values import complete_zone
from streams.ingest.documents import Supplied
from streams.ingest.encodings import known_encoding
from streams.ingest.mapping import parse_mapping
from streams.ingest.readers import ArticleReader
from streams.ingest.times import known_zone, moment_of
from streams.search.words import without_controls

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS_HELP = """\b
Read are, by their content:
  JSONL, JSON    articles, or records of news-please, NewsAPI, New York Times,
                 Media Cloud, The Guardian, GDELT, JSON Feed; others with --map
  feeds          RSS and Atom, an article for each item
  pages          HTML; title, time, address and language from the metadata
  tables         CSV and TSV with a header
  archives       WARC and WET; zip; folders, with all folders in them
  plain text     needs --publisher and --published-at
All of them also as gzip, bzip2, xz or zstd. What is not recognised is refused by file, line or
member; the exit status is then 1, and also if nothing was read."""
"""What the help of each command says about formats."""


def input_options(command: Command) -> Command:
    """Add the options to a command; ``supplied_by`` reads their values."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--publisher", help="Outlet of articles that name none, such as bbc.co.uk."),
    click.option(
        "--published-at", help="Time of articles that have none, with zone: 2024-05-01T12:00Z."
    ),
    click.option("--language", metavar="TAG", help="Language of articles that name none: en."),
    click.option(
        "--timezone",
        metavar="ZONE",
        shell_complete=complete_zone,
        help="Time zone of times without offset, and of outlets: Europe/London.",
    ),
    click.option(
        "--map",
        "mapping",
        metavar="FIELDS",
        help="Fields of the files, for those of an article: text=body,published_at=meta.date.",
    ),
    click.option("--encoding", metavar="NAME", help="Encoding of all texts, such as windows-1252."),
)


def supplied_by(options: dict[str, Any], **more: Any) -> Supplied:
    """Return what the options supply; ``more`` are fields of ``Supplied``.

    Raises:
        UsageError: if the value of an option is invalid.
    """
    moment, zone, encoding = (options[n] for n in ("published_at", "timezone", "encoding"))
    if zone:
        known_zone(zone)
    if encoding:
        known_encoding(encoding)
    return Supplied(
        publisher=options["publisher"],
        published_at=moment_of(moment, "--published-at") if moment else None,
        language=options["language"],
        timezone=zone,
        mapping=parse_mapping(options["mapping"]),
        encoding=encoding,
        **more,
    )


@dataclass
class Input:
    """Articles from the command line: their reader, and how many documents were refused."""

    reader: ArticleReader
    refused: int = field(default=0)

    def refuse(self, where: str, why: object) -> None:
        """Print on stderr that a document was refused, and count it."""
        self.refused += 1
        click.secho(without_controls(f"{where}: {why}"), fg="red", err=True)


def open_input(options: dict[str, Any], source: str, *, quiet: bool = False, **more: Any) -> Input:
    """Return the input for option values; how files were read is printed on stderr.

    Raises:
        UsageError: if the value of an option is invalid.
    """
    if source == "-" and click.get_binary_stream("stdin").isatty():
        click.echo("reading articles from the terminal; end them with Ctrl-D", err=True)

    def note(text: str) -> None:
        if not quiet:
            click.secho(text, dim=True, err=True)

    return Input(ArticleReader(supplied_by(options, **more), note))
