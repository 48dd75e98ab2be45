"""The dashboard of analysts: what happened, where, and how certain it is. Pure."""

from streams.kibana.dashboards import Control, DashboardItem, dashboard, lens_item, saved_search
from streams.kibana.lens import (
    by_time,
    chart_panel,
    count,
    greatest,
    number_panel,
    ring_panel,
    table_panel,
    top,
    total,
)
from streams.kibana.maps import MAP_ID, event_map
from streams.kibana.saved import Object
from streams.kibana.views import ACTIVITY, ALERTS, EVENTS

COUNTS = "counts: true"
DAYS = 'granularity: "day" and clock: "event" and area.level: "city"'
STANDING = "not status: retracted and not status: merged"
COLUMNS = (
    "date_end", "event_type", "status", "place.name", "place.country", "casualties.killed.low",
    "casualties.killed.high", "n_independent", "evidence.quote",
)  # fmt: skip
KILLED = {
    "low": total("at least", "casualties.killed.low"),
    "high": total("at most", "casualties.killed.high"),
}
"""The range that is stated, never one number."""


DISPLACED = {
    "low": total("at least", "casualties.displaced.low"),
    "high": total("at most", "casualties.displaced.high"),
}
CHEMICAL = "facets: chemical_weapon"
QUANTITIES = {
    "weapons": "weapons",
    "ammunition": "rounds",
    "explosives_kg": "kg of explosives",
    "goods": "goods",
    "goods_kg": "kg of goods",
}
"""Quantities that were seized, found or looted, with their labels."""


def panels() -> list[Object]:
    """Return the Lens panels of the analysts' dashboard."""
    return [*_numbers(), *_over_time(), *_by_place(), *_activity(), *_how(), *_quantities()]


def objects() -> list[Object]:
    """Return the analysts' dashboard and all that it needs but the data views."""
    search = saved_search("search-events", "Dateline: events that count", EVENTS, COLUMNS, COUNTS)
    board = dashboard(
        "analysts",
        "Dateline: analysts",
        "What happened, where, and how certain it is. The map has points only for known places.",
        _layout(search["id"]),
        (
            Control("country", "Country", "place.country", EVENTS),
            Control("type", "Type", "event_type", EVENTS),
            Control("facets", "How", "facets", EVENTS),
            Control("status", "Status", "status", EVENTS),
        ),
        "now-90d",
    )
    return [*panels(), event_map(), search, board]


def _numbers() -> list[Object]:
    return [
        number_panel("events", "Events", EVENTS, {"n": count("events")}, COUNTS),
        number_panel("killed", "Killed", EVENTS, KILLED, COUNTS),
        number_panel(
            "disputed", "Disputed", EVENTS, {"n": count("disputed", "status: disputed")}, COUNTS
        ),
        ring_panel(
            "status",
            "Status",
            EVENTS,
            {"status": top("status", "status", 5, "n"), "n": count("events")},
            STANDING,
        ),
    ]


def _over_time() -> list[Object]:
    return [
        chart_panel(
            "events-by-type",
            "Events by type",
            EVENTS,
            {"day": by_time("date_end"), "type": top("type", "event_type", 8, "n")}
            | {"n": count("events")},
            COUNTS,
        ),
        chart_panel(
            "killed-over-time",
            "Killed, lowest and highest number",
            EVENTS,
            {"day": by_time("date_end"), **KILLED},
            COUNTS,
            series="line",
        ),
    ]


def _by_place() -> list[Object]:
    return [
        table_panel("cities", "Cities", EVENTS, _places("city", "place.city", KILLED), COUNTS),
        table_panel(
            "areas",
            "Areas of events without a closer place",
            EVENTS,
            _places("division", "place.admin1", KILLED),
            f"{COUNTS} and place.precision > 3",
        ),
    ]


def _activity() -> list[Object]:
    return [
        chart_panel(
            "activity",
            "Activity of cities by day",
            ACTIVITY,
            {"day": by_time("window_start"), "city": top("city", "area.name", 10, "n")}
            | {"n": total("events", "n_events")},
            DAYS,
            series="area_stacked",
        ),
        table_panel(
            "surges",
            "Surges",
            ALERTS,
            {
                "city": top("city", "area.name", 10, "score"),
                "measure": top("measure", "measure", 2, "score"),
                "score": greatest("score", "score"),
                "ratio": greatest("times the expected", "ratio"),
                "firing": count("firing", "status: firing"),
            },
        ),
    ]


def _how() -> list[Object]:
    """Return the panels of how it was done, and of who is counted besides casualties."""
    return [
        number_panel("displaced", "Displaced", EVENTS, DISPLACED, COUNTS),
        number_panel(
            "chemical", "Chemical weapons", EVENTS, {"n": count("events", CHEMICAL)}, COUNTS
        ),
        chart_panel(
            "facets",
            "How it was done",
            EVENTS,
            {"day": by_time("date_end"), "how": top("how", "facets", 8, "n")}
            | {"n": count("events")},
            COUNTS,
        ),
        table_panel(
            "crowds",
            "Largest protests",
            EVENTS,
            {
                "place": top("city", "place.city", 15, "most"),
                "most": greatest("most participants", "quantities.participants.low"),
                "n": count("events"),
            },
            f"{COUNTS} and quantities.participants.low: *",
        ),
    ]


def _quantities() -> list[Object]:
    """Return the tables of what was destroyed, seized or looted."""
    return [
        table_panel(
            "damage",
            "Buildings and households",
            EVENTS,
            {
                "place": top("city", "place.city", 15, "n"),
                "n": count("events"),
                "buildings": total("buildings, at least", "quantities.buildings.low"),
                "households": total("households, at least", "quantities.households.low"),
            },
            f"{COUNTS} and (quantities.buildings.low: * or quantities.households.low: *)",
        ),
        table_panel(
            "seized",
            "Weapons, explosives and goods",
            EVENTS,
            {
                "place": top("city", "place.city", 15, "n"),
                "n": count("events"),
                **{
                    name: total(f"{label}, at least", f"quantities.{name}.low")
                    for name, label in QUANTITIES.items()
                },
            },
            f"{COUNTS} and ({' or '.join(f'quantities.{name}.low: *' for name in QUANTITIES)})",
        ),
    ]


def _layout(search_id: str) -> list[DashboardItem]:
    return [
        lens_item("events", 0, 0, 8, 7),
        lens_item("killed", 8, 0, 8, 7),
        lens_item("disputed", 16, 0, 8, 7),
        lens_item("status", 0, 7, 24, 13),
        DashboardItem("map", MAP_ID, (24, 0, 24, 20)),
        lens_item("events-by-type", 0, 20, 24, 14),
        lens_item("killed-over-time", 24, 20, 24, 14),
        lens_item("cities", 0, 34, 24, 15),
        lens_item("areas", 24, 34, 24, 15),
        lens_item("activity", 0, 49, 30, 14),
        lens_item("surges", 30, 49, 18, 14),
        lens_item("displaced", 0, 63, 8, 7),
        lens_item("chemical", 0, 70, 8, 7),
        lens_item("facets", 8, 63, 16, 14),
        lens_item("crowds", 24, 63, 12, 14),
        lens_item("damage", 36, 63, 12, 14),
        lens_item("seized", 0, 77, 48, 13),
        DashboardItem("search", search_id, (0, 90, 48, 20)),
    ]


def _places(label: str, field: str, killed: dict[str, Object]) -> dict[str, Object]:
    return {
        "place": top(label, field, 20, "n"),
        "country": top("country", "place.country", 1, "n"),
        "n": count("events"),
        **killed,
        "outlets": greatest("most independent outlets", "n_independent"),
    }
