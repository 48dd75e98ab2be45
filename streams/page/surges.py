"""Surges of cities, as a table with the reason below each. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from schemas import Alert
from streams.page.form import SearchForm
from streams.page.html import Html, el
from streams.search.alerts import AlertQuery, span_text, state_text, usual_text
from streams.search.event_query import EventQuery
from streams.search.words import area_text

SHOWN_SURGES = 8
A_MOMENT = timedelta(seconds=1)


def surges_query(query: EventQuery) -> AlertQuery:
    """Return the surges within the dates and place asked for."""
    return AlertQuery(
        city=query.city,
        country=query.country,
        since=query.since,
        until=query.until,
        limit=SHOWN_SURGES,
    )


def surges_section(asked: SearchForm, alerts: Sequence[Alert], now: datetime) -> Html | None:
    """Return the surges, those that go on marked; None where there are none."""
    if not alerts:
        return None
    about = "Cities with far more than their own past lets expect, newest first."
    items = [_item(asked, alert, now) for alert in alerts]
    return el("section", el("h2", "Surges"), el("p", about), el("ul", items, class_="surges"))


def _item(asked: SearchForm, alert: Alert, now: datetime) -> Html:
    state = state_text(alert, now)
    last = alert.window_end - A_MOMENT
    address = asked.address(
        city=alert.area.name,
        since=f"{alert.window_start:%Y-%m-%d}",
        until=f"{last:%Y-%m-%d}",
    )
    figures = f"{alert.count} {alert.measure}, usual {usual_text(alert)}"
    return el(
        "li",
        el("a", area_text(alert.area), href=address),
        f" {span_text(alert)}: {figures} ",
        el("span", state, class_=f"chip {state}"),
        el("p", alert.explanation, class_="why"),
    )
