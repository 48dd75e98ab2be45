"""Casualty figures as mentions report them."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.mention import Figure, Mention

KINDS = ("killed", "injured", "detained", "displaced")
"""Kinds of casualties: the fields of ``Casualties``."""


@dataclass(frozen=True)
class ReportedFigure:
    """A figure as one mention reports it."""

    mention: Mention
    figure: Figure

    @property
    def best(self) -> int:
        """Return the number that stands for the figure."""
        return best_of(self.figure)

    @property
    def low(self) -> int:
        """Return the lower end of the range."""
        return self.best if self.figure.low is None else self.figure.low


def reported_figures(mentions: Iterable[Mention], kind: str) -> list[ReportedFigure]:
    """Return the figures of one kind that mentions report; a figure without numbers is none.

    ``kind`` is a field of ``Casualties`` or of ``Quantities``.
    """
    return [
        ReportedFigure(mention, figure)
        for mention in mentions
        if (figure := _figure(mention, kind)) is not None and has_number(figure)
    ]


def _figure(mention: Mention, kind: str) -> Figure | None:
    counted = mention.casualties if kind in KINDS else mention.quantities
    figure: Figure | None = getattr(counted, kind)
    return figure


def ranges(
    mentions: Iterable[Mention], kind: str, open_factor: float
) -> tuple[tuple[float, float], ...]:
    """Return the distinct ranges that mentions report for a kind of casualties, in order."""
    reported = reported_figures(mentions, kind)
    return tuple(sorted({bounds(one.figure, open_factor) for one in reported}))


def has_number(figure: Figure) -> bool:
    """Return whether a figure has any number."""
    return (figure.low, figure.best, figure.high) != (None, None, None)


def best_of(figure: Figure) -> int:
    """Return the best number, else the low one, else the high one.

    Raises:
        StopIteration: if the figure has no number; ask ``has_number`` first.
    """
    return next(n for n in (figure.best, figure.low, figure.high) if n is not None)


def bounds(figure: Figure, open_factor: float) -> tuple[float, float]:
    """Return the range of a figure; an open end is closed at ``open_factor`` times the best."""
    best = best_of(figure)
    low = float(best if figure.low is None else figure.low)
    high = best * open_factor if figure.high is None else float(figure.high)
    return low, max(low, high)
