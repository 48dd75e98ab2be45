"""``dateline page``: serve the built-in web page for analysts on this machine."""

import socket
from contextlib import closing

import click
from aiohttp import web

from streams.errors import UsageError
from streams.page.app import IDLE_SECONDS, make_app
from streams.settings import load_settings

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8600
"""The port that the tutorial opens; ``--port`` takes another."""


@click.command()
@click.option(
    "--port",
    default=DEFAULT_PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port on 127.0.0.1; 0 for any free one.",
)
def command(port: int) -> None:
    """Serve a read-only web page to search events, with a map and sources, until Ctrl-C."""
    app = make_app(load_settings())
    with closing(_listen(port)) as listener:
        click.echo(f"http://{LOOPBACK}:{listener.getsockname()[1]}/  (stop with Ctrl-C)")
        web.run_app(app, sock=listener, print=None, access_log=None, keepalive_timeout=IDLE_SECONDS)


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        # A browser that opens the address while the page still starts waits for it.
        listener.listen()
    except OSError as error:
        listener.close()
        msg = f"cannot use port {port} ({error.strerror}); choose another, or 0 for any free one"
        raise UsageError(msg) from error
    return listener
