"""`python -m benchmarks.compare REV1 REV2`: what an article costs in two revisions, in turns.

The machine's load changes from minute to minute. So the two take turns, each round compares CPU
seconds and counts, and the table shows the median and range of both. Needs `dateline local up`.
"""

import json
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from benchmarks.measure import ROOT, machine
from benchmarks.whole_way import Run, measure_run
from streams.runtime.clients import kafka_errors
from streams.settings import load_settings

FIGURES: Mapping[str, Callable[[Run], float]] = {
    "CPU ms": lambda run: 1000 * run.cpu_seconds / run.articles,
    "CPU ms of the workers": lambda run: 1000 * run.worker_cpu_seconds / run.articles,
    "records": lambda run: run.counts.records / run.articles,
    "records of mentions and offers among them": lambda run: (
        run.counts.records_apart / run.articles
    ),
    "kB on Kafka": lambda run: sum(run.counts.size.values()) / 1000 / run.articles,
    "documents": lambda run: run.counts.writes / run.articles,
}
"""What is compared, each per article."""


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """Check a revision out into a temporary folder; '.' is the working copy itself."""
    if revision == ".":
        yield ROOT
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "code"
        _git("worktree", "add", "--detach", str(path), revision)
        try:
            yield path
        finally:
            _git("worktree", "remove", "--force", str(path))


def _git(*words: str) -> None:
    subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True)  # noqa: S607


def table(names: Sequence[str], runs: Sequence[Sequence[Run]]) -> Table:
    """Return the median and range of each figure, with one column per revision."""
    shown = Table(show_edge=False, pad_edge=False)
    shown.add_column("an article costs")
    for name in names:
        shown.add_column(name, justify="right")
    for figure, of in FIGURES.items():
        shown.add_row(figure, *(_spread([of(run) for run in rounds]) for rounds in runs))
    return shown


def _spread(values: Sequence[float]) -> str:
    middle = statistics.median(values)
    return f"{middle:,.1f}  ({min(values):,.1f} to {max(values):,.1f})"


@click.command()
@click.argument("revisions", nargs=2)
@click.option("--articles", default=200, show_default=True, help="Articles of each run.")
@click.option("--rounds", default=3, show_default=True, help="Runs of each revision.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write the runs here.")
def main(revisions: tuple[str, str], articles: int, rounds: int, path: Path | None) -> None:
    """Measure two REVISIONS in turns; '.' is the working copy."""
    runs: tuple[list[Run], list[Run]] = ([], [])
    with (
        kafka_errors(load_settings()),
        checkout(revisions[0]) as first,
        checkout(revisions[1]) as second,
    ):
        for number in range(rounds):
            for code, found, name in zip((first, second), runs, revisions, strict=True):
                click.echo(f"==> round {number + 1}: {name} …")
                found.append(measure_run(articles, code))
    Console().print(table(revisions, runs))
    if path is not None:
        record = {
            "machine": machine(),
            "runs": {
                name: [asdict(run) for run in found]
                for name, found in zip(revisions, runs, strict=True)
            },
        }
        path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
