"""An alert as Alertmanager's ``POST /api/v2/alerts`` takes it. Pure: the time is passed in."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from schemas.alert import Alert

Payload = dict[str, Any]

ALERT_NAME = "DatelineSurge"

A_MOMENT = timedelta(seconds=1)
"""What a resolved alert has lasted at the least: Alertmanager refuses one that never began."""


def is_current(alert: Alert, now: datetime) -> bool:
    """Return whether an alert is worth a notification: replayed history is not.

    A firing alert is posted until it ends, a resolved one for one window longer.
    """
    post_until = alert.ends_at
    if alert.status == "resolved":
        post_until += alert.window_end - alert.window_start
    return now < post_until


def newest(alerts: Iterable[Alert]) -> list[Alert]:
    """Return the newest revision of each alert, in the order in which they first appear."""
    found: dict[str, Alert] = {}
    for alert in alerts:
        known = found.get(alert.alert_id, alert)
        found[alert.alert_id] = max(known, alert, key=lambda item: item.revision)
    return list(found.values())


def payload(alert: Alert, now: datetime, page_url: str | None = None) -> Payload:
    """Return one element of the request's array.

    The labels name the alert and never change with its figures, so that Alertmanager knows a
    repeated one again; the figures are annotations. A resolved alert ends now.
    """
    starts = min(alert.window_start, now - A_MOMENT)
    ends = alert.ends_at if alert.status == "firing" else max(now, starts + A_MOMENT)
    element: Payload = {
        "labels": _labels(alert),
        "annotations": _annotations(alert),
        "startsAt": _time(starts),
        "endsAt": _time(ends),
    }
    if page_url is not None:
        element["generatorURL"] = f"{page_url.rstrip('/')}/?{urlencode(_question(alert))}"
    return element


def _labels(alert: Alert) -> dict[str, str]:
    return {
        "alertname": ALERT_NAME,
        "severity": "warning",
        "alert_id": alert.alert_id,
        "area_id": alert.area.area_id,
        "area": alert.area.name,
        "country": alert.area.country or "",
        "measure": alert.measure,
        "granularity": alert.granularity,
        "window": f"{alert.window_start:%Y-%m-%d}",
    }


def _annotations(alert: Alert) -> dict[str, str]:
    return {
        "summary": alert.explanation,
        "count": str(alert.count),
        "expected": str(alert.expected),
        "ratio": "" if alert.ratio is None else str(alert.ratio),
        "score": str(alert.score),
        "types": ", ".join(f"{kind} {number}" for kind, number in alert.events_by_type.items()),
        "resolution": alert.resolution or "",
        "revision": str(alert.revision),
    }


def _question(alert: Alert) -> dict[str, str]:
    last = alert.window_end - A_MOMENT
    return {
        "city": alert.area.name,
        "since": f"{alert.window_start:%Y-%m-%d}",
        "until": f"{last:%Y-%m-%d}",
    }


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
