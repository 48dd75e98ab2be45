"""The life of real servers, in one story: killed in the middle, taken over, damaged, ended."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from streams.local.processes import find
from streams.local.servers import SERVERS, Servers, ServerStatus
from streams.local.state import STATE_FILE

pytestmark = [
    pytest.mark.servers,
    # kafka-python 3.0 reads its schemas with a function that Python has deprecated.
    pytest.mark.filterwarnings(r"ignore:(read|open)_text is deprecated:DeprecationWarning"),
]


@pytest.fixture
def servers(open_home: Path) -> Iterator[Servers]:
    servers = Servers()
    yield servers
    servers.reset(open_home)


@pytest.fixture
def usual_ports_taken() -> Iterator[None]:
    """Listen on 9092 and 9200, unless somebody does already."""
    listeners: list[socket.socket] = []
    for port in (9092, 9200):
        with suppress(OSError):
            listeners.append(socket.create_server(("127.0.0.1", port)))
    yield
    for listener in listeners:
        listener.close()


def test_from_a_killed_start_to_the_end(
    servers: Servers, open_home: Path, usual_ports_taken: None
) -> None:
    _start_and_kill(open_home)
    left_over = _by_title(servers, open_home)

    said: list[str] = []
    endpoints = servers.up(open_home, said.append)
    assert endpoints.kafka_bootstrap_servers != "127.0.0.1:9092"
    assert endpoints.elasticsearch_url != "http://127.0.0.1:9200"
    now = _by_title(servers, open_home)
    assert {title: one.pid for title, one in now.items()} == {
        title: one.pid for title, one in left_over.items()
    }
    assert all(one.ready and one.memory_bytes > 50 << 20 for one in now.values())

    said.clear()
    assert servers.up(open_home, said.append) == endpoints
    assert said == ["Kafka and Elasticsearch are already running"]

    (open_home / STATE_FILE).write_bytes(b"\x00damaged")
    assert {title: one.pid for title, one in _by_title(servers, open_home).items()} == {
        title: one.pid for title, one in now.items()
    }
    data = _data(open_home)
    assert servers.down(open_home)
    assert not [found for server in SERVERS for found in find(server.name, data)]
    assert not (open_home / STATE_FILE).exists()
    assert not servers.down(open_home)


def _start_and_kill(home: Path) -> None:
    """Run `dateline local up` and kill it as soon as it has started both servers."""
    environment = {**os.environ, "DATELINE_HOME": str(home)}
    command = [sys.executable, "-c", "from streams.commands.main import main; main()"]
    with subprocess.Popen(
        [*command, "local", "up"], env=environment, stdout=subprocess.DEVNULL
    ) as starter:
        while starter.poll() is None and len(_recorded(home)) < len(SERVERS):
            time.sleep(0.05)
        assert starter.poll() is None, "`dateline local up` ended before it had started the servers"
        starter.send_signal(signal.SIGKILL)


def _recorded(home: Path) -> dict[str, object]:
    path = home / STATE_FILE
    if not path.exists():
        return {}
    servers: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))["servers"]
    return servers


def _by_title(servers: Servers, home: Path) -> dict[str, ServerStatus]:
    return {status.title: status for status in servers.status(home) if status.pid is not None}


def _data(home: Path) -> Path:
    return home.resolve()
