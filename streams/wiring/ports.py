"""The ports that Dateline wants on this machine, and the programs that have them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from streams.local.processes import is_listening
from streams.local.servers import SERVERS, Servers
from streams.settings import Settings

METRICS = "metrics of workers"


@dataclass(frozen=True)
class Port:
    """A port of the loopback interface.

    ``wanted_by`` is what usually listens there, ``holder`` the program that does so, such as "java,
    pid 12 of nobody"; None if the port is free. ``own`` says that it is ours.
    """

    number: int
    wanted_by: str
    holder: str | None = None
    own: bool = False


def wanted_ports(settings: Settings) -> Iterator[Port]:
    """Yield the usual ports of the local servers, and that of the workers' metrics if it is set."""
    servers = Servers(settings.cache).status(settings.home)
    own = {server.port for server in servers if server.port is not None}
    for server in SERVERS:
        yield _port(server.preferred_port, server.title, own)
    if settings.metrics_port:
        yield _port(settings.metrics_port, METRICS, own)


def _port(number: int, wanted_by: str, own: set[int]) -> Port:
    if not is_listening(number):
        return Port(number, wanted_by)
    process = _holder(number)
    if process is None:
        return Port(number, wanted_by, "a program of another user", number in own)
    ours = number in own or (wanted_by == METRICS and _is_worker(process))
    with process.oneshot():
        name, user = process.name(), process.username()
    return Port(number, wanted_by, f"{name}, pid {process.pid} of {user}", ours)


def _holder(number: int) -> psutil.Process | None:
    """Return the process that listens on a port; None if the system does not tell us."""
    try:
        pids = [
            found.pid
            for found in psutil.net_connections(kind="tcp")
            if found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == number
        ]
        return next((psutil.Process(pid) for pid in pids if pid is not None), None)
    except psutil.Error:
        return None


def _is_worker(process: psutil.Process) -> bool:
    try:
        words = process.cmdline()
    except psutil.Error:
        return False
    names = {Path(word).name for word in words[:3]} | set(words[:3])
    return "worker" in words and any("dateline" in name or "streams" in name for name in names)
