"""Free ports on the loopback interface."""

import socket
from collections.abc import Collection

LOOPBACK = "127.0.0.1"
CONNECT_SECONDS = 0.5


def is_free(port: int) -> bool:
    """Return whether nobody listens on a loopback port and we could."""
    if is_listening(port):
        return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def is_listening(port: int) -> bool:
    """Return whether a connection to a loopback port is accepted."""
    with socket.socket() as probe:
        probe.settimeout(CONNECT_SECONDS)
        return probe.connect_ex((LOOPBACK, port)) == 0


def choose_port(preferred: int, taken: Collection[int] = ()) -> int:
    """Return the preferred port (0: none) if it is free, else any free one not in ``taken``."""
    if preferred and preferred not in taken and is_free(preferred):
        return preferred
    while True:
        port = any_port()
        if port not in taken:
            return port


def any_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port
