"""Casualty figures of an event out of what its mentions tell."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.mention import Casualties, Figure, Mention

KINDS = ("killed", "injured", "detained", "displaced")


@dataclass(frozen=True)
class ReportedFigure:
    """A figure as one mention tells it."""

    mention: Mention
    figure: Figure

    @property
    def best(self) -> int:
        """Return the number that stands for the figure."""
        return best_of(self.figure)


def is_told(figure: Figure | None) -> bool:
    """Return whether a figure says anything."""
    return figure is not None and (figure.low, figure.best, figure.high) != (None, None, None)


def best_of(figure: Figure) -> int:
    """Return the best number, else the low one, else the high one.

    Raises:
        StopIteration: if the figure says nothing; ask ``is_told`` first.
    """
    return next(n for n in (figure.best, figure.low, figure.high) if n is not None)


def bounds(figure: Figure, open_factor: float) -> tuple[float, float]:
    """Return the range of a told figure; an open end is closed at ``open_factor`` times best."""
    best = best_of(figure)
    low = float(best if figure.low is None else figure.low)
    high = best * open_factor if figure.high is None else float(figure.high)
    return low, max(low, high)


def fuse_casualties(mentions: Sequence[Mention], voices: Mapping[str, str]) -> Casualties:
    """Fuse the casualties kind by kind; differing tolls widen the range, they never add up.

    One publisher has one figure: that of its newest article, told twice narrows it. ``best`` is the
    figure that most independent voices bear out, then the newest. ``low`` and ``high`` span all.
    """
    return Casualties(**{kind: _fuse(mentions, voices, kind) for kind in KINDS})


def _fuse(mentions: Sequence[Mention], voices: Mapping[str, str], kind: str) -> Figure | None:
    tellings = [
        ReportedFigure(mention, figure)
        for mention in mentions
        if (figure := getattr(mention.casualties, kind)) is not None and is_told(figure)
    ]
    if not tellings:
        return None
    spoken = [_of_publisher(own) for own in _by_publisher(tellings)]
    backers = {
        best: {voices[other.mention.publisher] for other in spoken if _bears_out(other, best)}
        for best in {one.best for one in spoken}
    }
    chosen = max(spoken, key=lambda one: _standing(one, len(backers[one.best])))
    highs = [one.figure.high for one in spoken if one.figure.high is not None]
    return Figure(
        low=min(one.best if one.figure.low is None else one.figure.low for one in spoken),
        best=chosen.best,
        high=max(*highs, *(one.best for one in spoken)) if highs else None,
        group=chosen.figure.group,
        mention_id=chosen.mention.mention_id,
    )


def _by_publisher(tellings: Sequence[ReportedFigure]) -> list[list[ReportedFigure]]:
    groups: dict[str, list[ReportedFigure]] = defaultdict(list)
    for telling in tellings:
        groups[telling.mention.publisher].append(telling)
    return list(groups.values())


def _of_publisher(tellings: Sequence[ReportedFigure]) -> ReportedFigure:
    """Return a publisher's last word: the figure of its newest article, made as narrow as told."""
    newest = max((one.mention.published_at, one.mention.article_id) for one in tellings)
    last = sorted(
        (one for one in tellings if (one.mention.published_at, one.mention.article_id) == newest),
        key=lambda one: (-one.best, one.mention.char_start, one.mention.mention_id),
    )
    told = last[0]
    for other in last[1:]:
        told = _narrow(told, other)
    return told


def _narrow(one: ReportedFigure, other: ReportedFigure) -> ReportedFigure:
    """Intersect two tellings of one figure; where they do not meet the larger holds the smaller."""
    low = max(_low(one.figure), _low(other.figure))
    highs = [high for high in (one.figure.high, other.figure.high) if high is not None]
    high = min(highs, default=None)
    if high is not None and low > high:
        return one
    best = min(max(one.best, low), one.best if high is None else high)
    return ReportedFigure(one.mention, one.figure.model_copy(update=_figure(low, best, high)))


def _figure(low: int, best: int, high: int | None) -> dict[str, int | None]:
    return {"low": low, "best": best, "high": high}


def _low(figure: Figure) -> int:
    return best_of(figure) if figure.low is None else figure.low


def _standing(one: ReportedFigure, backers: int) -> tuple[object, ...]:
    return backers, one.mention.published_at, one.best, one.mention.mention_id


def _bears_out(other: ReportedFigure, best: int) -> bool:
    high = other.figure.high
    return _low(other.figure) <= best and (high is None or best <= high)
