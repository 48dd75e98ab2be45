"""Connections that ask for nothing end, so that they cannot use up the page's file descriptors."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

PROGRAM = """
import streams.commands.page as page
page.IDLE_SECONDS = 1.0
page.command(["--port", "0"])
"""
START_SECONDS, PATIENCE_SECONDS = 60.0, 15.0


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Run the command with a short limit, and return its port."""
    environment = {**os.environ, "DATELINE_ELASTICSEARCH_URL": "http://127.0.0.1:1"}
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as page:
        assert page.stdout is not None
        yield int(page.stdout.readline().partition("127.0.0.1:")[2].partition("/")[0])
        page.terminate()


def connected(port: int) -> socket.socket:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"GET /static/icon.svg HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
    ids=["silent", "half a request", "kept alive"],
)
def test_an_idle_connection_is_closed(port: int, sent: bytes) -> None:
    with connected(port) as connection:
        connection.sendall(sent)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200 OK") == sent.endswith(b"\r\n\r\n")
