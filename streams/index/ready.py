"""Wait for Elasticsearch, and check that Dateline can use it."""

import time
from collections.abc import Callable

from elasticsearch import (
    ApiError,
    BadRequestError,
    ConnectionTimeout,
    Elasticsearch,
    TransportError,
)
from elasticsearch import ConnectionError as ServerAway

from streams.errors import ServerError
from streams.index.client import explain, shown_url
from streams.settings import Settings

SUPPORTED_MAJOR = "8"
START_TIMEOUT_SECONDS = 90.0
"""Longest wait for a server to start; a small one takes 10 to 20 s."""

Report = Callable[[str], None]
"""Receives one line of progress for the user."""


def wait_until_ready(
    client: Elasticsearch,
    settings: Settings,
    report: Report,
    timeout: float = START_TIMEOUT_SECONDS,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Wait until the server answers, and check that Dateline can use it.

    Raises:
        ServerError: if it does not answer within ``timeout`` seconds, or has another major version.
    """
    deadline = time.monotonic() + timeout
    waiting = False
    while True:
        try:
            check_server(client, settings)
            return
        except BadRequestError as error:
            msg = f"{explain(error, settings)}. Dateline needs Elasticsearch {SUPPORTED_MAJOR}.x"
            raise ServerError(msg) from error
        except (ApiError, TransportError) as error:
            if not _may_be_starting(error) or time.monotonic() > deadline:
                raise ServerError(explain(error, settings)) from error
        if not waiting:
            report(f"waiting for Elasticsearch at {shown_url(settings)} ...")
            waiting = True
        sleep(1.0)


def check_server(client: Elasticsearch, settings: Settings) -> None:
    """Check that Dateline can use the server.

    Raises:
        ServerError: if it has another major version.
        elasticsearch.ApiError, elasticsearch.TransportError: as raised by the client.
    """
    check_version(str(client.info()["version"]["number"]), settings)


def check_version(number: str, settings: Settings) -> None:
    """Check a version such as '8.19.13'.

    Raises:
        ServerError: if its major version is not the supported one.
    """
    if number.partition(".")[0] != SUPPORTED_MAJOR:
        msg = (
            f"Elasticsearch at {shown_url(settings)} has version {number}, but Dateline needs "
            f"{SUPPORTED_MAJOR}.x: set DATELINE_ELASTICSEARCH_URL to such a server"
        )
        raise ServerError(msg)


def _may_be_starting(error: Exception) -> bool:
    if isinstance(error, ApiError):
        return error.status_code in (429, 502, 503, 504)
    return isinstance(error, ServerAway | ConnectionTimeout)
