"""A surge in a sentence for a person. Pure."""

import math

from schemas.activity import Area
from streams.activity.detector import Series, WindowScore, instant

NOUNS = {"events": ("event", "events"), "reports": ("article", "articles")}
ODDS_SHOWN = 1e9
"""Longer odds than one in a billion are not told: the model is not that good."""


def explain(area: Area, series: Series, start: int, score: WindowScore) -> str:
    """Say what was counted, what is usual, and how likely chance alone is."""
    one, many = NOUNS[series.measure]
    counted = f"{score.count} {one if score.count == 1 else many} {_where(area, series)}"
    usual = f"{_number(score.expected)} usual"
    if score.count < score.expected or not score.surges:
        return f"{counted} {_when(series, start, score)}; {usual}: no surge."
    times = f"{score.count / score.expected:.0f} times" if score.expected >= 0.1 else "far over"
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
    if expected < 0.1:
        return "under 0.1 is"
    return f"{expected:.1f} is" if expected < 1.05 else f"{expected:.1f} are"


def _odds(score: WindowScore) -> str:
    if score.chance < 1 / ODDS_SHOWN:
        return "by chance less than once in a billion"
    digits = -math.floor(math.log10(1 / score.chance))
    return f"by chance once in {round(1 / score.chance, digits):,.0f}"
