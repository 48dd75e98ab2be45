"""Several runs over the servers: median and range of each figure, and a picture of the costs."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from benchmarks.whole_way import Run

PICTURE_INCHES = (7.5, 4.5)
LANGUAGE = "extraction"
"""Processes whose name has it do language work."""


def figures(run: "Run") -> dict[str, float]:
    """Return the figures of a run: rates, and what an article costs."""
    each = run.articles
    found = {"articles/s": run.per_second, "CPU ms": 1000 * run.cpu_seconds / each}
    found |= {
        f"CPU ms, {name}": 1000 * usage.cpu_seconds / each for name, usage in run.processes.items()
    }
    language = sum(one.cpu_seconds for name, one in run.processes.items() if LANGUAGE in name)
    found["language work, % of the workers' CPU"] = 100 * language / run.worker_cpu_seconds
    found |= {f"MB, {name}": usage.rss_mb for name, usage in run.processes.items()}
    found |= {
        "records": run.counts.records / each,
        "kB on Kafka": sum(run.counts.size.values()) / 1000 / each,
        "documents": run.counts.writes / each,
    }
    return found


def spread(runs: Sequence["Run"]) -> dict[str, tuple[float, float, float]]:
    """Return the median, the least and the largest value of each figure that all runs have."""
    rows = [figures(run) for run in runs]
    names = [name for name in rows[0] if all(name in row for row in rows)]
    values = {name: [row[name] for row in rows] for name in names}
    return {name: (median(all_), min(all_), max(all_)) for name, all_ in values.items()}


def table(runs: Sequence["Run"]) -> Table:
    """Return the figures for people; what an article costs, where nothing else is said."""
    shown = Table(show_edge=False, pad_edge=False)
    shown.add_column("an article costs")
    shown.add_column(f"median of {len(runs)}", justify="right")
    shown.add_column("range", justify="right")
    for name, (middle, least, most) in spread(runs).items():
        shown.add_row(name, f"{middle:,.1f}", f"{least:,.1f} to {most:,.1f}")
    return shown


def draw(runs: Sequence["Run"], path: Path) -> None:
    """Draw what an article costs by process, topic and index, as SVG; needs matplotlib."""
    import matplotlib as mpl  # noqa: PLC0415 (only for the picture)
    from matplotlib.figure import Figure  # noqa: PLC0415

    mpl.rcParams["svg.hashsalt"] = "dateline"
    figure = Figure(figsize=PICTURE_INCHES)
    parts = _parts(runs)
    for axes, (title, values) in zip(figure.subplots(1, len(parts)), parts.items(), strict=True):
        names = sorted(values, key=lambda name: values[name])
        bars = axes.barh(names, [values[name] for name in names], color="#4477aa")
        axes.bar_label(bars, fmt="%.1f", padding=2, fontsize=7)
        axes.set_title(f"{title}: {sum(values.values()):.1f}", fontsize=9)
        axes.tick_params(labelsize=7)
        axes.margins(x=0.25)
        axes.spines[["top", "right"]].set_visible(False)
    figure.suptitle("What an article costs", fontsize=10)
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None})


def _parts(runs: Sequence["Run"]) -> Mapping[str, Mapping[str, float]]:
    """Return the medians of CPU milliseconds, records and documents, each by what causes them."""

    def medians(of: Callable[["Run"], Mapping[str, float]], scale: float) -> dict[str, float]:
        rows = [(of(run), run.articles) for run in runs]
        return {
            _short(name): median(scale * row.get(name, 0) / each for row, each in rows)
            for name in rows[0][0]
        }

    return {
        "CPU ms": medians(
            lambda run: {name: one.cpu_seconds for name, one in run.processes.items()}, 1000
        ),
        "records": medians(lambda run: run.counts.messages, 1),
        "documents": medians(lambda run: run.counts.documents, 1),
    }


def _short(name: str) -> str:
    """Return a name as it fits beside a bar.

    >>> _short("pipeline-fusion-changelog")
    'state of fusion'
    """
    if name.endswith("-changelog"):
        return f"state of {name.removeprefix('pipeline-').removesuffix('-changelog')}"
    return name.removeprefix("worker-")
