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
    help="Port to listen on; 0 for any free one.",
)
@click.option(
    "--host",
    default=LOOPBACK,
    show_default=True,
    help="Address to listen on; in a container 0.0.0.0. Only requests for a loopback name, such as "
    "localhost, are answered in any case.",
)
def command(port: int, host: str) -> None:
    """Serve a read-only web page to search events, with a map and sources, until Ctrl-C."""
    app = make_app(load_settings())
    with closing(_listen(host, port)) as listener:
        click.echo(f"http://{LOOPBACK}:{listener.getsockname()[1]}/  (stop with Ctrl-C)")
        web.run_app(app, sock=listener, print=None, access_log=None, keepalive_timeout=IDLE_SECONDS)


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        # A browser that opens the address while the page still starts waits for it.
        listener.listen()
    except OSError as error:
        listener.close()
        msg = (
            f"cannot use port {port} of {host} ({error.strerror}); choose another, or 0 for any "
            "free one"
        )
        raise UsageError(msg) from error
    return listener
