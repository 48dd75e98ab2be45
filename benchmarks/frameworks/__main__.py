"""`python -m benchmarks.frameworks`: what a message costs in Faust and in other frameworks.

Needs `dateline local up`. Quix Streams and Bytewax are measured if the Python of ``--python`` has
them, beside what Dateline needs.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import click
from rich.console import Console
from rich.table import Table

from benchmarks.counts import remove_topics
from benchmarks.frameworks.loops import LOOPS
from benchmarks.load.news import news
from benchmarks.measure import ROOT, machine
from benchmarks.stack import environment_of, send
from schemas import Article
from streams.runtime.clients import kafka_errors, make_admin
from streams.runtime.topics import create_topics
from streams.settings import Settings, load_settings

RUN_SECONDS = 300.0


@dataclass(frozen=True)
class Cost:
    """What one run of a framework took."""

    framework: str
    work: str
    messages: int
    seconds: float
    cpu_seconds: float


def run_once(
    python: str, framework: str, work: str, articles: Sequence[Article], base: Settings
) -> Cost | str:
    """Fill a topic of its own, run one framework over it, and return what that took.

    Returns:
        The cost; or why there is none, such as a package that is not installed.

    Raises:
        ServerError: if the broker does not answer.
    """
    name = f"frameworks-{time.time_ns() // 1_000_000}"
    settings = base.model_copy(update={"topic_prefix": f"{name}."})
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    try:
        send(settings, articles)
        done = subprocess.run(
            [python, "-m", "benchmarks.frameworks.loops", framework, work, str(len(articles))],
            cwd=ROOT,
            env=environment_of(settings, ROOT),
            capture_output=True,
            text=True,
            timeout=RUN_SECONDS,
            check=False,
        )
    finally:
        remove_topics(settings)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        return (done.stderr.strip().splitlines() or ["no output"])[-1]
    return Cost(framework, work, **json.loads(lines[-1]))


def table(costs: Sequence[Cost]) -> Table:
    """Return the median of each framework and work: messages a second, CPU ms a message."""
    shown = Table(show_edge=False, pad_edge=False)
    for heading in ("framework", "work", "messages/s", "CPU ms a message", "range"):
        shown.add_column(heading, justify="left" if heading in {"framework", "work"} else "right")
    for framework, work in dict.fromkeys((one.framework, one.work) for one in costs):
        runs = [one for one in costs if (one.framework, one.work) == (framework, work)]
        each = [1000 * one.cpu_seconds / one.messages for one in runs]
        rate = median(one.messages / one.seconds for one in runs)
        spread = f"{min(each):.2f} to {max(each):.2f}"
        shown.add_row(framework, work, f"{rate:,.0f}", f"{median(each):.2f}", spread)
    return shown


@click.command(context_settings={"show_default": True})
@click.option("--messages", default=5000, help="Articles that are only passed on.")
@click.option("--articles", default=100, help="Articles with language work.")
@click.option("--rounds", default=3, help="Runs of each framework, in turns.")
@click.option("--python", default=sys.executable, help="Python with the other frameworks.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write the runs here.")
def main(messages: int, articles: int, rounds: int, python: str, path: Path | None) -> None:
    """Compare frameworks that do the same work on the same articles, in turns."""
    settings = load_settings()
    costs: list[Cost] = []
    loads = {"pass": news(messages), "language": news(articles)}
    with kafka_errors(settings):
        for number in range(rounds):
            for framework in LOOPS:
                for work, load in loads.items():
                    click.echo(f"==> round {number + 1}: {framework}, {work} …", err=True)
                    cost = run_once(python, framework, work, load, settings)
                    if isinstance(cost, Cost):
                        costs.append(cost)
                    else:
                        click.echo(f"    left out: {cost}", err=True)
    Console().print(table(costs))
    if path is not None:
        record = {"machine": machine(), "runs": [asdict(cost) for cost in costs]}
        path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
