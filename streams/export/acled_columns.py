"""Columns named and ordered as in ACLED's data, with Dateline's own definitions."""

from schemas import Event
from streams.export.columns import (
    Column,
    Value,
    figure,
    first_quote,
    nth_actor,
    placed,
    publishers,
    stated_number,
)
from streams.export.tables import acled_types

TIME_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
"""ACLED's precision by Dateline's: 1 day, 2 week, 3 month or longer."""

GEO_PRECISION = {1: 1, 2: 2, 3: 2}
"""ACLED's precision by Dateline's: 1 town, 2 near it or its district; 3, region, for the rest."""

AGENTS, RECEIVERS = ("agent",), ("target", "victim")


def _acled_type(event: Event) -> Value:
    row = acled_types().get(event.acled or "")
    return row.event_type if row else None


def _acled_disorder(event: Event) -> Value:
    row = acled_types().get(event.acled or "")
    return row.disorder_type if row else None


def _civilians(event: Event) -> Value:
    targeted = any(a.sector == "civilians" and a.role in RECEIVERS for a in event.actors)
    return "Civilian targeting" if targeted else None


ACLED: tuple[Column, ...] = (
    Column("event_id_cnty", "text", "Dateline's event id", lambda e: e.event_id),
    Column(
        "event_date",
        "date",
        "first day or, unknown, the last",
        lambda e: e.date_start or e.date_end,
    ),
    Column("event_date_end", "date", "last day; not in ACLED", lambda e: e.date_end),
    Column("year", "integer", "of event_date", lambda e: (e.date_start or e.date_end).year),
    Column(
        "time_precision",
        "integer",
        "1 day, 2 week, 3 month or longer",
        lambda e: TIME_PRECISION[e.date_precision],
    ),
    Column("disorder_type", "text", "of event_type", _acled_disorder),
    Column("event_type", "text", "of sub_event_type; empty outside ACLED's scheme", _acled_type),
    Column(
        "sub_event_type",
        "text",
        "from Dateline's type and facets; empty outside ACLED's scheme",
        lambda e: e.acled,
    ),
    Column("dateline_type", "text", "Dateline's type; not in ACLED", lambda e: e.event_type),
    Column("actor1", "text", "first agent, as written", nth_actor(0, "name", *AGENTS)),
    Column("assoc_actor_1", "text", "second agent", nth_actor(1, "name", *AGENTS)),
    Column(
        "inter1", "text", "sector of actor1, in Dateline's words", nth_actor(0, "sector", *AGENTS)
    ),
    Column(
        "actor2", "text", "first target or victim, as written", nth_actor(0, "name", *RECEIVERS)
    ),
    Column("assoc_actor_2", "text", "second target or victim", nth_actor(1, "name", *RECEIVERS)),
    Column(
        "inter2",
        "text",
        "sector of actor2, in Dateline's words",
        nth_actor(0, "sector", *RECEIVERS),
    ),
    Column(
        "civilian_targeting",
        "text",
        "set when a target or victim is of the sector civilians",
        _civilians,
    ),
    Column(
        "iso3", "text", "ISO 3166-1 alpha-3; ACLED has the number", placed(lambda p: p.country_iso3)
    ),
    Column(
        "country", "text", "ISO 3166-1 alpha-2; ACLED has the name", placed(lambda p: p.country)
    ),
    Column("admin1", "text", "first-level division", placed(lambda p: p.admin1)),
    Column("admin2", "text", "second-level division", placed(lambda p: p.admin2)),
    Column("location", "text", "canonical name of the place", placed(lambda p: p.name)),
    Column("latitude", "number", "WGS84 degrees", placed(lambda p: p.lat)),
    Column("longitude", "number", "WGS84 degrees", placed(lambda p: p.lon)),
    Column(
        "geo_precision",
        "integer",
        "1 the place, 2 near it or in its district, 3 coarser",
        placed(lambda p: GEO_PRECISION.get(p.precision, 3)),
    ),
    Column("source", "texts", "outlets", publishers),
    Column(
        "source_count", "integer", "independent outlets; not in ACLED", lambda e: e.n_independent
    ),
    Column("notes", "text", "first quote", first_quote),
    Column(
        "fatalities",
        "integer",
        "best number, else lowest, else highest; empty if none is stated, where ACLED has 0",
        stated_number("killed"),
    ),
    Column(
        "fatalities_low", "integer", "lowest number stated; not in ACLED", figure("killed", "low")
    ),
    Column(
        "fatalities_high",
        "integer",
        "highest number stated; not in ACLED",
        figure("killed", "high"),
    ),
    Column("timestamp", "time", "last article, UTC", lambda e: e.last_published),
)
