"""`python -m benchmarks.surges`: false alarms in quiet years, and fivefold rises that are found.

Counts are drawn from negative binomials whose mean follows the weekday; the seed is fixed, so that
the table is the same on each machine. docs/explanation/activity.md has the figures.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click
from rich.console import Console
from rich.table import Table

from streams.activity.baseline import SEASON_DAYS
from streams.activity.detector import SERIES, Series, score_window

SEED = 20240601
RISE = 5
YEAR = 364
FIRST = 738_886
"""A Monday, as a proleptic ordinal; the day on which each simulated city is first watched."""

QUIET = FIRST + SEASON_DAYS + 7
"""First scored day, when there is as much past as is ever looked at."""

REPORTS_PER_EVENT = 3

FLAT = (1.0,) * 7
QUIET_WEEKEND = (1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.5)
LOUD_FRIDAY = (0.8, 0.8, 0.8, 0.8, 2.2, 0.8, 0.8)
PATTERNS = (FLAT, QUIET_WEEKEND, LOUD_FRIDAY)
"""How the weekdays differ; simulated years take turns."""

RATES = (0.03, 0.1, 0.3, 1, 3, 5, 10, 50)
DISPERSIONS = (1, 2, 3)


@dataclass(frozen=True)
class City:
    """A simulated city: events a day, variance over mean of its counts, factors of weekdays."""

    rate: float
    dispersion: float
    seasons: tuple[float, ...] = FLAT


@dataclass(frozen=True)
class Figures:
    """False alarms per city-year of each series, and the share of rises found in two windows."""

    false_alarms: tuple[float, ...]
    found: tuple[float, ...]


def simulate(rate: float, dispersion: float, years: int, seed: int = SEED) -> Figures:
    """Return the figures of a kind of city over some quiet years, and the rises put into them."""
    chance = random.Random(seed)  # noqa: S311
    alarms, found = [], []
    for series in SERIES:
        factor = REPORTS_PER_EVENT if series.measure == "reports" else 1
        cities = [City(rate * factor, dispersion, PATTERNS[year % 3]) for year in range(years)]
        tallies = [_year(city, series, chance) for city in cities]
        alarms.append(sum(tally[0] for tally in tallies) / years)
        found.append(sum(tally[1] for tally in tallies) / sum(tally[2] for tally in tallies))
    return Figures(tuple(alarms), tuple(found))


def draw(mean: float, dispersion: float, chance: random.Random) -> int:
    """Return a count with this mean and variance over mean: Poisson, or with a gamma-drawn mean."""
    if dispersion > 1:
        mean = chance.gammavariate(mean / (dispersion - 1), dispersion - 1)
    count, left = 0, mean
    while (left := left - chance.expovariate(1.0)) > 0:
        count += 1
    return count


def _year(city: City, series: Series, chance: random.Random) -> tuple[int, int, int]:
    """Return false alarms of one year, rises found, and rises tried."""
    counts = {day: _draw_day(city, day, 1, chance) for day in range(FIRST, QUIET + YEAR)}
    alarms = sum(_surges(series, counts, day) for day in _starts(series, QUIET, YEAR))
    tried = list(_starts(series, QUIET, YEAR - 14))[:: 2 if series.days == 7 else 11]
    return alarms, sum(_finds(city, series, counts, day, chance) for day in tried), len(tried)


def _finds(
    city: City, series: Series, counts: dict[int, int], start: int, chance: random.Random
) -> bool:
    days = range(start, start + 2 * series.days)
    risen = counts | {day: _draw_day(city, day, RISE, chance) for day in days}
    return any(_surges(series, risen, start + index * series.days) for index in range(2))


def _surges(series: Series, counts: dict[int, int], start: int) -> bool:
    score = score_window(series, counts, start, FIRST)
    return score is not None and score.surges


def _starts(series: Series, first: int, days: int) -> Iterator[int]:
    yield from range(series.start(first), series.start(first) + days, series.days)


def _draw_day(city: City, day: int, factor: float, chance: random.Random) -> int:
    season = city.seasons[(day - FIRST) % 7] / math.fsum(city.seasons) * 7
    return draw(city.rate * season * factor, city.dispersion, chance)


@click.command()
@click.option("--years", default=15, show_default=True, help="Quiet years of each kind of city.")
def main(years: int) -> None:
    """Simulate cities of many kinds and print what would have been alarmed and found."""
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("events a day", "var/mean", *_headings()):
        table.add_column(heading, justify="right")
    for rate in RATES:
        for dispersion in DISPERSIONS:
            figures = simulate(rate, dispersion, years)
            table.add_row(str(rate), str(dispersion), *_cells(figures))
    Console(width=120).print(table)


def _headings() -> Sequence[str]:
    names = [f"{series.measure}/{series.granularity}" for series in SERIES]
    return ["false alarms a year", *(f"found {name}" for name in names)]


def _cells(figures: Figures) -> Iterator[str]:
    yield f"{sum(figures.false_alarms):.2f}"
    for found in figures.found:
        yield f"{found:.2f}"


if __name__ == "__main__":
    main()
