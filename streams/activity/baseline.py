"""How far a count lies above the past of its own area; sources: docs/explanation/activity.md."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

BASELINE_DAYS = 28
"""Trailing days that the usual level is taken from."""

SEASON_DAYS = 182
"""Trailing days for what changes slowly: how the weekdays differ, and how lumpy counts are."""

MIN_DAYS = 14
"""Fewer watched days than these two weeks say nothing of what is usual."""

CLIPPED = 2
"""Days of the level that are cut to the third highest: yesterday's surge must not hide today's."""

PRIOR_EVENTS = 0.5
"""Events added to the past: a place where nothing was seen is quiet, not impossible (Jeffreys)."""

PRIOR_DISPERSION = 2.0
PRIOR_WEIGHT = 14.0
"""Variance over mean that is assumed at first, and as how many busy days of evidence it counts."""

WEEKDAY_VARIANCE = 0.09
"""Prior variance of weekday factors: by some 30 % a weekday differs, until the data say more."""

LEAST_DISPERSION = 1.000001
"""Variance over mean: at 1 the negative binomial would need an infinite size."""

SMALLEST_TERM = 1e-12
"""Share of a sum below which its further terms change no digit that a limit looks at."""

MIN_SEASON = 0.2
"""No weekday is taken to have less than a fifth of the average."""


@dataclass(frozen=True)
class AreaBaseline:
    """What an area is used to.

    ``mean`` is per day, ``seasons`` are the factors of Monday to Sunday, ``dispersion`` is variance
    over mean, ``evidence`` the events that the mean rests on, ``season_error`` the variance that is
    left of a weekday's factor.
    """

    n_days: int
    mean: float
    seasons: tuple[float, ...]
    dispersion: float
    evidence: float
    season_error: float

    def expect(self, weekday: int, days: int) -> tuple[float, float]:
        """Return mean and variance of the count of some days in a row, the first on a weekday."""
        mean = self.mean * sum(self.seasons[(weekday + day) % 7] for day in range(days))
        season = self.season_error / days if days % 7 else 0.0
        error = self.dispersion / self.evidence + season
        return mean, self.dispersion * mean + mean * mean * error


def fit_baseline(past: Sequence[int], weekday: int) -> AreaBaseline:
    """Return what an area is used to.

    Args:
        past: counts of the watched days before, the latest last; those over ``SEASON_DAYS`` are
            left out.
        weekday: of the day after the last, 0 is Monday.
    """
    traits = past[-SEASON_DAYS:]
    days = [(weekday - len(traits) + index) % 7 for index in range(len(traits))]
    average = (sum(traits) + PRIOR_EVENTS) / len(traits)
    seasons, error = _seasons(traits, days, average)
    level = _clipped(past[-BASELINE_DAYS:])
    evidence = sum(level) + PRIOR_EVENTS
    return AreaBaseline(
        n_days=len(level),
        mean=evidence / len(level),
        seasons=seasons,
        dispersion=_dispersion(traits, [average * seasons[day] for day in days]),
        evidence=evidence,
        season_error=error,
    )


def tail_probability(count: int, mean: float, variance: float) -> float:
    """Return the chance of ``count`` or more under a negative binomial; 1 below the mean.

    Summed upwards from the count, so that small chances keep their digits.
    """
    if count <= mean or count <= 0:
        return 1.0
    variance = max(variance, mean * LEAST_DISPERSION)
    size = mean * mean / (variance - mean)
    fail = 1 - mean / variance
    term = math.exp(
        math.lgamma(count + size)
        - math.lgamma(size)
        - math.lgamma(count + 1)
        + size * math.log1p(-fail)
        + count * math.log(fail)
    )
    total = 0.0
    while term > total * SMALLEST_TERM:
        total += term
        term *= (count + size) / (count + 1) * fail
        count += 1
    return min(1.0, total)


def _clipped(counts: Sequence[int]) -> list[int]:
    highest = max(1, sorted(counts)[-1 - CLIPPED])
    return [min(count, highest) for count in counts]


def _seasons(
    counts: Sequence[int], days: Sequence[int], average: float
) -> tuple[tuple[float, ...], float]:
    """Return each weekday's factor, drawn towards 1 by as much as chance may have made it."""
    flat = average * len(counts) / 7
    noise = _dispersion(counts, [average] * len(counts)) / flat
    weight = WEEKDAY_VARIANCE / (WEEKDAY_VARIANCE + noise)
    sums = [0] * 7
    for count, day in zip(counts, days, strict=True):
        sums[day] += count
    seasons = tuple(max(MIN_SEASON, 1 + weight * (total / flat - 1)) for total in sums)
    return seasons, WEEKDAY_VARIANCE * (1 - weight)


def _dispersion(counts: Sequence[int], means: Sequence[float]) -> float:
    """Return Pearson's variance over mean, drawn towards the prior; never under Poisson's 1.

    A day weighs as much as was expected on it, at most 1: a silent place proves no evenness.
    """
    weights = [min(1.0, mean) for mean in means]
    pearson = sum(
        weight * (count - mean) ** 2 / mean
        for weight, count, mean in zip(weights, counts, means, strict=True)
    )
    return max(
        1.0, (PRIOR_WEIGHT * PRIOR_DISPERSION + pearson) / (PRIOR_WEIGHT + math.fsum(weights))
    )
