"""``dateline publish``: send articles to Kafka."""

import sys
from collections.abc import Iterable
from datetime import datetime

import click

from streams.errors import UsageError
from streams.ingest.publish import Publisher
from streams.ingest.readers import ArticleReader, Document, PlainText
from streams.settings import load_settings


@click.command()
@click.argument("source", default="-")
@click.option("--publisher", help="Outlet of plain-text articles, e.g. bbc.co.uk.")
@click.option("--published-at", help="Time of plain-text articles, with zone: 2024-05-01T12:00Z.")
@click.option("--title", help="Headline of a plain-text article.")
@click.option("--url", help="URL of a plain-text article.")
@click.option("--id", "article_id", help="Id of a plain-text article, to correct it later.")
@click.option("--version", type=click.IntRange(1), help="Version of a plain-text article.")
@click.option("--withdraw", metavar="ID", multiple=True, help="Withdraw an article, by its id.")
@click.option("--quiet", is_flag=True, help="Print only the summary and errors.")
def command(  # noqa: PLR0913, PLR0917 (one argument for each option)
    source: str,
    publisher: str | None,
    published_at: str | None,
    title: str | None,
    url: str | None,
    article_id: str | None,
    version: int | None,
    withdraw: tuple[str, ...],
    quiet: bool,
) -> None:
    """Send the articles of SOURCE: a file, a folder of files, or - for standard input.

    JSONL has one article per line, JSON one article or a list; both may be compressed with gzip.
    Plain text and HTML are one article, and require --publisher and --published-at. Without --url
    or --id, their id is derived from text, publisher and time, and printed. Invalid
    articles and files of other formats are skipped and reported by file and line, with exit status
    1.
    """
    reader = ArticleReader(
        PlainText(publisher, _moment(published_at), title, url, article_id, version)
    )
    documents: Iterable[Document]
    if withdraw:
        documents = [Document(f"--withdraw {name}", None, name) for name in withdraw]
    else:
        documents = reader.read_source(source)
    with Publisher(load_settings()) as sender:
        report = sender.send_all(documents, show_progress=not quiet and sys.stderr.isatty())
    for where, derived in report.derived_ids if not quiet else ():
        click.echo(f"{where}: id {derived}")
    for problem in report.problems:
        click.secho(str(problem), fg="red", err=True)
    click.echo(f"{report.sent} articles sent to {report.topic}, {len(report.problems)} skipped.")
    if report.problems:
        sys.exit(1)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"--published-at {text!r} is not an ISO 8601 time such as 2024-05-01T12:00:00+02:00"
        raise UsageError(msg) from error
    if moment.tzinfo is None:
        msg = f"--published-at {text!r} has no time zone; add one, such as Z or +02:00"
        raise UsageError(msg)
    return moment
