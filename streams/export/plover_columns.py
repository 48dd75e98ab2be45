"""Columns named as in PLOVER's data sets, with Dateline's own definitions."""

from schemas import Event
from streams.export.columns import (
    Column,
    Value,
    nth_actor,
    placed,
    publishers,
    stated_number,
)
from streams.export.tables import plover_quads

AGENTS, RECEIVERS = ("agent",), ("target", "victim")


def _quad(event: Event) -> Value:
    return plover_quads().get(event.plover or "")


def _headline(event: Event) -> Value:
    return event.evidence[0].title if event.evidence else None


PLOVER: tuple[Column, ...] = (
    Column("event_id", "text", "Dateline's event id", lambda e: e.event_id),
    Column(
        "event_date",
        "date",
        "first day or, unknown, the last",
        lambda e: e.date_start or e.date_end,
    ),
    Column("event_date_end", "date", "last day", lambda e: e.date_end),
    Column(
        "date_resolution",
        "integer",
        "Dateline's date precision: 1 day to 5 over a month",
        lambda e: e.date_precision,
    ),
    Column("event_type", "text", "PLOVER root code; empty outside its scheme", lambda e: e.plover),
    Column(
        "event_mode", "text", "PLOVER mode; empty if the root has none", lambda e: e.plover_mode
    ),
    Column("dateline_type", "text", "Dateline's type; not in PLOVER", lambda e: e.event_type),
    Column(
        "quad_code",
        "integer",
        "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict",
        _quad,
    ),
    Column("actor_name_raw", "text", "first agent, as written", nth_actor(0, "name", *AGENTS)),
    Column(
        "actor_country", "text", "its country, ISO 3166-1 alpha-3", nth_actor(0, "country", *AGENTS)
    ),
    Column(
        "actor_sector", "text", "its sector, in Dateline's words", nth_actor(0, "sector", *AGENTS)
    ),
    Column(
        "recipient_name_raw",
        "text",
        "first target or victim, as written",
        nth_actor(0, "name", *RECEIVERS),
    ),
    Column(
        "recipient_country",
        "text",
        "its country, ISO 3166-1 alpha-3",
        nth_actor(0, "country", *RECEIVERS),
    ),
    Column(
        "recipient_sector",
        "text",
        "its sector, in Dateline's words",
        nth_actor(0, "sector", *RECEIVERS),
    ),
    Column("placename", "text", "canonical name", placed(lambda p: p.name)),
    Column("raw_placename", "text", "as written", placed(lambda p: p.name_as_written)),
    Column("city", "text", "city that it belongs to", placed(lambda p: p.city)),
    Column("district", "text", "second-level division", placed(lambda p: p.admin2)),
    Column("province", "text", "first-level division", placed(lambda p: p.admin1)),
    Column("country", "text", "ISO 3166-1 alpha-3", placed(lambda p: p.country_iso3)),
    Column("latitude", "number", "WGS84 degrees", placed(lambda p: p.lat)),
    Column("longitude", "number", "WGS84 degrees", placed(lambda p: p.lon)),
    Column(
        "geo_resolution",
        "integer",
        "Dateline's place precision: 1 exact to 7 at sea",
        placed(lambda p: p.precision),
    ),
    Column(
        "geonames_id",
        "text",
        "gazetteer id; geonames: and a number where it is GeoNames'",
        placed(lambda p: p.gazetteer_id),
    ),
    Column(
        "feature_type", "text", "city, district, admin1, ...", placed(lambda p: p.feature_class)
    ),
    Column(
        "killed",
        "integer",
        "best figure, else least, else most; empty: untold",
        stated_number("killed"),
    ),
    Column("injured", "integer", "alike", stated_number("injured")),
    Column("headline", "text", "of the first article", _headline),
    Column("source", "texts", "outlets", publishers),
    Column("publication_date", "time", "first article, UTC", lambda e: e.first_published),
    Column("version", "text", "of the pipeline", lambda e: e.pipeline_version),
)
