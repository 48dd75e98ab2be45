"""Draws confidence against truth."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

BINS = 10


def plot(path: Path, judged: Sequence[tuple[float, bool]]) -> None:
    """Write an SVG of the share that is right among places of like confidence."""
    mpl.rcParams["svg.hashsalt"] = "dateline"
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for one in judged:
        bins[min(BINS - 1, int(one[0] * BINS))].append(one)
    full = [part for part in bins if part]
    means = [sum(confidence for confidence, _ in part) / len(part) for part in full]
    right = [sum(right for _, right in part) / len(part) for part in full]
    figure, axes = plt.subplots(figsize=(5, 4))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot(means, right, marker="o", color="#1f5fa8")
    for x, y, part in zip(means, right, full, strict=True):
        label = f"{len(part):,}"
        axes.annotate(label, (x, y), textcoords="offset points", xytext=(0, 7), fontsize=8)
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1.05))
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
