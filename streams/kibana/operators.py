"""The dashboard of operators: articles in, records out, and the delay between them. Pure."""

from streams.kibana.dashboards import Control, Placed, dashboard
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
from streams.kibana.saved import PREFIX, Object
from streams.kibana.views import ARTICLES, LAG_FIELD, MENTIONS, WRITTEN, YIELD

UNPLACED = "not place.gazetteer_id: *"


def panels() -> list[Object]:
    """Return the Lens panels of the operators' dashboard."""
    return [*_coming_in(), *_made_of_it(), *_written()]


def objects() -> list[Object]:
    """Return the operators' dashboard and all that it needs but the data views."""
    board = dashboard(
        "operators",
        "Dateline: operators",
        "What comes in, what is made of it, how late. Workers themselves are in Grafana.",
        _placed(),
        (Control("publisher", "Outlet", "publisher", ARTICLES),),
        "now-7d",
    )
    return [*panels(), board]


def _coming_in() -> list[Object]:
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
            "Articles not read, by reason (of all time)",
            YIELD,
            {"reason": top("reason", "skipped", 10, "n"), "n": count("articles")},
            "skipped: *",
        ),
    ]


def _made_of_it() -> list[Object]:
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


def _written() -> list[Object]:
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
                "most": percentile("95 in 100 within", LAG_FIELD, 95),
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
            "Versions that made the events",
            WRITTEN,
            {**version, "n": count("events")},
        ),
    ]


def _placed() -> list[Placed]:
    def lens(name: str, x: int, y: int, w: int, h: int) -> Placed:
        return Placed("lens", f"{PREFIX}{name}", (x, y, w, h))

    return [
        lens("articles", 0, 0, 12, 7),
        lens("unplaced", 12, 0, 12, 7),
        lens("lag", 24, 0, 24, 7),
        lens("articles-by-outlet", 0, 7, 24, 14),
        lens("written", 24, 7, 24, 14),
        lens("mentions", 0, 21, 24, 14),
        lens("confidence", 24, 21, 24, 14),
        lens("outlets", 0, 35, 24, 15),
        lens("not-read", 0, 50, 24, 13),
        lens("precision", 24, 35, 12, 15),
        lens("versions", 36, 35, 12, 15),
    ]
