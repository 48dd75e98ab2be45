"""Score a window against its area's own past: does it surge? Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from schemas.activity import Clock, Granularity
from schemas.alert import Measure
from streams.activity.baseline import (
    MIN_DAYS,
    SEASON_DAYS,
    AreaBaseline,
    fit_baseline,
    tail_probability,
)

MIN_RATIO = 2.0
"""A count below this multiple of the expected one is no surge, however small its chance."""

DAYS_OF_YEAR = 365.25

SMALLEST_CHANCE = 1e-300
"""Lower bound of a probability, so that its logarithm is finite."""


@dataclass(frozen=True)
class Series:
    """What is watched of an area: a measure in windows of one length.

    ``spans`` are the numbers of windows that are added up, this one the last. Fewer than
    ``min_count`` are no surge, however quiet the place. ``false_alarms`` is the number expected
    per area and year by chance alone, if the model were exact.
    """

    measure: Measure
    clock: Clock
    granularity: Granularity
    days: int
    spans: tuple[int, ...]
    min_count: int
    false_alarms: float

    @property
    def threshold(self) -> float:
        """Return the chance under which a count is a surge, per window and span."""
        return self.false_alarms * self.days / DAYS_OF_YEAR / len(self.spans)

    @property
    def lookback(self) -> int:
        """Return how many days before its start are needed to score a window."""
        return SEASON_DAYS + (max(self.spans) - 1) * self.days

    def start(self, day: int) -> int:
        """Return the first day (ordinal) of the window that holds a day; weeks start on Monday."""
        return day if self.days == 1 else day - date.fromordinal(day).weekday()


SERIES = (
    Series("events", "event", "day", 1, (1, 2), 5, 0.06),
    Series("events", "event", "week", 7, (1,), 5, 0.03),
    Series("reports", "report", "day", 1, (1, 2), 10, 0.06),
)
"""Weeks are for cities with too few events for a day to tell; one event alone may fill several
articles, so that it takes more of them. Set with benchmarks/surges.py."""


@dataclass(frozen=True)
class WindowScore:
    """How unusual a window is: ``count`` and ``expected`` are over ``span`` windows.

    ``chance`` is the probability of this count or more under the baseline.
    """

    span: int
    count: int
    expected: float
    chance: float
    baseline: AreaBaseline
    season: float
    surges: bool


def score_window(
    series: Series, counts: Mapping[int, int], start: int, since: int
) -> WindowScore | None:
    """Score a window by the days before it; None where too few of them were watched.

    Args:
        series: what is watched.
        counts: of the series' clock, by day (proleptic ordinal); absent is 0.
        start: first day of the window.
        since: first day from which a day without a count is one on which nothing was.
    """
    found = [_score(series, counts, start, since, span) for span in series.spans]
    scores = [item for item in found if item is not None]
    if not scores:
        return None
    best = min(scores, key=lambda item: (not item.surges, item.chance, item.span))
    return best if best.surges else scores[0]


def instant(day: int) -> datetime:
    """Return the start of a day (proleptic ordinal) in UTC."""
    return datetime.combine(date.fromordinal(day), time(), tzinfo=UTC)


def length(series: Series) -> timedelta:
    """Return the length of the series' windows."""
    return timedelta(days=series.days)


def _score(
    series: Series, counts: Mapping[int, int], start: int, since: int, span: int
) -> WindowScore | None:
    first = start - (span - 1) * series.days
    past = [counts.get(day, 0) for day in range(max(since, first - SEASON_DAYS), first)]
    if len(past) < MIN_DAYS:
        return None
    weekday = date.fromordinal(first).weekday()
    baseline = fit_baseline(past, weekday)
    expected, variance = baseline.expect(weekday, span * series.days)
    count = _sum(counts, first, span * series.days)
    own = _sum(counts, start, series.days)
    usual, _ = baseline.expect(date.fromordinal(start).weekday(), series.days)
    chance = max(SMALLEST_CHANCE, tail_probability(count, expected, variance))
    large = count >= max(series.min_count, MIN_RATIO * expected) and own >= MIN_RATIO * usual
    return WindowScore(
        span=span,
        count=count,
        expected=expected,
        chance=chance,
        baseline=baseline,
        season=expected / (baseline.mean * span * series.days),
        surges=large and chance < series.threshold,
    )


def _sum(counts: Mapping[int, int], first: int, days: int) -> int:
    return sum(counts.get(day, 0) for day in range(first, first + days))
