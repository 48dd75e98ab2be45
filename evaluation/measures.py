"""How answers are measured: one-to-one matching, precision and recall, calibration."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from evaluation.report import Section
from schemas import Event


def match(edges: Sequence[Sequence[int]], order: Sequence[int]) -> dict[int, int]:
    """Return a maximum matching of a bipartite graph as left -> right.

    ``edges[left]`` are the right ends of a left node. Left nodes are tried in ``order``, and one
    that has a partner keeps having one, so what comes first is matched as often as can be.
    Augmenting paths (Kuhn); the size is that of any maximum matching.
    """
    left_of: dict[int, int] = {}
    for left in order:
        _augment(left, edges, left_of, set())
    return {left: right for right, left in left_of.items()}


def _augment(
    left: int, edges: Sequence[Sequence[int]], left_of: dict[int, int], seen: set[int]
) -> bool:
    for right in edges[left]:
        if right in seen:
            continue
        seen.add(right)
        if right not in left_of or _augment(left_of[right], edges, left_of, seen):
            left_of[right] = left
            return True
    return False


def most_reported(events: Iterable[Event]) -> Mapping[str, Event]:
    """Return for each article, by its id, the event that stands for what it reports.

    Of the given events that are evidenced by the article, it is the one that most articles report,
    then the one with most mentions, then the one that the article names first.
    """
    found: dict[str, tuple[tuple[int, int, int, str], Event]] = {}
    for event in events:
        for item in event.evidence:
            rank = event.n_articles, event.n_mentions, -item.char_start, event.event_id
            if item.article_id not in found or rank > found[item.article_id][0]:
                found[item.article_id] = rank, event
    return {article: event for article, (_, event) in found.items()}


@dataclass(frozen=True)
class Counts:
    """Answers: how many were right (halves for half right), how many given, how many wanted."""

    right: float = 0.0
    given: int = 0
    wanted: int = 0

    def __add__(self, other: Self) -> "Counts":
        """Pool two counts (micro average)."""
        return Counts(
            self.right + other.right, self.given + other.given, self.wanted + other.wanted
        )

    @property
    def precision(self) -> float:
        """Right share of what was given; 0 when nothing was: silence earns nothing."""
        return share(self.right, self.given)

    @property
    def recall(self) -> float:
        """Right share of what was wanted; 0 when nothing was."""
        return share(self.right, self.wanted)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return share(2 * self.right, self.given + self.wanted)

    def cells(self) -> tuple[str, ...]:
        """Return precision, recall, F1, right, given and wanted as cells of a table."""
        figures = (self.precision, self.recall, self.f1)
        return (
            *(f"{figure:.3f}" for figure in figures),
            f"{self.right:g}",
            str(self.given),
            str(self.wanted),
        )


COLUMNS = ("precision", "recall", "F1", "right", "given", "wanted")
"""Headings of ``Counts.cells``."""


def total(counts: Iterable[Counts]) -> Counts:
    """Return the pooled counts of many."""
    pooled = Counts()
    for one in counts:
        pooled += one
    return pooled


def share(part: float, whole: float) -> float:
    """Return a share, 0 when there is nothing to have a share of."""
    return part / whole if whole else 0.0


BINS = 10
"""Bins of equal width between 0 and 1."""
BAR = 20
"""Characters of the bar of a bin whose answers are all right."""

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
            "#" * round(BAR * _right(part)),
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
