"""The dashboard of operators: articles in, records out, and the delay between them. Pure."""

from streams.kibana.dashboards import Control, DashboardItem, dashboard, lens_item
from streams.kibana.lens import (
    average,
    by_time,
    chart_panel,
    count,
    distinct,
    number_panel,
    percentile,
    ring_panel,
    table_panel,
    top,
)
from streams.kibana.saved import Object
from streams.kibana.views import ARTICLES, LAG_FIELD, MENTIONS, WRITTEN, YIELD

UNPLACED = "not place.gazetteer_id: *"


def panels() -> list[Object]:
    """Return the Lens panels of the operators' dashboard."""
    return [*_article_panels(), *_mention_panels(), *_event_panels()]


def objects() -> list[Object]:
    """Return the operators' dashboard and all that it needs but the data views."""
    board = dashboard(
        "operators",
        "Dateline: operators",
        "Articles received, records made of them, and delays. Metrics of workers are in Grafana.",
        _layout(),
        (Control("publisher", "Outlet", "publisher", ARTICLES),),
        "now-7d",
    )
    return [*panels(), board]


def _article_panels() -> list[Object]:
    outlet = top("outlet", "publisher", 10, "n")
    return [
        number_panel(
            "articles",
            "Articles",
            ARTICLES,
            {"n": count("articles"), "outlets": distinct("outlets", "publisher")},
        ),
        chart_panel(
            "articles-by-outlet",
            "Articles by outlet",
            ARTICLES,
            {"time": by_time("published_at"), "outlet": outlet, "n": count("articles")},
        ),
        table_panel(
            "outlets",
            "Outlets",
            ARTICLES,
            {
                "outlet": top("outlet", "publisher", 50, "n"),
                "n": count("articles"),
                "corrected": count("corrected", "version > 1"),
                "retracted": count("retracted", "status: retracted"),
                "languages": distinct("languages", "language"),
            },
        ),
        ring_panel(
            "not-read",
            "Articles not read, by reason (all time)",
            YIELD,
            {"reason": top("reason", "skipped", 10, "n"), "n": count("articles")},
            "skipped: *",
        ),
    ]


def _mention_panels() -> list[Object]:
    return [
        chart_panel(
            "mentions",
            "Mentions by modality",
            MENTIONS,
            {"time": by_time("published_at"), "modality": top("modality", "modality", 5, "n")}
            | {"n": count("mentions")},
        ),
        chart_panel(
            "confidence",
            "Mean confidence of mentions",
            MENTIONS,
            {
                "time": by_time("published_at"),
                "type": average("type", "confidence.type"),
                "place": average("place", "confidence.place"),
                "date": average("date", "confidence.date"),
            },
            series="line",
        ),
        ring_panel(
            "precision",
            "Events by precision of place (1 exact, 7 sea)",
            WRITTEN,
            {"precision": top("precision", "place.precision", 7, "n", "number")}
            | {"n": count("events")},
        ),
        number_panel(
            "unplaced",
            "Events without a place",
            WRITTEN,
            {"n": count("without a place", UNPLACED), "all": count("of all")},
        ),
    ]


def _event_panels() -> list[Object]:
    version = {
        name: top(name, f"{name}_version", 3, "n")
        for name in ("pipeline", "extractor", "gazetteer", "ontology")
    }
    return [
        number_panel(
            "lag",
            "Minutes from the last article to the index",
            WRITTEN,
            {
                "median": percentile("median", LAG_FIELD, 50),
                "most": percentile("95th percentile", LAG_FIELD, 95),
            },
        ),
        chart_panel(
            "written",
            "Events written, by status",
            WRITTEN,
            {"time": by_time("indexed_at"), "status": top("status", "status", 5, "n")}
            | {"n": count("events")},
        ),
        table_panel(
            "versions",
            "Versions that produced the events",
            WRITTEN,
            {**version, "n": count("events")},
        ),
    ]


def _layout() -> list[DashboardItem]:
    return [
        lens_item("articles", 0, 0, 12, 7),
        lens_item("unplaced", 12, 0, 12, 7),
        lens_item("lag", 24, 0, 24, 7),
        lens_item("articles-by-outlet", 0, 7, 24, 14),
        lens_item("written", 24, 7, 24, 14),
        lens_item("mentions", 0, 21, 24, 14),
        lens_item("confidence", 24, 21, 24, 14),
        lens_item("outlets", 0, 35, 24, 15),
        lens_item("not-read", 0, 50, 24, 13),
        lens_item("precision", 24, 35, 12, 15),
        lens_item("versions", 36, 35, 12, 15),
    ]
