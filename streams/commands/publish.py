"""``dateline publish``: send articles to Kafka."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import click

from schemas.article import Article
from streams.commands.input_options import FORMATS_HELP, Input, input_options, open_input
from streams.commands.progress import tracked
from streams.ingest.documents import Document
from streams.ingest.publish import Publisher, PublishReport, check_all
from streams.ingest.resume import Resume
from streams.settings import load_settings

SHOWN_ARTICLES = 3
"""Articles that ``--dry-run`` shows: enough to see whether the fields are the right ones."""
SHOWN_CHARACTERS = 160


@click.command()
@click.argument("source", default="-")
@input_options
@click.option("--title", help="Headline of a text or page.")
@click.option("--url", help="URL of a text or page.")
@click.option("--id", "article_id", help="Id of a text or page, to correct it later.")
@click.option("--version", type=click.IntRange(1), help="Version of a text or page.")
@click.option("--withdraw", metavar="ID", multiple=True, help="Withdraw an article, by its id.")
@click.option("--dry-run", is_flag=True, help="Send nothing; show what would be sent.")
@click.option("--rate", type=click.FloatRange(0, min_open=True), help="Most articles a second.")
@click.option(
    "--resume",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep in FILE how far each file was sent, and go on from there.",
)
@click.option("--quiet", is_flag=True, help="Print only the summary and errors.")
def command(
    source: str,
    withdraw: tuple[str, ...],
    dry_run: bool,
    rate: float | None,
    resume: Path | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Send the articles of SOURCE to Kafka: a file, a folder, or - for standard input."""
    single = {name: options.pop(name) for name in ("title", "url", "article_id", "version")}
    given = open_input(options, "" if withdraw else source, quiet=quiet, **single)
    documents: Iterable[Document]
    if withdraw:
        documents = [Document(f"--withdraw {name}", None, name) for name in withdraw]
    else:
        documents = given.reader.read_source(source)
    watched = _named(tracked(documents, given.reader, "articles", quiet=quiet), quiet=quiet)
    if dry_run:
        report = _dry_run(watched, given)
    else:
        state = Resume(resume) if resume else None
        with Publisher(load_settings()) as sender:
            report = sender.send_all(watched, refuse=given.refuse, rate=rate, resume=state)
        click.echo(_summary(report))
    if report.refused or not report.read:
        sys.exit(1)


command.help = f"""{command.help}

Invalid articles are skipped and reported by file and line. Without --url or --id, the id of a plain
text is derived from text, publisher and time, and printed.

{FORMATS_HELP}"""


def _named(documents: Iterable[Document], *, quiet: bool) -> Iterator[Document]:
    """Yield documents, printing the ids that were derived for them."""
    for document in documents:
        if document.derived_id is not None and not quiet:
            click.echo(f"{document.where}: id {document.derived_id}")
        yield document


def _summary(report: PublishReport) -> str:
    line = f"{report.sent} articles sent to {report.topic}, {report.refused} skipped"
    if report.passed_over:
        line += f", {report.passed_over} sent by an earlier run"
    return line + ("." if report.read else ": nothing was read.")


def _dry_run(documents: Iterable[Document], given: Input) -> PublishReport:
    shown: list[str] = []
    publishers: dict[str, int] = {}
    days: list[datetime] = []

    def show(document: Document, article: Article) -> None:
        publishers[article.publisher] = publishers.get(article.publisher, 0) + 1
        moments = [*days, article.published_at]
        days[:] = [min(moments), max(moments)]
        if len(shown) < SHOWN_ARTICLES:
            shown.append(_sample(document, article))

    report = check_all(documents, given.refuse, show)
    for text in shown:
        click.echo(text)
    click.echo(f"{report.sent} articles would be sent, {report.refused} skipped.")
    if days:
        most = sorted(publishers.items(), key=lambda one: (-one[1], one[0]))
        names = ", ".join(f"{name} ({count})" for name, count in islice(most, 5))
        more = f" and {len(most) - 5} more" if len(most) > 5 else ""
        click.echo(f"published {days[0].date()} to {days[1].date()}, by {names}{more}")
    return report


def _sample(document: Document, article: Article) -> str:
    text = " ".join(article.text.split())
    start = text[:SHOWN_CHARACTERS] + ("…" if len(text) > SHOWN_CHARACTERS else "")
    rows = {
        "id": article.article_id,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published_at.isoformat(),
        "language": article.language,
        "title": article.title,
        "text": f"{len(article.text):,} characters: {start}",
    }
    lines = [f"  {name:<9}  {value}" for name, value in rows.items() if value is not None]
    return "\n".join([document.where, *lines, ""])
