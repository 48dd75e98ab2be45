"""Data views: an index with its time field. Pure."""

from dataclasses import dataclass, field

from streams.kibana.saved import PREFIX, Object, packed, saved

LAG_FIELD = "minutes_until_indexed"
LAG_SCRIPT = (
    "if (doc['indexed_at'].size() > 0 && doc['last_published'].size() > 0) { emit("
    "(doc['indexed_at'].value.toInstant().toEpochMilli() - "
    "doc['last_published'].value.toInstant().toEpochMilli()) / 60000.0); }"
)
"""Minutes from an event's last article to its indexing; large for articles of an archive."""


@dataclass(frozen=True)
class View:
    """A data view of one index; ``runtime`` are fields that a script computes."""

    name: str
    index: str
    time: str | None
    """Time field; None if the documents have none, and a dashboard's range does not apply."""
    about: str
    runtime: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The stable id of the data view."""
        return f"{PREFIX}view-{self.name}"


EVENTS = View("events", "events", "date_end", "Dateline: events, by their last day")
WRITTEN = View(
    "events-written",
    "events",
    "indexed_at",
    "Dateline: events, by time of indexing",
    {LAG_FIELD: ("double", LAG_SCRIPT)},
)
MENTIONS = View("mentions", "mentions", "published_at", "Dateline: mentions")
ARTICLES = View("articles", "articles", "published_at", "Dateline: articles")
ACTIVITY = View("city-activity", "city-activity", "window_start", "Dateline: activity by area")
ALERTS = View("alerts", "alerts", "window_start", "Dateline: alerts")
YIELD = View("extractions", "extractions", None, "Dateline: what articles yielded")
VIEWS = (EVENTS, WRITTEN, MENTIONS, ARTICLES, YIELD, ACTIVITY, ALERTS)


def data_view(view: View) -> Object:
    """Return a data view; Kibana still calls the type an index pattern."""
    runtime = {
        name: {"type": kind, "script": {"source": script}}
        for name, (kind, script) in view.runtime.items()
    }
    attributes = {
        "title": f"{PREFIX}{view.index}",
        "name": view.about,
        **({"timeFieldName": view.time} if view.time else {}),
        "allowNoIndex": True,
        "fieldAttrs": "{}",
        "fieldFormatMap": "{}",
        "fields": "[]",
        "runtimeFieldMap": packed(runtime),
        "sourceFilters": "[]",
        "typeMeta": "{}",
    }
    return saved("index-pattern", view.id, attributes)
