"""``dateline feeds``: follow news feeds and send their articles to Kafka."""

import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import aiohttp
import click

from streams.commands.input_options import input_options, supplied_by
from streams.commands.run import check_target
from streams.errors import TerminalError
from streams.feeds.fetch import AGENT, Fetcher
from streams.feeds.follow import LEAST_INTERVAL, Follower
from streams.feeds.subscriptions import StateFile, Subscription, read_list
from streams.ingest.documents import Document, Supplied, article_of
from streams.ingest.publish import Publisher
from streams.settings import load_settings

INTERVAL_SECONDS = 900.0
LONGEST_SLEEP = 5.0
"""Seconds between two looks at which feed is due."""

Send = Callable[[Sequence[Document]], None]


@click.command()
@click.argument("path", metavar="LIST", type=click.Path(path_type=Path))
@click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep in FILE what was read, so that the next run goes on from there.",
)
@click.option("--once", is_flag=True, help="Ask each feed that is due once, then end.")
@click.option(
    "--interval",
    type=click.FloatRange(LEAST_INTERVAL),
    default=INTERVAL_SECONDS,
    show_default=True,
    help="Seconds between two requests to a feed.",
)
@click.option(
    "--fetch-pages",
    is_flag=True,
    help="Fetch the page of an item that has a summary only, where robots.txt allows it.",
)
@click.option("--output", metavar="FILE", help="Append articles to FILE as JSONL; - is stdout.")
@input_options
def command(
    path: Path,
    state: Path | None,
    once: bool,
    interval: float,
    fetch_pages: bool,
    output: str | None,
    **options: Any,
) -> None:
    """Follow the feeds of LIST and send each new item to Kafka, until Ctrl-C.

    LIST is an OPML file, or a text with one address on a line. Requests are conditional, and one
    second apart for each host. A server that fails or asks for a pause is left alone for longer
    each time, up to a day. A feed that has moved is followed, and one that has ended is not asked
    again. An item is sent once, by its id. With --once, the exit status is 1 if a feed failed.
    """
    urls, kept = read_list(path), StateFile(state)
    supplied = supplied_by(options)
    with ExitStack() as stack:
        send = _sender(output, stack)
        follow = _follow(
            kept, kept.subscriptions(urls), send, (supplied, interval, fetch_pages, once)
        )
        with suppress(KeyboardInterrupt):
            failed = asyncio.run(follow)
            sys.exit(1 if failed else 0)


def _sender(output: str | None, stack: ExitStack) -> Send:
    if output is None:
        publisher = stack.enter_context(Publisher(load_settings()))
        return lambda documents: _report(publisher.send_all(documents, refuse=_refuse).sent)
    check_target(output)
    file = stack.enter_context(click.open_file(output, "a", encoding="utf-8"))

    def write(documents: Sequence[Document]) -> None:
        sent = 0
        for document in documents:
            try:
                article_of(document, time.time())
            except TerminalError as error:
                _refuse(document.where, str(error))
                continue
            file.write((document.value or b"").decode("utf-8", "replace") + "\n")
            sent += 1
        file.flush()
        _report(sent)

    return write


async def _follow(
    kept: StateFile,
    feeds: Sequence[Subscription],
    send: Send,
    wanted: tuple[Supplied, float, bool, bool],
) -> int:
    """Ask the feeds that are due; return how many failed in the end."""
    supplied, interval, pages, once = wanted
    async with aiohttp.ClientSession(headers={"User-Agent": AGENT}) as session:
        follower = Follower(Fetcher(session), supplied, interval, pages=pages, note=_note)
        while True:
            for feed in feeds:
                if feed.gone or feed.due > time.time():
                    continue
                polled = await follower.poll(feed, time.time())
                if polled.documents:
                    await asyncio.to_thread(send, polled.documents)
                feed.note_seen(list(polled.identities))
                kept.save()
            if once or all(feed.gone for feed in feeds):
                return sum(feed.failures > 0 for feed in feeds)
            await asyncio.sleep(LONGEST_SLEEP)


def _note(text: str) -> None:
    click.secho(text, dim=True, err=True)


def _refuse(where: str, why: str) -> None:
    click.secho(f"{where}: {why}", fg="red", err=True)


def _report(sent: int) -> None:
    if sent:
        click.echo(f"{sent} articles sent.", err=True)
