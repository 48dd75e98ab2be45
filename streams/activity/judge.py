"""Whether a window surges, judged against its area's own past. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from schemas.activity import Clock, Granularity
from schemas.alert import Measure
from streams.activity.baseline import LEAST_DAYS, TRAIT_DAYS, Level, fit, tail

LEAST_RATIO = 2.0
"""Less than twice the usual is no surge, however surely it is more."""

DAYS_OF_YEAR = 365.25

SMALLEST_CHANCE = 1e-300
"""Stands for a chance too small for a float, so that its logarithm exists."""


@dataclass(frozen=True)
class Series:
    """What is watched of an area: a measure in windows of one length.

    ``spans`` are the numbers of windows that are added up, this one the last. Fewer than ``least``
    are no surge, however quiet the place. ``alarms`` is the number of false alarms per area and
    year that would come by chance alone, were the model exact.
    """

    measure: Measure
    clock: Clock
    granularity: Granularity
    days: int
    spans: tuple[int, ...]
    least: int
    alarms: float

    @property
    def limit(self) -> float:
        """Return the chance under which a count is a surge, per window and span."""
        return self.alarms * self.days / DAYS_OF_YEAR / len(self.spans)

    @property
    def reach(self) -> int:
        """Return how many days before its start a window is judged by."""
        return TRAIT_DAYS + (max(self.spans) - 1) * self.days

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
class Judgement:
    """How a window compares: ``count`` and ``expected`` are over ``span`` windows."""

    span: int
    count: int
    expected: float
    chance: float
    level: Level
    season: float
    surges: bool


def judge(series: Series, counts: Mapping[int, int], start: int, since: int) -> Judgement | None:
    """Judge a window by the days before it; None where too few of them were watched.

    Args:
        series: what is watched.
        counts: of the series' clock, by day (proleptic ordinal); absent is 0.
        start: first day of the window.
        since: first day from which a day without a count is one on which nothing was.
    """
    found = [_judge(series, counts, start, since, span) for span in series.spans]
    judged = [item for item in found if item is not None]
    if not judged:
        return None
    best = min(judged, key=lambda item: (not item.surges, item.chance, item.span))
    return best if best.surges else judged[0]


def instant(day: int) -> datetime:
    """Return the start of a day (proleptic ordinal) in UTC."""
    return datetime.combine(date.fromordinal(day), time(), tzinfo=UTC)


def length(series: Series) -> timedelta:
    """Return the length of the series' windows."""
    return timedelta(days=series.days)


def _judge(
    series: Series, counts: Mapping[int, int], start: int, since: int, span: int
) -> Judgement | None:
    first = start - (span - 1) * series.days
    past = [counts.get(day, 0) for day in range(max(since, first - TRAIT_DAYS), first)]
    if len(past) < LEAST_DAYS:
        return None
    weekday = date.fromordinal(first).weekday()
    level = fit(past, weekday)
    expected, variance = level.expect(weekday, span * series.days)
    count = _sum(counts, first, span * series.days)
    own = _sum(counts, start, series.days)
    usual, _ = level.expect(date.fromordinal(start).weekday(), series.days)
    chance = max(SMALLEST_CHANCE, tail(count, expected, variance))
    grave = count >= max(series.least, LEAST_RATIO * expected) and own >= LEAST_RATIO * usual
    return Judgement(
        span=span,
        count=count,
        expected=expected,
        chance=chance,
        level=level,
        season=expected / (level.mean * span * series.days),
        surges=grave and chance < series.limit,
    )


def _sum(counts: Mapping[int, int], first: int, days: int) -> int:
    return sum(counts.get(day, 0) for day in range(first, first + days))
