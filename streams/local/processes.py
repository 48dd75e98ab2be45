"""Start server processes detached, find them by their marks, and stop them with their children."""

import os
import socket
import subprocess
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from streams.errors import MissingDependency, ServerError
from streams.local.accounts import Account

try:
    import psutil
except ImportError as missing:
    NO_PSUTIL = "local servers need the package `psutil`: pip install 'dateline[local]'"
    raise MissingDependency(NO_PSUTIL) from missing

LOOPBACK = "127.0.0.1"
CONNECT_SECONDS = 0.5
"""Longest wait for a loopback port to accept a connection."""

START_TOLERANCE_SECONDS = 2.0
"""Tolerance for start times, as the system clock may be adjusted between two readings."""

KILL_SECONDS = 10.0
"""Longest wait for a killed process to exit."""

POLL_SECONDS = 0.05
"""Interval between checks whether a process has exited."""

DETACH = '"$@" >&2 </dev/null & echo $!'
"""The shell exits at once, so that init adopts the server: no zombie, no controlling terminal."""


@dataclass(frozen=True)
class Launch:
    """How to start a program."""

    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]


def marks(name: str, data: Path, port: int) -> list[str]:
    """Return the Java options by which a server's processes are recognised."""
    return [f"-Ddateline.server={name}", f"-Ddateline.home={data}", f"-Ddateline.port={port}"]


def start(launch: Launch, log: Path, account: Account | None) -> psutil.Process:
    """Start a program in its own session, with its output appended to a log file.

    Raises:
        ServerError: if it exits at once.
    """
    with log.open("ab") as output:
        done = subprocess.run(
            ["/bin/sh", "-c", DETACH, "dateline", *launch.command],
            stdout=subprocess.PIPE,
            stderr=output,
            cwd=launch.folder,
            env=dict(launch.environment),
            start_new_session=True,
            check=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    try:
        return psutil.Process(int(done.stdout))
    except psutil.NoSuchProcess as error:
        msg = f"{launch.command[0]} exited at once; its output is in {log}"
        raise ServerError(msg) from error


def run(
    launch: Launch, account: Account | None, timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run a program to completion and return its output, including standard error."""
    return subprocess.run(
        launch.command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        cwd=launch.folder,
        env=dict(launch.environment),
        timeout=timeout,
        text=True,
        errors="replace",
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def find(name: str, data: Path) -> list[psutil.Process]:
    """Return all running processes of a server with this data folder, oldest first."""
    wanted = set(marks(name, data, 0)[:2])
    found = [p for p in psutil.process_iter() if wanted <= set(_command(p)) and is_alive(p)]
    return sorted(found, key=lambda process: (process.create_time(), process.pid))


def recorded(pid: int, started: float) -> psutil.Process | None:
    """Return a recorded process, or None if it has exited or its pid was reused."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        if abs(process.create_time() - started) < START_TOLERANCE_SECONDS and is_alive(process):
            return process
    return None


def port_of(process: psutil.Process) -> int | None:
    """Return the port of a server, from its marks."""
    ports = [
        arg.partition("=")[2] for arg in _command(process) if arg.startswith("-Ddateline.port=")
    ]
    return int(ports[0]) if ports and ports[0].isdigit() else None


def is_alive(process: psutil.Process) -> bool:
    """Return whether a process is running; a zombie is not."""
    with suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def family(processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Return the processes and all others in their sessions, which they have started."""
    sessions = {session for p in processes if (session := _session(p.pid)) is not None}
    members = [p for p in psutil.process_iter() if _session(p.pid) in sessions]
    return [process for process in members if is_alive(process)]


def end(processes: Sequence[psutil.Process], grace: float) -> None:
    """Stop processes and their sessions: terminate, then kill after ``grace`` seconds.

    Raises:
        ServerError: if one belongs to another user or cannot be killed.
    """
    members = family(processes)
    inside = {process.pid for process in members}
    for process in members:
        if _parent(process) not in inside:
            _signal(process, kill=False)
    _wait_gone(members, grace)
    for process in filter(is_alive, members):
        _signal(process, kill=True)
    if left := _wait_gone(members, KILL_SECONDS):
        msg = f"processes {left} do not exit; stop them manually"
        raise ServerError(msg)


def is_free(port: int) -> bool:
    """Return whether a loopback port is unused, so that we can listen on it."""
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
    """Return whether a loopback port accepts connections."""
    with socket.socket() as probe:
        probe.settimeout(CONNECT_SECONDS)
        return probe.connect_ex((LOOPBACK, port)) == 0


def choose_port(preferred: int, taken: Collection[int] = ()) -> int:
    """Return the preferred port (0: none) if it is free, else another free one not in ``taken``."""
    if preferred and preferred not in taken and is_free(preferred):
        return preferred
    while True:
        port = any_port()
        if port not in taken:
            return port


def any_port() -> int:
    """Return a free port."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_gone(processes: Sequence[psutil.Process], seconds: float) -> list[int]:
    deadline = time.monotonic() + seconds
    while (left := [p.pid for p in processes if is_alive(p)]) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    return left


def _signal(process: psutil.Process, *, kill: bool) -> None:
    with suppress(psutil.NoSuchProcess):
        try:
            process.kill() if kill else process.terminate()
        except psutil.AccessDenied as error:
            msg = f"process {process.pid} belongs to another user; run the command as that user"
            raise ServerError(msg) from error


def _command(process: psutil.Process) -> list[str]:
    with suppress(psutil.Error):
        return process.cmdline()
    return []


def _session(pid: int) -> int | None:
    with suppress(OSError):
        return os.getsid(pid)
    return None


def _parent(process: psutil.Process) -> int | None:
    with suppress(psutil.Error):
        return process.ppid()
    return None
