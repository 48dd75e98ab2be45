"""Which windows surge after a change, and the alerts that say so. Pure."""

import math
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from schemas.alert import Alert, Baseline, Resolution
from streams.activity.area import AreaIndex, area_of_entries
from streams.activity.detector import SERIES, Series, WindowScore, instant, length, score_window
from streams.activity.explanation import explain
from streams.activity.windows import Window

LONGEST_RUN = 28
"""Most surging windows in a row that are counted."""

ENDED_WITHIN = 28
"""Days after its end in which later activity ends a surge; a date far ahead is likelier wrong."""


class Surges:
    """Scores the windows of one area; its alerts are a function of what stands in the area."""

    def __init__(self, index: AreaIndex, watched_since: date | None = None) -> None:
        self._index = index
        self._watched_since = None if watched_since is None else watched_since.toordinal()

    def after(self, touched: Collection[Window], since: int | None) -> list[Alert]:
        """Return every alert that a change may have altered, as it stands, oldest first.

        Args:
            touched: the windows that the change touched.
            since: the first day that the area was reported before the change, when it moved.
        """
        found = []
        for series in SERIES:
            days = {window.start.toordinal() for window in touched if _is_day(window, series)}
            if since is not None:
                days |= {since, *self._index.counts[series.clock]}
            if days:
                found += self._of_series(series, days)
        return found

    def _of_series(self, series: Series, days: Collection[int]) -> list[Alert]:
        known = {
            alert.window_start.toordinal(): alert
            for alert in self._index.alerts.values()
            if (alert.measure, alert.granularity) == (series.measure, series.granularity)
        }
        scores = {
            start: score
            for start in sorted({*self._candidates(series, days), *_near(series, known, days)})
            if (score := self._score(series, start)) is not None
        }
        surging = {start for start, alert in known.items() if alert.resolution != "corrected"}
        surging -= scores.keys()
        surging |= {start for start, score in scores.items() if score.surges}
        return [
            self._alert(series, start, score, surging, known.get(start))
            for start, score in scores.items()
            if score.surges or start in known
        ]

    def _candidates(self, series: Series, days: Collection[int]) -> Iterator[int]:
        counts = self._index.counts[series.clock]
        looking_back = (counts.between(day, day + series.lookback) for day in days)
        for start in {series.start(day) for later in looking_back for day in later}:
            first = start - (max(series.spans) - 1) * series.days
            if (
                sum(counts.get(day, 0) for day in range(first, start + series.days))
                >= series.min_count
            ):
                yield start

    def _score(self, series: Series, start: int) -> WindowScore | None:
        since = self._index.watched_since(start)
        if since is None:
            return None
        if self._watched_since is not None and not self._index.head.closed:
            since = min(since, self._watched_since)
        return score_window(series, self._index.counts[series.clock], start, since)

    def _alert(
        self,
        series: Series,
        start: int,
        score: WindowScore,
        surging: Collection[int],
        before: Alert | None,
    ) -> Alert:
        window = Window(series.clock, series.granularity, instant(start))
        entries = self._index.touching(window.key)
        area = area_of_entries(entries)
        resolution = self._resolution(series, start, score)
        fields = {
            "alert_id": f"{area.area_id}|{series.measure}|{window.key.partition('|')[2]}",
            "area": area,
            "measure": series.measure,
            "clock": series.clock,
            "granularity": series.granularity,
            "window_start": window.start,
            "window_end": window.end,
            "ends_at": window.end + length(series),
            "activity_id": f"{area.area_id}|{window.key}",
            "status": "firing" if resolution is None else "resolved",
            "resolution": resolution,
            "revision": max(1, sum(entry.change.revision for entry in entries)),
            "consecutive": _run(series, start, surging) if score.surges else 0,
            "events_by_type": self._types(window),
            "explanation": explain(area, series, start, score),
        }
        alert = Alert.model_validate(fields | _figures(series, score))
        return _rising(alert, before)

    def _resolution(self, series: Series, start: int, score: WindowScore) -> Resolution | None:
        if not score.surges:
            return "corrected"
        counts = self._index.counts[series.clock]
        end = start + 2 * series.days
        later = any(counts.get(day) for day in range(end, end + ENDED_WITHIN))
        return "ended" if later else None

    def _types(self, window: Window) -> dict[str, int]:
        parts = self._index.standing(window.key)
        return dict(sorted(Counter(part.event_type for _, part in parts).items()))


def _rising(alert: Alert, before: Alert | None) -> Alert:
    """Return the alert with a revision above the one before, or that one when nothing changed."""
    if before is None:
        return alert
    if alert.model_copy(update={"revision": before.revision}) == before:
        return before
    return alert.model_copy(update={"revision": max(alert.revision, before.revision + 1)})


def _figures(series: Series, score: WindowScore) -> dict[str, object]:
    return {
        "span": score.span,
        "count": score.count,
        "expected": round(score.expected, 3),
        "ratio": round(score.count / score.expected, 2) if score.expected else None,
        "score": round(-math.log10(score.chance), 2),
        "baseline": Baseline(
            n_days=score.baseline.n_days,
            mean=round(score.baseline.mean * series.days, 3),
            season=round(score.season, 3),
            dispersion=round(score.baseline.dispersion, 3),
        ),
    }


def _is_day(window: Window, series: Series) -> bool:
    return window.granularity == "day" and window.clock == series.clock


def _near(series: Series, known: Collection[int], days: Collection[int]) -> Iterator[int]:
    """Yield the starts of alerts that a change on some days may alter, their run and end too."""
    back = series.lookback + LONGEST_RUN * series.days
    ahead = 2 * series.days + ENDED_WITHIN
    for start in known:
        if any(start - back <= day < start + ahead for day in days):
            yield start


def _run(series: Series, start: int, surging: Collection[int]) -> int:
    run = 1
    while run < LONGEST_RUN and start - run * series.days in surging:
        run += 1
    return run
