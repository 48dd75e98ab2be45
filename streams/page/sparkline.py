"""Bars of a city over time against what is usual there, and the days of its surges. Pure."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from streams.activity.baseline import BASELINE_DAYS, MIN_DAYS, fit_baseline

SPARKS = 30
"""Bars of a sparkline at most: each stands for as many days as are needed."""
SPARK_WIDTH, SPARK_HEIGHT = 56, 22
"""Pixels of a sparkline."""
SPARK_GAP = 0.2
"""Part of a bar's room that is left free."""
LEAST_BAR = 1.5
"""Pixels of the lowest bar, so that one event is seen beside many."""
LEAST_BARS = 8
"""Bars that a sparkline has room for at the least: one day is no block."""
HIGH_DEVIATIONS = 2
"""Standard deviations above what is usual from which a bar is high."""
LEAST_HIGH = 3
"""Fewer events are not high, however quiet the city: one event in two months is no news of it."""
USUAL_KEPT = 8192
"""Fits that are kept: they take a third of the time of a page, and few days change between two."""


@dataclass(frozen=True)
class Span:
    """Some days of a city: its events, and what the 28 days before them let expect."""

    first: date
    days: int
    count: int
    usual: float | None
    """None where fewer than 14 days before it were watched."""
    high: float
    """This many events, or more, are far above what is usual."""
    has_surge: bool = False


@dataclass(frozen=True)
class Bar:
    """A bar of a sparkline, in pixels; ``kind`` is plain, high or surge."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True)
class Sparkline:
    """The events of a city over time, with a line of what is usual; in pixels."""

    bars: list[Bar]
    usual: str
    """The path of the line as SVG writes it; empty where nothing is known of what is usual."""
    description: str
    width: int = SPARK_WIDTH
    height: int = SPARK_HEIGHT


def spans_of(
    counts: Mapping[date, int], watched: date, first: date, last: date, surges: Collection[date]
) -> list[Span]:
    """Return the days of a city in equal spans, each with what is usual at its time.

    What is usual is fitted to the 28 days before a span, as for alerts (docs/explanation/activity).

    Args:
        counts: events by day; days without any may be left out.
        watched: the first day on which events of any city were counted.
        first: the first day shown.
        last: the last day shown.
        surges: days on which a surge began.
    """
    number = (last - first).days + 1
    length = max(1, math.ceil(number / SPARKS))
    return [
        _span(counts, watched, first + timedelta(days=start), min(length, number - start), surges)
        for start in range(0, number, length)
    ]


def _span(
    counts: Mapping[date, int], watched: date, first: date, days: int, surges: Collection[date]
) -> Span:
    inside = [first + timedelta(days=day) for day in range(days)]
    before = min(BASELINE_DAYS, (first - watched).days)
    past = [counts.get(first - timedelta(days=day), 0) for day in range(before, 0, -1)]
    count = sum(counts.get(day, 0) for day in inside)
    has_surge = any(day in surges for day in inside)
    if before < MIN_DAYS:
        return Span(first, days, count, None, math.inf, has_surge)
    mean, high = _usual(tuple(past), first.weekday(), days)
    return Span(first, days, count, mean, high, has_surge)


@lru_cache(maxsize=USUAL_KEPT)
def _usual(past: tuple[int, ...], weekday: int, days: int) -> tuple[float, float]:
    """Return what is usual for a span after some days, and from where on its count is high."""
    mean, variance = fit_baseline(past, weekday).expect(weekday, days)
    return mean, max(LEAST_HIGH, mean + HIGH_DEVIATIONS * math.sqrt(variance))


def sparkline(spans: Sequence[Span]) -> Sparkline:
    """Return bars for the spans of a city, with a line at what is usual."""
    room = SPARK_WIDTH / max(len(spans), LEAST_BARS)
    usual = [span.usual or 0.0 for span in spans]
    scale = SPARK_HEIGHT / max(1.0, *usual, *(span.count for span in spans))
    bars = [
        _bar(span, round(number * room, 1), room, scale)
        for number, span in enumerate(spans)
        if span.count
    ]
    return Sparkline(bars, _path(spans, room, scale), _description(spans))


def _bar(span: Span, x: float, room: float, scale: float) -> Bar:
    height = max(LEAST_BAR, span.count * scale)
    kind = "surge" if span.has_surge else "high" if span.count >= span.high else "plain"
    width = round(room * (1 - SPARK_GAP), 1)
    return Bar(x, round(SPARK_HEIGHT - height, 1), width, round(height, 1), kind)


def _path(spans: Sequence[Span], room: float, scale: float) -> str:
    """Return steps at what is usual, with a gap where that is unknown."""
    steps = [
        f"M{number * room:.1f} {SPARK_HEIGHT - span.usual * scale:.1f}h{room:.1f}"
        for number, span in enumerate(spans)
        if span.usual is not None
    ]
    return "".join(steps)


def _description(spans: Sequence[Span]) -> str:
    """Return what the bars show, for those who do not see them."""
    most = max(spans, key=lambda span: span.count)
    each = "a day" if most.days == 1 else f"{most.days} days"
    text = f"at most {most.count} events in {each}, from {most.first.isoformat()}"
    if most.usual is not None:
        text += f", where {most.usual:.1f} are usual"
    surges = sum(span.has_surge for span in spans)
    return f"{text}; {surges} with a surge" if surges else text
