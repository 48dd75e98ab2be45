"""`python -m benchmarks.whole_way`: generated news through Kafka, both workers and Elasticsearch.

Topics, indices and workers are of one run alone and are removed at its end. Needs `dateline local
up`. Counts what does not depend on the machine (messages and documents per article) beside what
does (CPU seconds by process, memory, articles per second).
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import psutil

from benchmarks.counts import Counts, count, remove
from benchmarks.load.news import news
from benchmarks.measure import ROOT, Result, machine
from schemas import Article
from streams.errors import ServerError
from streams.local.background import messages_waiting, read
from streams.local.processes import any_port
from streams.local.state import read_state
from streams.runtime.clients import kafka_errors, make_producer
from streams.settings import Settings, load_settings

ARTICLES = 600
WARM_UP = 50
"""Articles, of another seed, that are sent and drained before the measured ones."""
GROUPS = ("pipeline", "index")
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


@dataclass(frozen=True)
class Run:
    """A measured run; counts are those of the measured articles, without the warm-up."""

    articles: int
    seconds: float
    counts: Counts
    processes: Mapping[str, Usage]

    @property
    def per_second(self) -> float:
        """Return articles per second of wall-clock time."""
        return self.articles / self.seconds

    @property
    def cpu_seconds(self) -> float:
        """Return the CPU seconds of all processes, the servers included."""
        return sum(usage.cpu_seconds for usage in self.processes.values())

    @property
    def worker_cpu_seconds(self) -> float:
        """Return the CPU seconds of the workers, without the servers."""
        ours = [one for name, one in self.processes.items() if name.startswith("worker-")]
        return sum(usage.cpu_seconds for usage in ours)


def measure_run(number: int = ARTICLES, code: Path = ROOT, warm_up: int = WARM_UP) -> Run:
    """Send articles, wait until the last document is written, and return what that took.

    Args:
        number: how many articles.
        code: the checkout that the workers run.
        warm_up: articles that are drained first and not measured.

    Raises:
        ServerError: if the servers do not run, or the workers do not finish in time.
    """
    with _own_stack(code) as (settings, workers):
        if warm_up:
            _send(settings, news(warm_up, seed=0))
            _wait(workers)
        before, used = count(settings), _usage(settings, workers)
        started = time.perf_counter()
        _send(settings, news(number))
        finished = _wait(workers)
        after = _usage(settings, workers)
        return Run(
            articles=number,
            seconds=round(finished - started, 1),
            counts=count(settings) - before,
            processes={
                name: Usage(
                    round(now.cpu_seconds - used.get(name, Usage(0, 0)).cpu_seconds, 2), now.rss_mb
                )
                for name, now in after.items()
            },
        )


def whole_way() -> Result:
    """Return the rate of one run as a row of the table of cases."""
    run = measure_run()
    rate = round(run.per_second, 1)
    memory = max(usage.rss_mb for name, usage in run.processes.items() if "worker" in name)
    name = "whole way on Kafka and Elasticsearch"
    return Result(name, "articles", run.articles, rate, rate, rate, 1, memory)


@dataclass
class _Worker:
    """A worker process of a checkout, with a metrics port of its own."""

    group: str
    process: psutil.Popen
    url: str
    log: Path

    def waiting(self) -> float:
        """Return how many messages are before it.

        Raises:
            ServerError: if it has exited.
        """
        if self.process.poll() is not None:
            msg = f"worker-{self.group} has exited: {self.log.read_text(errors='replace')[-800:]}"
            raise ServerError(msg)
        return messages_waiting(read(f"{self.url}/metrics"))


@contextmanager
def _own_stack(code: Path) -> Iterator[tuple[Settings, list[_Worker]]]:
    run = f"bench-{time.time_ns() // 1_000_000}"
    base = load_settings()
    settings = base.model_copy(update={"topic_prefix": f"{run}.", "index_prefix": f"{run}-"})
    folder = settings.home / run
    folder.mkdir(parents=True)
    environment = _environment(settings, code)
    workers: list[_Worker] = []
    try:
        for words in (("topics", "create"), ("indices", "create")):
            subprocess.run(
                _dateline(*words), cwd=code, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        workers += [_start(group, environment, code, folder) for group in GROUPS]
        _wait(workers, START_SECONDS)
        yield settings, workers
    finally:
        _stop(workers)
        remove(settings)


def _dateline(*words: str) -> list[str]:
    return [sys.executable, "-m", "streams.commands.main", *words]


def _environment(settings: Settings, code: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(code),
        "DATELINE_HOME": str(settings.home),
        "DATELINE_TOPIC_PREFIX": settings.topic_prefix,
        "DATELINE_INDEX_PREFIX": settings.index_prefix,
        "DATELINE_KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "DATELINE_ELASTICSEARCH_URL": settings.elasticsearch_url,
    }


def _start(group: str, environment: Mapping[str, str], code: Path, folder: Path) -> _Worker:
    port = any_port()
    log = folder / f"{group}.log"
    with log.open("ab") as output:
        process = psutil.Popen(
            _dateline("worker", group),
            cwd=code,
            env={**environment, "DATELINE_METRICS_PORT": str(port)},
            stdout=output,
            stderr=output,
        )
    return _Worker(group, process, f"http://127.0.0.1:{port}", log)


def _stop(workers: Sequence[_Worker]) -> None:
    for worker in workers:
        with suppress(psutil.NoSuchProcess):
            worker.process.send_signal(signal.SIGTERM)
    for worker in workers:
        try:
            worker.process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            worker.process.kill()


def _usage(settings: Settings, workers: Sequence[_Worker]) -> dict[str, Usage]:
    """Return what each process has used so far; children of a worker together."""
    used = {}
    for worker in workers:
        used[f"worker-{worker.group}"] = _used([worker.process])
        children = worker.process.children(recursive=True)
        if children:
            used[f"worker-{worker.group} extraction"] = _used(children)
    for name, server in read_state(settings.home).servers.items():
        with suppress(psutil.Error):
            process = psutil.Process(server.pid)
            used[name] = _used([process, *process.children(recursive=True)])
    return used


def _used(processes: Sequence[psutil.Process]) -> Usage:
    times = [process.cpu_times() for process in processes]
    memory = sum(process.memory_info().rss for process in processes)
    return Usage(sum(one.user + one.system for one in times), round(memory / 1e6, 1))


def _send(settings: Settings, articles: Sequence[Article]) -> None:
    with kafka_errors(settings), closing(make_producer(settings)) as producer:
        for article in articles:
            producer.send(
                settings.topic("articles"), key=article.article_id.encode(), value=article.to_json()
            )
        producer.flush()


def _wait(workers: Sequence[_Worker], seconds: float = WAIT_SECONDS) -> float:
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


def report(run: Run) -> Iterator[str]:
    """Yield the lines of a run for people: totals, messages, documents and processes."""
    yield f"{run.articles} articles in {run.seconds:.0f} s, {run.per_second:.1f} articles/s"
    yield f"CPU: {1000 * run.cpu_seconds / run.articles:.0f} ms an article"
    for name, usage in run.processes.items():
        share = 1000 * usage.cpu_seconds / run.articles
        yield f"    {name:28} {share:7.1f} ms an article   {usage.rss_mb:7.0f} MB"
    counts = run.counts
    yield f"Kafka: {counts.records / run.articles:.1f} records an article"
    for name, records in sorted(counts.messages.items()):
        size = counts.size[name] / run.articles
        yield f"    {name:40} {records / run.articles:7.2f} records {size:10,.0f} bytes"
    yield f"Elasticsearch: {counts.writes / run.articles:.1f} documents written an article"
    for name, documents in sorted(counts.documents.items()):
        yield f"    {name:40} {documents / run.articles:7.2f} documents"


def as_json(run: Run) -> dict[str, object]:
    """Return a run as it is written to a file, with the machine."""
    return {"machine": machine(), "run": asdict(run)}


@click.command()
@click.option("--articles", default=ARTICLES, show_default=True, help="Number of articles.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write the figures here.")
def main(articles: int, path: Path | None) -> None:
    """Measure one run on the local servers and print its counts, CPU and memory."""
    with kafka_errors(load_settings()):
        run = measure_run(articles)
    for line in report(run):
        click.echo(line)
    if path is not None:
        path.write_text(json.dumps(as_json(run), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
