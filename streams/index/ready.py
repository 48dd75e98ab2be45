"""Wait for Elasticsearch, and check that Dateline can use it."""

import time
from collections.abc import Callable, Mapping
from typing import Any

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
    check_info(client.info().body, settings)


def check_info(info: Mapping[str, Any], settings: Settings) -> None:
    """Check what a server says of itself: its version and, for a local one, whose it is.

    Raises:
        ServerError: if it has another major version, or belongs to another installation.
    """
    version = info.get("version")
    check_version(str(version.get("number") if isinstance(version, dict) else None), settings)
    wanted = settings.local_cluster("elasticsearch", settings.elasticsearch_url)
    if wanted not in (None, info.get("cluster_name")):
        msg = (
            f"what answers at {shown_url(settings)} is the Elasticsearch cluster "
            f"{info.get('cluster_name')!r}, not that of {settings.home}: start that with `dateline "
            "local up`"
        )
        raise ServerError(msg)


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
