"""A surge in a sentence for a person. Pure."""

import math

from schemas.activity import Area
from streams.activity.judge import Judgement, Series, instant

NOUNS = {"events": ("event", "events"), "reports": ("article", "articles")}
ODDS_SHOWN = 1e9
"""Longer odds than one in a billion are not told: the model is not that good."""


def explain(area: Area, series: Series, start: int, judged: Judgement) -> str:
    """Say what was counted, what is usual, and how likely chance alone is."""
    one, many = NOUNS[series.measure]
    counted = f"{judged.count} {one if judged.count == 1 else many} {_where(area, series)}"
    usual = f"{_number(judged.expected)} usual"
    if judged.count < judged.expected or not judged.surges:
        return f"{counted} {_when(series, start, judged)}; {usual}: no surge."
    times = f"{judged.count / judged.expected:.0f} times" if judged.expected >= 0.1 else "far over"
    return f"{counted} {_when(series, start, judged)}; {usual}: {times} that, {_odds(judged)}."


def _where(area: Area, series: Series) -> str:
    return f"{'about' if series.measure == 'reports' else 'in'} {area.name}"


def _when(series: Series, start: int, judged: Judgement) -> str:
    day = f"{instant(start):%Y-%m-%d}"
    if series.granularity == "week":
        return f"in the week of {day}"
    before = f"{instant(start - 1):%Y-%m-%d}"
    return f"on {day}" if judged.span == 1 else f"on {before} and the day after"


def _number(expected: float) -> str:
    if expected < 0.1:
        return "under 0.1 is"
    return f"{expected:.1f} is" if expected < 1.05 else f"{expected:.1f} are"


def _odds(judged: Judgement) -> str:
    if judged.chance < 1 / ODDS_SHOWN:
        return "by chance less than once in a billion"
    digits = -math.floor(math.log10(1 / judged.chance))
    return f"by chance once in {round(1 / judged.chance, digits):,.0f}"
