"""A preferred port is taken when it is free; else another one."""

import socket
from collections.abc import Iterator

import pytest

from streams.local.processes import any_port, choose_port, is_free


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_free_preferred_port_is_chosen() -> None:
    port = any_port()
    assert choose_port(port) == port


def test_a_port_that_somebody_listens_on_is_not_free(listener: int) -> None:
    assert not is_free(listener)
    other = choose_port(listener)
    assert other != listener
    assert is_free(other)


def test_a_listener_on_all_interfaces_takes_the_loopback_port_too() -> None:
    with socket.create_server(("", 0)) as server:
        assert not is_free(server.getsockname()[1])


def test_a_port_that_is_promised_to_another_server_is_not_chosen() -> None:
    port = any_port()
    assert choose_port(port, taken={port}) != port


def test_a_port_with_connections_in_time_wait_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            accepted, _ = server.accept()
            accepted.close()
    assert is_free(port)
