"""The casualties and other counts of an event, from the figures that its mentions report."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from schemas.mention import Casualties, Figure, Mention, Quantities
from streams.deduplicate.evidence.figures import KINDS, ReportedFigure, reported_figures


def fuse_casualties(mentions: Sequence[Mention], sources: Mapping[str, str]) -> Casualties:
    """Fuse the casualties kind by kind; differing tolls widen the range, they never add up.

    Each publisher has one figure: that of its newest article, narrowed where the article reports
    it more than once. ``best`` is the figure that most independent sources support, then the
    newest. ``low`` and ``high`` span all figures.

    Args:
        mentions: those of the event's own assertion class.
        sources: publisher to independent source, as ``independent_sources`` returns it.
    """
    return Casualties(**{kind: _fuse(mentions, sources, kind) for kind in KINDS})


def fuse_quantities(mentions: Sequence[Mention], sources: Mapping[str, str]) -> Quantities:
    """Fuse the other counts as ``fuse_casualties`` does the casualties."""
    kinds = Quantities.model_fields
    return Quantities(**{kind: _fuse(mentions, sources, kind) for kind in kinds})


def _fuse(mentions: Sequence[Mention], sources: Mapping[str, str], kind: str) -> Figure | None:
    reported = reported_figures(mentions, kind)
    if not reported:
        return None
    latest = [_latest(of_publisher) for of_publisher in _by_publisher(reported)]
    supporters = {
        best: {sources[other.mention.publisher] for other in latest if _supports(other, best)}
        for best in {one.best for one in latest}
    }
    chosen = max(latest, key=lambda one: _standing(one, len(supporters[one.best])))
    highs = [one.figure.high for one in latest if one.figure.high is not None]
    low = min(one.low for one in latest)
    high = max(*highs, *(one.best for one in latest)) if highs else None
    as_written = (low, high) == (chosen.low, chosen.figure.high)
    return Figure(
        low=low,
        best=chosen.best,
        high=high,
        group=chosen.figure.group,
        as_written=chosen.figure.as_written if as_written else None,
        mention_id=chosen.mention.mention_id,
    )


def _by_publisher(reported: Sequence[ReportedFigure]) -> list[list[ReportedFigure]]:
    groups: dict[str, list[ReportedFigure]] = defaultdict(list)
    for one in reported:
        groups[one.mention.publisher].append(one)
    return list(groups.values())


def _latest(reported: Sequence[ReportedFigure]) -> ReportedFigure:
    """Return the figure of a publisher's newest article, as narrow as the article reports it."""
    newest = max((one.mention.published_at, one.mention.article_id) for one in reported)
    last = sorted(
        (one for one in reported if (one.mention.published_at, one.mention.article_id) == newest),
        key=lambda one: (-one.best, one.mention.char_start, one.mention.mention_id),
    )
    narrowed = last[0]
    for other in last[1:]:
        narrowed = _narrow(narrowed, other)
    return narrowed


def _narrow(one: ReportedFigure, other: ReportedFigure) -> ReportedFigure:
    """Intersect two reports of one figure; if they are disjoint the larger includes the smaller.

    Of those who were shot any number may have died, so that the range begins at 0: "fifteen were
    shot" is 0 to 15. An exact smaller figure beside it counts some of them, not all.
    """
    if _counts_some_of(other, one):
        return one
    low = max(one.low, other.low)
    highs = [high for high in (one.figure.high, other.figure.high) if high is not None]
    high = min(highs, default=None)
    if high is not None and low > high:
        return one
    best = min(max(one.best, low), one.best if high is None else high)
    numbers: dict[str, int | str | None] = {"low": low, "best": best, "high": high}
    if (low, high) != (one.low, one.figure.high):
        numbers["as_written"] = None
    return ReportedFigure(one.mention, one.figure.model_copy(update=numbers))


def _counts_some_of(part: ReportedFigure, whole: ReportedFigure) -> bool:
    """Whether a figure lies below one of which nobody may be left: 4 beside 0 to 15."""
    high = part.figure.high
    return whole.low == 0 and high is not None and high < whole.best


def _standing(one: ReportedFigure, supporters: int) -> tuple[object, ...]:
    return supporters, one.mention.published_at, one.best, one.mention.mention_id


def _supports(other: ReportedFigure, best: int) -> bool:
    """Return whether a number lies in the range of a figure."""
    high = other.figure.high
    return other.low <= best and (high is None or best <= high)
