"""Which windows surge after a change, and the alerts that say so. Pure."""

import math
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from schemas.alert import Alert, Baseline, Resolution
from streams.activity.area import AreaIndex, area_of_entries
from streams.activity.judge import SERIES, Judgement, Series, instant, judge, length
from streams.activity.windows import Window
from streams.activity.wording import explain

LONGEST_RUN = 28
"""Most surging windows in a row that are counted."""

ENDED_WITHIN = 28
"""Days after its end in which later activity ends a surge; a date far ahead is likelier wrong."""


class Surges:
    """Judges the windows of one area; its alerts are a function of what stands in the area."""

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
        judged = {
            start: judgement
            for start in sorted({*self._candidates(series, days), *_near(series, known, days)})
            if (judgement := self._judge(series, start)) is not None
        }
        surging = {start for start, alert in known.items() if alert.resolution != "corrected"}
        surging -= judged.keys()
        surging |= {start for start, judgement in judged.items() if judgement.surges}
        return [
            self._alert(series, start, judgement, surging, known.get(start))
            for start, judgement in judged.items()
            if judgement.surges or start in known
        ]

    def _candidates(self, series: Series, days: Collection[int]) -> Iterator[int]:
        counts = self._index.counts[series.clock]
        looking_back = (counts.between(day, day + series.reach) for day in days)
        for start in {series.start(day) for later in looking_back for day in later}:
            first = start - (max(series.spans) - 1) * series.days
            if sum(counts.get(day, 0) for day in range(first, start + series.days)) >= series.least:
                yield start

    def _judge(self, series: Series, start: int) -> Judgement | None:
        since = self._index.watched_since(start)
        if since is None:
            return None
        if self._watched_since is not None and not self._index.head.closed:
            since = min(since, self._watched_since)
        return judge(series, self._index.counts[series.clock], start, since)

    def _alert(
        self,
        series: Series,
        start: int,
        judged: Judgement,
        surging: Collection[int],
        before: Alert | None,
    ) -> Alert:
        window = Window(series.clock, series.granularity, instant(start))
        entries = self._index.met(window.key)
        area = area_of_entries(entries)
        resolution = self._resolution(series, start, judged)
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
            "consecutive": _run(series, start, surging) if judged.surges else 0,
            "events_by_type": self._types(window),
            "explanation": explain(area, series, start, judged),
        }
        alert = Alert.model_validate(fields | _figures(series, judged))
        return _rising(alert, before)

    def _resolution(self, series: Series, start: int, judged: Judgement) -> Resolution | None:
        if not judged.surges:
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


def _figures(series: Series, judged: Judgement) -> dict[str, object]:
    return {
        "span": judged.span,
        "count": judged.count,
        "expected": round(judged.expected, 3),
        "ratio": round(judged.count / judged.expected, 2) if judged.expected else None,
        "score": round(-math.log10(judged.chance), 2),
        "baseline": Baseline(
            n_days=judged.level.n_days,
            mean=round(judged.level.mean * series.days, 3),
            season=round(judged.season, 3),
            dispersion=round(judged.level.dispersion, 3),
        ),
    }


def _is_day(window: Window, series: Series) -> bool:
    return window.granularity == "day" and window.clock == series.clock


def _near(series: Series, known: Collection[int], days: Collection[int]) -> Iterator[int]:
    """Yield the starts of alerts that a change on some days may alter, their run and end too."""
    back = series.reach + LONGEST_RUN * series.days
    ahead = 2 * series.days + ENDED_WITHIN
    for start in known:
        if any(start - back <= day < start + ahead for day in days):
            yield start


def _run(series: Series, start: int, surging: Collection[int]) -> int:
    run = 1
    while run < LONGEST_RUN and start - run * series.days in surging:
        run += 1
    return run
