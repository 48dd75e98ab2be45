"""Start, find and stop the local servers, for ``dateline local`` and the tests."""

import shutil
import time
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from streams.errors import ServerError
from streams.local.accounts import cache_for, data_for, make_folder, make_stand_in, server_account
from streams.local.boot import Ground, Running, bring_up, launch, locate, note, processes_of
from streams.local.cache import Report, cache_folder, file_lock
from streams.local.elasticsearch import Elasticsearch
from streams.local.java import Java, find_java
from streams.local.kafka import Kafka
from streams.local.meter import Meter, lines
from streams.local.processes import end, family
from streams.local.secure import FOLDER as SECURE_FOLDER
from streams.local.secure import make_secure, security_of
from streams.local.site import Server
from streams.local.state import forget_ports, read_state, remove_state

SERVERS: tuple[Server, ...] = (Kafka(), Elasticsearch())
LOCK = "lock"
LOCK_SECONDS = 300.0
DOWNLOAD_SECONDS = 3600.0


@dataclass(frozen=True)
class Endpoints:
    """Where clients find the servers."""

    kafka_bootstrap_servers: str
    elasticsearch_url: str


@dataclass(frozen=True)
class ServerStatus:
    """The state of a server."""

    title: str
    log: Path
    pid: int | None = None
    port: int | None = None
    version: str | None = None
    """As reported by the server; None while it does not answer."""
    memory_bytes: int = 0
    """Resident memory of all its processes."""
    uptime_seconds: float = 0.0

    @property
    def ready(self) -> bool:
        """Whether it answers."""
        return self.version is not None


def quiet(line: str) -> None:
    """Discard a progress message."""
    del line


class Servers:
    """Kafka and Elasticsearch of a home folder.

    Args:
        cache: folder for downloads; None means the user's cache folder.
        meter: progress display for downloads; None means plain lines.
    """

    def __init__(self, cache: Path | None = None, meter: Meter | None = None) -> None:
        self._cache = cache
        self._meter = meter

    def up(self, home: Path, report: Report = quiet, *, secure: bool = False) -> Endpoints:
        """Start the servers that are not running, wait for both, and return their addresses.

        Args:
            home: folder for data and state file; created if missing.
            report: receives a line about each step.
            secure: let them ask for TLS and a login, from now on.

        Raises:
            ServerError: if a server does not start, a download fails, or they run without TLS.
            MissingDependency: if there is no Java, or the extra ``local`` is not installed.
        """
        ground = _ground(home, report)
        make_folder(ground.home)
        secured = security_of(ground.data) is not None
        if secure and not secured and any(processes_of(ground, one) for one in SERVERS):
            msg = "the servers run without TLS: stop them with `dateline local down` first"
            raise ServerError(msg)
        if not self._all_ready(home):
            java, software = self._install(ground)
            with _locked(ground):
                if secure:
                    _prepare_data(ground)
                    make_secure(ground.data, java, ground.account)
                self._bring_up(ground, java, software)
        else:
            report("Kafka and Elasticsearch are already running")
        return _endpoints(ground)

    def down(self, home: Path, report: Report = quiet) -> bool:
        """Stop all server processes of this home; return whether there were any.

        Raises:
            ServerError: if a process cannot be stopped or belongs to another user.
        """
        ground = _ground(home, report)
        if not ground.home.is_dir():
            return False
        with _locked(ground):
            living = [server for server in SERVERS if processes_of(ground, server)]
            for server in reversed(living):
                report(f"stopping {server.title}")
                end(processes_of(ground, server), server.grace)
            remove_state(ground.home)
        return bool(living)

    def status(self, home: Path) -> list[ServerStatus]:
        """Return the state of each server, Kafka first."""
        ground = _ground(home, quiet)
        return [_status(ground, server) for server in SERVERS]

    def reset(self, home: Path, report: Report = quiet) -> None:
        """Stop the servers and delete their data, configuration and logs."""
        self.down(home, report)
        ground = _ground(home, report)
        for name in (*(server.name for server in SERVERS), "logs", SECURE_FOLDER):
            shutil.rmtree(ground.data / name, ignore_errors=True)
        forget_ports(ground.home)
        if ground.data != ground.home:
            shutil.rmtree(ground.data, ignore_errors=True)

    def _all_ready(self, home: Path) -> bool:
        return all(server.ready for server in self.status(home))

    def _install(self, ground: Ground) -> tuple[Java, dict[str, Path]]:
        """Find Java and download the software to the cache; one process at a time does so."""
        wanted = cache_folder(self._cache)
        cache = cache_for(ground.account, wanted)
        if cache == wanted:
            make_folder(cache)
        else:
            make_stand_in(cache)
            _explain(ground, wanted, cache)
        java = find_java(ground.account, cache, ground.report)
        meter = self._meter or lines(ground.report)

        def waiting() -> None:
            ground.report("another dateline process is downloading; waiting for it")

        with file_lock(cache / LOCK, waiting, DOWNLOAD_SECONDS):
            return java, {server.name: server.install(cache, meter) for server in SERVERS}

    def _bring_up(self, ground: Ground, java: Java, software: dict[str, Path]) -> None:
        _prepare_data(ground)
        begun: list[Server] = []
        try:
            running = {
                server.name: _begin(ground, server, java, software, begun) for server in SERVERS
            }
            for server in SERVERS:
                now = bring_up(ground, server, running[server.name], java, software[server.name])
                note(ground, server, now)
        except ServerError:
            for server in begun:
                end(processes_of(ground, server), server.grace)
            raise


def _prepare_data(ground: Ground) -> None:
    if ground.data != ground.home:
        make_stand_in(ground.data)
        _explain(ground, ground.home, ground.data)


def _begin(
    ground: Ground, server: Server, java: Java, software: dict[str, Path], begun: list[Server]
) -> Running:
    if running := locate(ground, server):
        note(ground, server, running)
        return running
    begun.append(server)
    return launch(ground, server, java, software[server.name])


def _ground(home: Path, report: Report) -> Ground:
    home = home.resolve()
    account = server_account()
    known = read_state(home).data
    data = Path(known) if known else data_for(account, home)
    return Ground(home, data, account, report)


def _locked(ground: Ground) -> AbstractContextManager[None]:
    def waiting() -> None:
        ground.report(f"another `dateline local` is using {ground.home}; waiting for it")

    return file_lock(ground.home / LOCK, waiting, LOCK_SECONDS)


def _explain(ground: Ground, wanted: Path, used: Path) -> None:
    name = ground.account.name if ground.account else ""
    ground.report(
        f"the servers run as user {name}, who cannot access {wanted}; using {used} instead"
    )


def _endpoints(ground: Ground) -> Endpoints:
    known = read_state(ground.home).endpoints
    return Endpoints(known["kafka_bootstrap_servers"], known["elasticsearch_url"])


def _status(ground: Ground, server: Server) -> ServerStatus:
    running = locate(ground, server)
    if running is None:
        return ServerStatus(server.title, ground.log(server.name))
    return ServerStatus(
        title=server.title,
        log=ground.log(server.name),
        pid=running.process.pid,
        port=running.port,
        version=server.answer(running.port, ground.data),
        memory_bytes=sum(_memory(member) for member in family([running.process])),
        uptime_seconds=time.time() - running.process.create_time(),
    )


def _memory(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_info().rss)
    return 0
