"""Faults of workers and servers. Each is a context: the fault is there as long as it is entered."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import psutil
from elasticsearch import ApiError, TransportError

from streams.errors import ServerError
from streams.local.processes import end, family
from streams.local.servers import Servers
from streams.settings import Settings
from tests.chaos.proxy import ANSWERS, Proxy
from tests.stack import Stack, Worker

DOWN_SECONDS = 4.0
"""How long a server stays away before it is started again."""

STOPPED_SECONDS = 13.0
"""How long a worker is stopped: longer than its session, so that it loses its partitions."""

ANSWER_SECONDS = 1.5
JUMPS = (400 * 86_400, -400 * 86_400)
"""How far the wall clock of the workers jumps, in seconds."""

WORKER_SECONDS = 300.0
"""Longest wait until a worker that was started takes part."""

GRACE = 20.0


@dataclass
class Storm:
    """What the faults act on: the workers of a stack, the servers of a home, and a proxy."""

    stack: Stack
    home: Path
    proxy: Proxy
    make_worker: Callable[[str, Settings, Path], Worker]
    clock: Path | None
    """File with the seconds by which the workers' clock is wrong; None if it cannot be moved."""
    recoveries: dict[str, list[float]] = field(default_factory=dict)
    """Seconds from the end of each fault until all workers take part again, by fault."""

    def new_worker(self, group: str) -> Worker:
        """Return a worker that has not been started."""
        return self.make_worker(group, self.stack.settings, self.stack.workers[0].folder)

    def server(self, name: str) -> list[psutil.Process]:
        """Return the processes of a server, Kafka or Elasticsearch."""
        statuses = Servers().status(self.home)
        (pid,) = [one.pid for one in statuses if one.title == name]
        with suppress(psutil.NoSuchProcess):  # it may end between the two
            return family([psutil.Process(pid)]) if pid is not None else []
        return []

    def wait_for_workers(self) -> None:
        """Wait until each worker has measured its lag, so that it has partitions."""
        self.stack.until(self._all_take_part, WORKER_SECONDS)

    def _all_take_part(self) -> bool:
        answers = [worker.get("/metrics") or "" for worker in self.stack.workers]
        return all("dateline_consumer_lag{" in answer for answer in answers)


def _killed(storm: Storm, group: str) -> Iterator[None]:
    at = next(i for i, one in enumerate(storm.stack.workers) if one.group == group)
    storm.stack.workers[at].kill()
    try:
        yield
    finally:
        storm.stack.workers[at] = storm.new_worker(group)
        storm.stack.workers[at].start()


@contextmanager
def pipeline_killed(storm: Storm) -> Iterator[None]:
    """SIGKILL of the pipeline worker."""
    yield from _killed(storm, "pipeline")


@contextmanager
def index_killed(storm: Storm) -> Iterator[None]:
    """SIGKILL of the index worker."""
    yield from _killed(storm, "index")


@contextmanager
def worker_stopped(storm: Storm) -> Iterator[None]:
    """SIGSTOP of the pipeline worker for longer than its session, then SIGCONT."""
    process = storm.stack.workers[0].process
    assert process is not None
    stopped = psutil.Process(process.pid)
    stopped.suspend()
    try:
        yield
        time.sleep(STOPPED_SECONDS)
    finally:
        stopped.resume()


@contextmanager
def rebalanced(storm: Storm) -> Iterator[None]:
    """A second pipeline worker joins; then the first one leaves."""
    second = storm.new_worker("pipeline")
    second.start()
    storm.stack.workers.append(second)
    try:
        yield
        storm.wait_for_workers()
    finally:
        first = storm.stack.workers.pop(0)
        storm.stack.workers.insert(0, storm.stack.workers.pop())
        assert first.stop() == 0, first.log()[-3000:]


def _restarted(storm: Storm, name: str, *, kill: bool) -> Iterator[None]:
    processes = storm.server(name)
    for process in processes if kill else ():
        with suppress(psutil.NoSuchProcess):
            process.kill()
    if not kill:
        end(processes, GRACE)
    try:
        yield
        time.sleep(DOWN_SECONDS)
    finally:
        _start_servers(storm)


def _start_servers(storm: Storm) -> None:
    """Start the servers that are down; on a busy machine a start may take more than its time."""
    for last in (False, False, True):
        try:
            Servers().up(storm.home)
        except ServerError:
            if last:
                raise
        else:
            return


@contextmanager
def broker_killed(storm: Storm) -> Iterator[None]:
    """SIGKILL of the broker; it is started again."""
    yield from _restarted(storm, "Kafka", kill=True)


@contextmanager
def broker_restarted(storm: Storm) -> Iterator[None]:
    """The broker ends cleanly, and is started again."""
    yield from _restarted(storm, "Kafka", kill=False)


@contextmanager
def elasticsearch_killed(storm: Storm) -> Iterator[None]:
    """SIGKILL of Elasticsearch; it is started again."""
    yield from _restarted(storm, "Elasticsearch", kill=True)


@contextmanager
def elasticsearch_stopped(storm: Storm) -> Iterator[None]:
    """SIGSTOP of Elasticsearch for some seconds: requests hang."""
    processes = storm.server("Elasticsearch")
    for process in processes:
        process.suspend()
    try:
        yield
        time.sleep(DOWN_SECONDS)
    finally:
        for process in processes:
            process.resume()


@contextmanager
def answers_wrong(storm: Storm) -> Iterator[None]:
    """429, 503, 401, a page under 200, no answer and half an answer in the place of answers."""
    try:
        storm.proxy.answer = ANSWERS[0]
        yield
        for answer in ANSWERS:
            storm.proxy.answer = answer
            time.sleep(ANSWER_SECONDS)
    finally:
        storm.proxy.answer = None


@contextmanager
def read_only(storm: Storm) -> Iterator[None]:
    """The block that Elasticsearch sets on all indices when its disk is nearly full."""
    indices = f"{storm.stack.settings.index_prefix}*"
    _block(storm, indices, on=True)
    try:
        yield
        time.sleep(DOWN_SECONDS)
    finally:
        _block(storm, indices, on=None)


def _block(storm: Storm, indices: str, *, on: bool | None) -> None:
    def try_it() -> bool:
        try:
            storm.stack.client.indices.put_settings(
                index=indices, settings={"index.blocks.read_only_allow_delete": on}
            )
        except (ApiError, TransportError):
            return False
        return True

    storm.stack.until(try_it)


@contextmanager
def clock_jumps(storm: Storm) -> Iterator[None]:
    """The wall clock of all workers jumps by 400 days, forth and back."""
    assert storm.clock is not None
    try:
        storm.clock.write_text(str(JUMPS[0]), encoding="ascii")
        yield
        time.sleep(DOWN_SECONDS)
        storm.clock.write_text(str(JUMPS[1]), encoding="ascii")
        time.sleep(DOWN_SECONDS)
    finally:
        storm.clock.write_text("0", encoding="ascii")


@contextmanager
def broker_disk_full(storm: Storm) -> Iterator[None]:
    """The broker cannot make any file longer; it halts, and is started again without the limit.

    The limit is one of the process (RLIMIT_FSIZE): to the broker, a write fails as on a full disk.
    """
    for process in storm.server("Kafka"):
        _limit_file_size(process)
    yield from _restarted_when_halted(storm)


def _limit_file_size(process: psutil.Process) -> None:
    """Let a process write no more than one byte into a file.

    As its own user: root may limit others only with CAP_SYS_RESOURCE, which containers lack.
    """
    command = ["prlimit", f"--pid={process.pid}", "--fsize=1:"]
    if os.geteuid():
        subprocess.run(command, check=True)
    else:
        user, group = process.uids().real, process.gids().real
        subprocess.run(command, check=True, user=user, group=group, extra_groups=[])


def _restarted_when_halted(storm: Storm) -> Iterator[None]:
    deadline = time.monotonic() + GRACE
    try:
        yield
        while storm.server("Kafka") and time.monotonic() < deadline:
            time.sleep(0.5)
    finally:
        end(storm.server("Kafka"), GRACE)
        _start_servers(storm)


Fault = Callable[[Storm], object]

KILLS: tuple[Fault, ...] = (pipeline_killed, index_killed)
RESTARTS: tuple[Fault, ...] = (broker_killed, broker_restarted, broker_disk_full)
OUTAGES: tuple[Fault, ...] = (
    *(answers_wrong, elasticsearch_killed, read_only, elasticsearch_stopped),
)
OTHERS: tuple[Fault, ...] = (rebalanced, worker_stopped, clock_jumps)


def chosen(kills: int, restarts: int, outages: int, others: int) -> list[Fault]:
    """Return that many faults of each kind, of its variants in turn."""
    wanted = ((KILLS, kills), (RESTARTS, restarts), (OUTAGES, outages), (OTHERS, others))
    return [
        fault
        for kinds, number in wanted
        for _, fault in zip(range(number), cycle(kinds), strict=False)
    ]


def movable_clock(folder: Path) -> tuple[Path | None, dict[str, str]]:
    """Return a file that moves the clock of workers, and the environment that they need for it.

    Returns:
        None and no environment where there is no C compiler.
    """
    compiler = shutil.which("cc")
    if compiler is None:
        return None, {}
    library, clock = folder / "clock.so", folder / "clock"
    source = Path(__file__).with_name("clock.c")
    command = [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    clock.write_text("0", encoding="ascii")
    return clock, {"LD_PRELOAD": str(library), "DATELINE_CHAOS_CLOCK": str(clock)}
