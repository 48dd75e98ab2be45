"""``dateline search``: search events by words, place, type, time, casualties and sources."""

import sys
from typing import Any

import click

from streams.commands.filter_options import filter_options, read_query, why_nothing
from streams.commands.listing_options import format_option, limit_option
from streams.index.client import make_client, server_errors
from streams.index.ready import check_server
from streams.search.bodies import read_cursor, write_cursor
from streams.search.query import SearchPage, search_events
from streams.search.render import FORMATS, Format, write_hits
from streams.settings import load_settings

SORTS = ("relevance", "newest", "reported")


@click.command()
@filter_options
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default="relevance",
    show_default=True,
    help="Best match for TEXT first, newest event first, or latest report first.",
)
@limit_option
@click.option("--after", help="Show the next page: the cursor printed below the previous one.")
@format_option(FORMATS)
def command(sort: str, limit: int, after: str | None, form: Format, **options: Any) -> None:
    """Search events by words and filters; an event must match every filter.

    TEXT may contain words, all of which must occur, "a phrase", -excluded and either|or.
    """
    settings = load_settings()
    query = read_query(settings, options, limit=limit, order=sort)
    if after:
        query = query.model_copy(update={"search_after": read_cursor(after, query)})
    with make_client(settings) as client, server_errors(settings):
        check_server(client, settings)
        page = search_events(client, settings, query)
        if not page.total:
            click.echo(why_nothing(client, settings, query), err=True)
    if page.hits or form != "table":
        write_hits(page.hits, form, sys.stdout)
    _report_more(page)


def _report_more(page: SearchPage) -> None:
    if page.total > len(page.hits):
        more = f"{len(page.hits)} of {page.total} events"
        if page.next_after:
            more += f"; for the next page: --after {write_cursor(page.next_after)}"
        click.echo(f"{more}. `dateline export` writes all of them.", err=True)
