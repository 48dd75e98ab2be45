"""Start a server, or adopt one that is already running, and wait until it answers."""

import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import psutil

from streams.errors import ServerError
from streams.local.accounts import Account, make_folder
from streams.local.cache import Report
from streams.local.java import Java
from streams.local.processes import (
    any_port,
    choose_port,
    end,
    find,
    is_alive,
    is_free,
    port_of,
    recorded,
    start,
)
from streams.local.site import Server, Site
from streams.local.state import ServerRecord, last_port, note_port, read_state, write_state

READY_SECONDS = 180.0
ADOPTED_SECONDS = 60.0
"""Longest wait for a server of an interrupted start, before it is replaced."""
POLL_SECONDS = 0.2
LOG_LINES = 15


@dataclass(frozen=True)
class Ground:
    """What the servers of one home have in common."""

    home: Path
    data: Path
    account: Account | None
    report: Report

    def log(self, name: str) -> Path:
        """Return the log file of a server."""
        return self.data / "logs" / f"{name}.log"


@dataclass(frozen=True)
class Running:
    """A running server, ready or not."""

    process: psutil.Process
    port: int
    adopted: bool


def locate(ground: Ground, server: Server) -> Running | None:
    """Return the running server of this home, found by its mark or the state file, or None."""
    record = read_state(ground.home).servers.get(server.name)
    found = find(server.name, ground.data)
    if not found and record and (process := recorded(record.pid, record.started)):
        found = [process]
    for process in found:
        port = port_of(process) or (record.port if record else None)
        if port is not None:
            return Running(process, port, adopted=True)
    return None


def processes_of(ground: Ground, server: Server) -> list[psutil.Process]:
    """Return all running processes of a server, in any state."""
    found = find(server.name, ground.data)
    record = read_state(ground.home).servers.get(server.name)
    known = recorded(record.pid, record.started) if record else None
    return [*found, *([known] if known and known not in found else [])]


def launch(
    ground: Ground, server: Server, java: Java, software: Path, taken: Collection[int] = ()
) -> Running:
    """Start a server on the port of its last start, and record it at once.

    The first start takes its preferred port. If the port is in use, another free one is taken.
    """
    wanted = last_port(ground.home, server.name) or server.preferred_port
    port = choose_port(wanted, taken)
    if port != wanted:
        ground.report(f"port {wanted} is in use; {server.title} listens on {port} instead")
    note_port(ground.home, server.name, port)
    inner = choose_port(any_port(), {*taken, port})
    site = Site(server.name, ground.data, software, java, port, inner, ground.account)
    plan = server.prepare(site)
    make_folder(ground.log(server.name).parent)
    _turn_log(ground.log(server.name))
    running = Running(start(plan, ground.log(server.name), ground.account), port, adopted=False)
    note(ground, server, running)
    ground.report(f"{server.title} {server.version} is starting (pid {running.process.pid})")
    return running


def note(ground: Ground, server: Server, running: Running) -> None:
    """Record a server in the state file, before it is ready, so that it is always found."""
    record = ServerRecord(
        pid=running.process.pid,
        started=running.process.create_time(),
        port=running.port,
        version=server.version,
        log=str(ground.log(server.name)),
    )
    state = read_state(ground.home).model_copy(update={"data": str(ground.data)})
    state = state.with_server(server.name, record, server.endpoint(running.port, ground.data))
    write_state(ground.home, state.with_cluster(server.name, server.identity(ground.data)))


def bring_up(
    ground: Ground, server: Server, running: Running, java: Java, software: Path
) -> Running:
    """Wait until a server answers; stop and restart it once if it does not.

    It is only restarted if it was left by an interrupted start, or if another process took its port
    before it could listen.

    Raises:
        ServerError: if it does not start; the message has the last lines of its log.
    """
    if wait_ready(ground, server, running):
        return running
    lost_port = not is_alive(running.process) and not is_free(running.port)
    end(processes_of(ground, server), server.grace)
    if running.adopted or lost_port:
        again = launch(ground, server, java, software, {running.port} if lost_port else ())
        if wait_ready(ground, server, again):
            return again
        end(processes_of(ground, server), server.grace)
    log, tail = ground.log(server.name), _tail(ground, server)
    msg = f"{server.title} did not start. Last lines of {log}:\n{tail}"
    raise ServerError(msg)


def wait_ready(ground: Ground, server: Server, running: Running) -> bool:
    """Wait until a server answers; return False if its process exits or after a timeout."""
    deadline = time.monotonic() + (ADOPTED_SECONDS if running.adopted else READY_SECONDS)
    while time.monotonic() < deadline:
        if version := server.answer(running.port, ground.data):
            ground.report(f"{server.title} {version} {_since(running)} port {running.port}")
            return True
        if not is_alive(running.process):
            return False
        time.sleep(POLL_SECONDS)
    return False


def _since(running: Running) -> str:
    if running.adopted:
        return "was running already, on"
    return f"answers after {time.time() - running.process.create_time():.0f} s on"


def _turn_log(log: Path) -> None:
    """Rename the log of the previous run to ``.1``."""
    if log.exists():
        log.replace(log.with_name(log.name + ".1"))


def _tail(ground: Ground, server: Server) -> str:
    text = ground.log(server.name).read_text(encoding="utf-8", errors="replace")
    return "\n".join(text.splitlines()[-LOG_LINES:])
