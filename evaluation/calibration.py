"""Whether confidence means what it says: the share that is right among the equally confident."""

from collections.abc import Sequence

from evaluation.counts import share
from evaluation.report import Section

BINS = 10
"""Bins of equal width between 0 and 1."""

Judged = tuple[float, bool]
"""A confidence, and whether the answer was right."""


def calibration_error(judged: Sequence[Judged]) -> float:
    """Return the expected calibration error (Naeini et al. 2015).

    That is the distance of mean confidence and right share in each bin, weighted by its answers.
    """
    gaps = [abs(_confidence(part) - _right(part)) * len(part) for part in _bins(judged) if part]
    return share(sum(gaps), len(judged))


def calibration_section(judged: Sequence[Judged]) -> Section:
    """Return a table of the bins that hold answers."""
    rows = [
        (
            f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}",
            str(len(part)),
            f"{_confidence(part):.3f}",
            f"{_right(part):.3f}",
            "#" * round(20 * _right(part)),
        )
        for number, part in enumerate(_bins(judged))
        if part
    ]
    columns = ("confidence", "answers", "mean confidence", "right", "")
    return Section("Confidence against truth", columns, tuple(rows))


def _bins(judged: Sequence[Judged]) -> list[list[Judged]]:
    parts: list[list[Judged]] = [[] for _ in range(BINS)]
    for one in judged:
        parts[min(BINS - 1, int(one[0] * BINS))].append(one)
    return parts


def _confidence(part: Sequence[Judged]) -> float:
    return sum(confidence for confidence, _ in part) / len(part)


def _right(part: Sequence[Judged]) -> float:
    return sum(right for _, right in part) / len(part)
