"""Workers of a checkout over topics and indices of one run alone, on the local servers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from kafka import KafkaProducer

from benchmarks.counts import remove
from schemas import Article
from streams.errors import ServerError
from streams.local.background import messages_waiting, read
from streams.local.processes import any_port
from streams.local.state import read_state
from streams.runtime.clients import kafka_errors, make_producer
from streams.settings import Settings, load_settings

START_SECONDS = 300.0
WAIT_SECONDS = 900.0
QUIET_SECONDS = 4.0
"""The workers count what is before them each second; so long must all of them say nothing is."""
STOP_SECONDS = 40.0


@dataclass(frozen=True)
class Usage:
    """CPU seconds and resident memory (MB) of one process."""

    cpu_seconds: float
    rss_mb: float


@dataclass
class Worker:
    """A worker process of a checkout, with a metrics port of its own."""

    group: str
    name: str
    process: psutil.Popen
    url: str
    log: Path

    def waiting(self) -> float:
        """Return how many messages are before it.

        Raises:
            ServerError: if it has exited.
        """
        if self.process.poll() is not None:
            msg = f"worker-{self.name} has exited: {self.log.read_text(errors='replace')[-800:]}"
            raise ServerError(msg)
        return messages_waiting(read(f"{self.url}/metrics"))


@contextmanager
def own_stack(code: Path, pipelines: int = 1) -> Iterator[tuple[Settings, list[Worker]]]:
    """Start workers over topics and indices of their own, and remove all of it in the end.

    Args:
        code: the checkout that the workers run.
        pipelines: how many pipeline workers; there is one index worker.

    Raises:
        ServerError: if the servers do not run, or the workers do not get ready in time.
    """
    run = f"bench-{time.time_ns() // 1_000_000}"
    base = load_settings()
    settings = base.model_copy(update={"topic_prefix": f"{run}.", "index_prefix": f"{run}-"})
    folder = settings.home / run
    folder.mkdir(parents=True)
    environment = environment_of(settings, code)
    workers: list[Worker] = []
    try:
        for words in (("topics", "create"), ("indices", "create")):
            subprocess.run(
                _dateline(*words), cwd=code, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        groups = [*(("pipeline", number) for number in range(pipelines)), ("index", 0)]
        workers += [_start(group, number, environment, code, folder) for group, number in groups]
        wait(workers, START_SECONDS)
        yield settings, workers
    finally:
        _stop(workers)
        remove(settings)


def _dateline(*words: str) -> list[str]:
    return [sys.executable, "-m", "streams.commands.main", *words]


def environment_of(settings: Settings, code: Path) -> dict[str, str]:
    """Return the environment in which a process runs a checkout on the same servers and names."""
    return {
        **os.environ,
        "PYTHONPATH": str(code),
        "DATELINE_HOME": str(settings.home),
        "DATELINE_TOPIC_PREFIX": settings.topic_prefix,
        "DATELINE_INDEX_PREFIX": settings.index_prefix,
        "DATELINE_KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "DATELINE_ELASTICSEARCH_URL": settings.elasticsearch_url,
    }


def _start(
    group: str, number: int, environment: Mapping[str, str], code: Path, folder: Path
) -> Worker:
    port = any_port()
    name = f"{group}-{number + 1}" if number else group
    log = folder / f"{name}.log"
    with log.open("ab") as output:
        process = psutil.Popen(
            _dateline("worker", group),
            cwd=code,
            env={**environment, "DATELINE_METRICS_PORT": str(port)},
            stdout=output,
            stderr=output,
        )
    return Worker(group, name, process, f"http://127.0.0.1:{port}", log)


def _stop(workers: Sequence[Worker]) -> None:
    for worker in workers:
        with suppress(psutil.NoSuchProcess):
            worker.process.send_signal(signal.SIGTERM)
    for worker in workers:
        try:
            worker.process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            worker.process.kill()


def usage_of(settings: Settings, workers: Sequence[Worker]) -> dict[str, Usage]:
    """Return what each process has used so far; children of a worker together."""
    used = {}
    for worker in workers:
        used[f"worker-{worker.name}"] = _used([worker.process])
        children = worker.process.children(recursive=True)
        if children:
            used[f"worker-{worker.name} extraction"] = _used(children)
    for name, server in read_state(settings.home).servers.items():
        with suppress(psutil.Error):
            process = psutil.Process(server.pid)
            used[name] = _used([process, *process.children(recursive=True)])
    return used


def _used(processes: Sequence[psutil.Process]) -> Usage:
    times = [process.cpu_times() for process in processes]
    memory = sum(process.memory_info().rss for process in processes)
    return Usage(sum(one.user + one.system for one in times), round(memory / 1e6, 1))


def send(
    settings: Settings, articles: Sequence[Article], producer: KafkaProducer | None = None
) -> None:
    """Publish articles and wait until they are stored, by a producer of their own if need be.

    Raises:
        ServerError: if the broker does not answer.
    """
    with kafka_errors(settings):
        if producer is None:
            with closing(make_producer(settings)) as own:
                send(settings, articles, own)
            return
        for article in articles:
            producer.send(
                settings.topic("articles"), key=article.article_id.encode(), value=article.to_json()
            )
        producer.flush()


def wait(workers: Sequence[Worker], seconds: float = WAIT_SECONDS) -> float:
    """Return when the last message was finished, by the workers' own quiet.

    Raises:
        ServerError: if a worker has exited, or they do not finish in time.
    """
    deadline = time.perf_counter() + seconds
    quiet_since = None
    while time.perf_counter() < deadline:
        waiting = sum(worker.waiting() for worker in workers)
        now = time.perf_counter()
        quiet_since = None if waiting else quiet_since or now
        if quiet_since is not None and now - quiet_since > QUIET_SECONDS:
            return quiet_since
        time.sleep(0.2)
    msg = f"the workers did not finish in {seconds:.0f} s"
    raise ServerError(msg)
