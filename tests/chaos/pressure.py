"""`python -m tests.chaos.pressure`: an hour of more news than the workers can take.

A producer keeps thousands of articles before the pipeline worker, and Elasticsearch refuses writes
for a part of each minute, so that both workers must hold back what they read. Their memory is
noted all the while. Then the stream ends, and every article must be in the indices.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import click
import psutil
from kafka import KafkaProducer

from benchmarks.load.news import weeks_of_news
from benchmarks.measure import machine
from schemas import Article
from streams.local.background import messages_waiting
from streams.runtime.clients import make_producer
from streams.settings import Settings
from tests.chaos.proxy import Proxy, running_proxy
from tests.chaos.storm import own_servers
from tests.stack import Stack, Worker, running_stack

HOME = Path(".dateline") / "pressure"
AHEAD, BATCH = 2000, 500
"""Messages that wait before the pipeline worker, and how many articles are sent at a time."""
MINUTE_SECONDS, REFUSED_SECONDS = 60.0, 15.0
"""Elasticsearch answers 429 for the last so many seconds of each minute."""
SAMPLE_SECONDS, SAY_SECONDS = 5.0, 60.0
PERIODS = 6
"""Parts of the run whose medians of memory are compared."""


@dataclass(frozen=True)
class Sample:
    """Resident memory in MiB by process, and what waited, so many seconds after the beginning."""

    seconds: float
    memory: dict[str, float]
    waiting: dict[str, float]


@dataclass(frozen=True)
class Report:
    """What a run under pressure came to."""

    minutes: float
    published: int
    indexed: int
    refused: int
    """Requests that were answered 429."""
    least_waiting: float
    """Messages that waited before the pipeline worker at the least, the first minute left out."""
    memory_mib: dict[str, list[float]]
    """Median of each sixth of the run, by process."""
    peak_mib: dict[str, float]

    def lines(self) -> Iterator[str]:
        """Yield the report for the terminal."""
        yield f"articles    {self.published} published, {self.indexed} in the index"
        yield f"pressure    at least {self.least_waiting:.0f} waited; {self.refused} times 429"
        for name, medians in self.memory_mib.items():
            shown = ", ".join(f"{one:.0f}" for one in medians)
            yield f"memory      {name}: {shown} MiB; at most {self.peak_mib[name]:.0f}"


def summary(samples: Sequence[Sample], published: int, indexed: int, refused: int) -> Report:
    """Return the report of a run with these samples.

    >>> samples = [Sample(float(at), {"index": 100.0 + at}, {"pipeline": 9}) for at in range(12)]
    >>> summary(samples, 5, 5, 0).memory_mib
    {'index': [100.5, 102.5, 104.5, 106.5, 108.5, 110.5]}
    """
    size = max(1, len(samples) // PERIODS)
    parts = [samples[at * size : (at + 1) * size] for at in range(min(PERIODS, len(samples)))]
    names = samples[-1].memory
    return Report(
        minutes=round((samples[-1].seconds - samples[0].seconds) / 60, 1),
        published=published,
        indexed=indexed,
        refused=refused,
        least_waiting=min(
            (
                one.waiting["pipeline"]
                for one in samples
                if one.seconds > MINUTE_SECONDS and "pipeline" in one.waiting
            ),
            default=0.0,
        ),
        memory_mib={
            name: [round(median(one.memory.get(name, 0.0) for one in part), 1) for part in parts]
            for name in names
        },
        peak_mib={
            name: round(max(one.memory.get(name, 0.0) for one in samples), 1) for name in names
        },
    )


def memory_of(workers: Sequence[Worker]) -> dict[str, float]:
    """Return the resident memory (MiB) of each worker, and of the children of each together."""
    found = {}
    for worker in workers:
        with suppress(psutil.Error):
            if worker.process is None:
                continue
            process = psutil.Process(worker.process.pid)
            found[worker.group] = process.memory_info().rss / 2**20
            children = process.children(recursive=True)
            if children:
                size = sum(child.memory_info().rss for child in children)
                found[f"{worker.group}, extraction"] = size / 2**20
    return found


@contextmanager
def _stack(
    endpoints: dict[str, str], folder: Path, processes: int
) -> Iterator[tuple[Stack, Proxy]]:
    with running_proxy(endpoints["elasticsearch_url"]) as proxy:

        def make_worker(group: str, settings: Settings, folder: Path) -> Worker:
            behind = settings.model_copy(update={"elasticsearch_url": proxy.url})
            more = {"DATELINE_EXTRACT_PROCESSES": str(processes)}
            return Worker(group, behind, folder, more=more)

        with running_stack(endpoints, folder, make_worker) as stack:
            yield stack, proxy


def _waiting(workers: Sequence[Worker]) -> dict[str, float]:
    """Return the messages before each worker that answers."""
    answers = {worker.group: worker.get("/metrics") for worker in workers}
    return {group: messages_waiting(text) for group, text in answers.items() if text}


def _send(stack: Stack, producer: KafkaProducer, articles: Iterator[Article]) -> int:
    """Send articles until enough of them wait, and return how many were sent."""
    topic = stack.settings.topic("articles")
    number = 0
    for article in articles:
        producer.send(topic, key=article.article_id.encode(), value=article.to_json())
        number += 1
        if number == BATCH:
            break
    producer.flush()
    return number


@contextmanager
def _refusing(proxy: Proxy) -> Iterator[None]:
    """Let Elasticsearch refuse requests in the last part of each minute."""
    over = threading.Event()

    def refuse() -> None:
        while not over.wait(MINUTE_SECONDS - REFUSED_SECONDS):
            proxy.answer = "429"
            over.wait(REFUSED_SECONDS)
            proxy.answer = None

    thread = threading.Thread(target=refuse, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        proxy.answer = None


def press(stack: Stack, proxy: Proxy, minutes: float, say: Callable[[str], None]) -> Report:
    """Send articles for so many minutes, drain them, and return the report."""
    articles = weeks_of_news()
    samples: list[Sample] = []
    published, began, said = 0, time.monotonic(), 0.0
    with closing(make_producer(stack.settings)) as producer, _refusing(proxy):
        while (now := time.monotonic() - began) < 60 * minutes:
            waiting = _waiting(stack.workers)
            samples.append(Sample(now, memory_of(stack.workers), waiting))
            if now - said > SAY_SECONDS:
                said = now
                shown = ", ".join(f"{name} {mib:.0f}" for name, mib in samples[-1].memory.items())
                say(f"{published} sent, waiting: {waiting}; MiB: {shown}")
            if waiting.get("pipeline", AHEAD) < AHEAD:
                published += _send(stack, producer, articles)
            else:
                time.sleep(SAMPLE_SECONDS)
    say(f"{published} sent; draining")
    stack.settle(seconds=AHEAD)
    indexed = int(stack.client.count(index=stack.settings.index("articles"))["count"])
    return summary(samples, published, indexed, proxy.answered["429"])


@click.command(context_settings={"show_default": True})
@click.option("--minutes", default=60.0, help="How long articles are sent.")
@click.option("--processes", default=1, help="Extraction processes.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write the report here.")
@click.option("--home", default=HOME, type=click.Path(path_type=Path), help="Of the servers.")
def main(minutes: float, processes: int, path: Path | None, home: Path) -> None:
    """Keep more articles before the workers than they can take, and watch their memory."""
    began = time.monotonic()

    def say(line: str) -> None:
        click.echo(f"{time.monotonic() - began:6.0f} s  {line}")

    with (
        own_servers(home, say) as (endpoints, workers),
        _stack(endpoints, workers, processes) as (stack, proxy),
    ):
        report = press(stack, proxy, minutes, say)
    for line in report.lines():
        click.echo(line)
    if path is not None:
        record = {"machine": machine(), "report": asdict(report)}
        path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    sys.exit(0 if report.indexed == report.published else 1)


if __name__ == "__main__":
    main()
