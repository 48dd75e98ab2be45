"""`python -m benchmarks.whole_way`: generated news through Kafka, both workers and Elasticsearch.

Topics, indices and workers are of one run alone and are removed at its end. Needs `dateline local
up`. Counts what does not depend on the machine (messages and documents per article) beside what
does (CPU seconds by process, memory, articles per second).
"""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import click
from rich.console import Console

from benchmarks.counts import Counts, count
from benchmarks.latency import Latency, measure_latency
from benchmarks.load.news import news
from benchmarks.measure import ROOT, Result, machine
from benchmarks.rounds import draw, table
from benchmarks.stack import Usage, own_stack, send, usage_of, wait
from streams.runtime.clients import kafka_errors
from streams.settings import load_settings

ARTICLES = 600
WARM_UP = 50
"""Articles, of another seed, that are sent and drained before the measured ones."""
LATENCY_ARTICLES = 150
"""Articles that are sent at a steady rate to measure latency."""


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


def measure_run(
    number: int = ARTICLES, code: Path = ROOT, warm_up: int = WARM_UP, pipelines: int = 1
) -> Run:
    """Send articles, wait until the last document is written, and return what that took.

    Args:
        number: how many articles.
        code: the checkout that the workers run.
        warm_up: articles that are drained first and not measured.
        pipelines: how many pipeline workers run.

    Raises:
        ServerError: if the servers do not run, or the workers do not finish in time.
    """
    with own_stack(code, pipelines) as (settings, workers):
        if warm_up:
            send(settings, news(warm_up, seed=0))
            wait(workers)
        before, used = count(settings), usage_of(settings, workers)
        started = time.perf_counter()
        send(settings, news(number))
        finished = wait(workers)
        after = usage_of(settings, workers)
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


def at_rate(rate: float, articles: int = LATENCY_ARTICLES, code: Path = ROOT) -> Latency:
    """Return the latency of articles that come at a steady rate, in articles a second."""
    with own_stack(code) as (settings, workers):
        send(settings, news(WARM_UP, seed=0))
        wait(workers)
        return measure_latency(settings, news(articles, seed=2), rate)


@click.command()
@click.option("--articles", default=ARTICLES, show_default=True, help="Number of articles.")
@click.option("--pipelines", default=1, show_default=True, help="Number of pipeline workers.")
@click.option("--rounds", default=1, show_default=True, help="Number of runs; 0 with --rate alone.")
@click.option("--latency", "with_latency", is_flag=True, help="Also measure at half that rate.")
@click.option("--rate", type=float, help="Rate for --latency, in articles a second.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write the figures here.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw the costs here, as SVG.")
def main(
    articles: int,
    pipelines: int,
    rounds: int,
    with_latency: bool,
    rate: float | None,
    path: Path | None,
    picture: Path | None,
) -> None:
    """Measure runs on the local servers and print their counts, CPU and memory."""
    if not rounds and not rate:
        msg = "--rounds 0 needs --rate"
        raise click.UsageError(msg)
    runs: list[Run] = []
    latency = None
    with kafka_errors(load_settings()):
        for number in range(rounds):
            click.echo(f"==> round {number + 1} …", err=True)
            runs.append(measure_run(articles, pipelines=pipelines))
            click.echo("\n".join(report(runs[-1])))
        if with_latency or rate:
            latency = at_rate(rate or median(run.per_second for run in runs) / 2)
            click.echo(str(latency))
    if rounds > 1:
        Console().print(table(runs))
    if picture is not None and runs:
        draw(runs, picture)
    if path is not None:
        record = {
            "machine": machine(),
            "runs": [asdict(run) for run in runs],
            "latency": asdict(latency) if latency else None,
        }
        path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
