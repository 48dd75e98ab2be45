"""A surge in a sentence for a person. Pure.

For example: "12 events in Homs on 2024-05-01; 1.3 are usual: 9 times that, by chance once in
40,000."
"""

import math

from schemas.activity import Area
from streams.activity.detector import Series, WindowScore, instant

UNITS = {"events": ("event", "events"), "reports": ("article", "articles")}
"""What each measure counts: singular and plural."""

MAX_ODDS = 1e9
"""Longer odds than one in a billion are not stated: the model is not that exact."""

MIN_RATE = 0.1
"""An expected count below this is shown as "under 0.1", and no ratio to it is given."""

SINGULAR_BELOW = 1.05
"""A count below this is shown as 1.0 or less, and takes the singular."""


def explain(area: Area, series: Series, start: int, score: WindowScore) -> str:
    """Return what was counted, what is usual, and how likely chance alone is."""
    one, many = UNITS[series.measure]
    counted = f"{score.count} {one if score.count == 1 else many} {_where(area, series)}"
    usual = f"{_number(score.expected)} usual"
    if score.count < score.expected or not score.surges:
        return f"{counted} {_when(series, start, score)}; {usual}: no surge."
    times = (
        f"{score.count / score.expected:.0f} times" if score.expected >= MIN_RATE else "far over"
    )
    return f"{counted} {_when(series, start, score)}; {usual}: {times} that, {_odds(score)}."


def _where(area: Area, series: Series) -> str:
    return f"{'about' if series.measure == 'reports' else 'in'} {area.name}"


def _when(series: Series, start: int, score: WindowScore) -> str:
    day = f"{instant(start):%Y-%m-%d}"
    if series.granularity == "week":
        return f"in the week of {day}"
    before = f"{instant(start - 1):%Y-%m-%d}"
    return f"on {day}" if score.span == 1 else f"on {before} and the day after"


def _number(expected: float) -> str:
    if expected < MIN_RATE:
        return "under 0.1 is"
    return f"{expected:.1f} is" if expected < SINGULAR_BELOW else f"{expected:.1f} are"


def _odds(score: WindowScore) -> str:
    if score.chance < 1 / MAX_ODDS:
        return "by chance less than once in a billion"
    digits = -math.floor(math.log10(1 / score.chance))
    return f"by chance once in {round(1 / score.chance, digits):,.0f}"
