"""``dateline events``: list the newest events, or follow new revisions."""

import sys
import time
from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console

from schemas import Event
from streams.commands.filter_options import place_options, read_query, why_nothing
from streams.commands.listing_options import format_option, limit_option
from streams.index.client import make_client, server_errors
from streams.index.ready import check_server
from streams.search.event_query import EventQuery
from streams.search.query import latest_written, search_events, written_since
from streams.search.render import FORMATS, Format, event_line, write_hits, write_lines
from streams.search.scan import POLL_SECONDS, Follower
from streams.settings import Settings, load_settings


@click.command()
@click.option(
    "--follow", is_flag=True, help="Keep printing revisions as they are indexed, until Ctrl-C."
)
@place_options
@limit_option
@format_option(FORMATS)
def command(follow: bool, limit: int, form: Format, **options: Any) -> None:
    """List the newest events, or follow them.

    With --follow, print the events indexed last, then each new revision as it is indexed, of any
    status. `dateline search` has more filters.
    """
    settings = load_settings()
    query = read_query(settings, options | {"everything": follow}, limit=limit)
    if follow:
        _follow(settings, query, form)
        return
    with make_client(settings) as client, server_errors(settings):
        check_server(client, settings)
        page = search_events(client, settings, query)
        if not page.hits and any(options.values()):
            click.echo(why_nothing(client, settings, query), err=True)
    if page.hits or form != "table":
        write_hits(page.hits, form, sys.stdout)
    elif not any(options.values()):
        click.echo("There are no events yet; send articles with `dateline publish`.", err=True)


def _follow(settings: Settings, query: EventQuery, form: Format) -> None:
    follower = Follower()
    with make_client(settings) as client, server_errors(settings):
        check_server(client, settings)
        try:
            while True:
                since = follower.since
                events = (
                    latest_written(client, settings, query)
                    if since is None
                    else written_since(client, settings, query, since)
                )
                _print(follower.fresh(events), form)
                time.sleep(POLL_SECONDS)
        except KeyboardInterrupt:
            return


def _print(events: Sequence[Event], form: Format) -> None:
    if form != "table":
        write_lines(events, sys.stdout)
        return
    console = Console()
    for event in events:
        console.print(event_line(event), soft_wrap=True)
