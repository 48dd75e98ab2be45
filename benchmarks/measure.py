"""How a case is measured, and where: warm-up, several rounds, the median, the machine it ran on."""

import os
import platform
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from schemas import Article
from streams import __version__
from streams.ingest.articles import read_article
from streams.ingest.readers import ArticleReader

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "articles.jsonl"
RESULTS = ROOT / "benchmarks" / "results"

WARM_UP = 1
"""Runs that are not timed: they fill the caches."""
ROUNDS = 5
"""Timed runs: enough for a median that one slow run does not move."""

Work = tuple[Callable[[], object], int]
"""What is timed, and how many items it does."""


@dataclass(frozen=True)
class Case:
    """Something to measure; ``prepare`` is not timed."""

    name: str
    unit: str
    prepare: Callable[[], Work]


@dataclass(frozen=True)
class Result:
    """A measured case; rates are items per second of wall-clock time."""

    name: str
    unit: str
    items: int
    median_per_second: float
    slowest_per_second: float
    fastest_per_second: float
    rounds: int
    peak_memory_mb: float


def read_articles(path: Path = SAMPLES) -> list[Article]:
    """Read the articles of a file in any format that is published; by default the samples."""
    documents = ArticleReader().read(path)
    return [read_article(document.value or b"") for document in documents]


def measure(case: Case, rounds: int = ROUNDS) -> Result:
    """Run a case and return its rates. Peak memory is the process's so far, in MB."""
    work, items = case.prepare()
    for _ in range(WARM_UP):
        work()
    rates = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        rates.append(items / (time.perf_counter() - started))
    return Result(
        name=case.name,
        unit=case.unit,
        items=items,
        median_per_second=round(statistics.median(rates), 1),
        slowest_per_second=round(min(rates), 1),
        fastest_per_second=round(max(rates), 1),
        rounds=rounds,
        peak_memory_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


def machine() -> dict[str, object]:
    """Return what the figures depend on, without naming the machine."""
    return {
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def as_record(results: list[Result]) -> dict[str, object]:
    """Return results with their machine, as they are written to a file."""
    return {"machine": machine(), "results": [asdict(result) for result in results]}
