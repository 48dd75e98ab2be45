"""Totals of a window: sums and sets over its contributions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.activity import Area, CityActivity, Contribution
from schemas.mention import Casualties, Figure
from streams.activity.windows import Window

KINDS = ("killed", "injured", "detained", "displaced")


@dataclass(frozen=True)
class Share:
    """What an event adds to one window; ``articles`` are those counted, with their publishers."""

    event_type: str
    casualties: Casualties
    articles: Mapping[str, str]
    n_independent: int


def share_of(part: Contribution, window: Window) -> Share:
    """Return what a contribution adds to a window that it falls into."""
    articles = articles_in(part, window)
    independent = min(part.n_independent, len({*articles.values()}))
    return Share(part.event_type, part.casualties, articles, independent)


def total(
    area: Area, window: Window, revision: int, contributions: Mapping[str, Contribution]
) -> CityActivity:
    """Return the window's document.

    Args:
        area: what the window belongs to.
        window: which window.
        revision: the window's version; it only rises.
        contributions: what stands in the window now, by event id.
    """
    shares = [share_of(part, window) for part in contributions.values()]
    types = Counter(share.event_type for share in shares)
    return CityActivity(
        activity_id=f"{area.area_id}|{window.key}",
        area=area,
        clock=window.clock,
        granularity=window.granularity,
        window_start=window.start,
        window_end=window.end,
        revision=revision,
        n_events=len(shares),
        events_by_type=dict(sorted(types.items())),
        casualties=sum_casualties([share.casualties for share in shares]),
        n_articles=len({article for share in shares for article in share.articles}),
        n_publishers=len({name for share in shares for name in share.articles.values()}),
        n_independent=sum(share.n_independent for share in shares),
        event_ids=tuple(sorted(contributions)),
    )


def sum_casualties(parts: Sequence[Casualties]) -> Casualties:
    """Add up casualties kind by kind; a kind that no article reports stays null, which is not 0.

    Where one bound of a figure is open ("at least 20"), the nearest stated number stands in, so
    that the sum is a bound of what was reported.
    """
    return Casualties(
        **{kind: _sum_figures([getattr(part, kind) for part in parts]) for kind in KINDS}
    )


def _sum_figures(figures: Sequence[Figure | None]) -> Figure | None:
    stated = [
        (figure.low, figure.best, figure.high)
        for figure in figures
        if figure is not None and (figure.low, figure.best, figure.high) != (None, None, None)
    ]
    if not stated:
        return None
    return Figure(
        low=sum(_first(low, best, high) for low, best, high in stated),
        best=sum(_first(best, low, high) for low, best, high in stated),
        high=sum(_first(high, best, low) for low, best, high in stated),
    )


def _first(*numbers: int | None) -> int:
    return next(number for number in numbers if number is not None)


def articles_in(part: Contribution, window: Window) -> dict[str, str]:
    """Return the articles that a window counts of an event, with their publishers.

    On the report clock they are those that were published in the window.
    """
    if window.clock == "event":
        return dict(zip(part.articles, part.publishers, strict=False))
    published = zip(part.articles, part.publishers, part.reported, strict=False)
    return {
        article: publisher
        for article, publisher, moment in published
        if window.start <= moment < window.end
    }
