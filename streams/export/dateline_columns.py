"""The columns of Dateline's own record, flattened."""

from streams.export.columns import (
    Column,
    actors_of,
    figure,
    first_quote,
    placed,
    publishers,
)

FIGURES = ("killed", "injured", "detained", "displaced")
QUANTITIES = {
    "participants": "people who took part",
    "households": "households displaced",
    "buildings": "buildings destroyed or damaged",
    "livestock": "animals stolen or killed",
    "goods": "things looted or stolen",
    "goods_kg": "kilograms of goods looted or stolen",
    "weapons": "weapons seized or found",
    "ammunition": "rounds seized or found",
    "explosives_kg": "kilograms of explosives seized or found",
}
BOUNDS = {"low": "lowest number stated", "best": "best number", "high": "highest number stated"}

DATELINE: tuple[Column, ...] = (
    Column("event_id", "text", "id, for ever", lambda e: e.event_id),
    Column("revision", "integer", "rises with each change", lambda e: e.revision),
    Column(
        "status", "text", "candidate, confirmed, disputed, retracted, merged", lambda e: e.status
    ),
    Column("event_type", "text", "type of Dateline's ontology", lambda e: e.event_type),
    Column("facets", "texts", "features such as stabbing or grenade", lambda e: e.facets),
    Column("plover", "text", "PLOVER root code", lambda e: e.plover),
    Column("plover_mode", "text", "PLOVER mode", lambda e: e.plover_mode),
    Column("acled", "text", "ACLED sub-event type", lambda e: e.acled),
    Column("modality", "text", "asserted, negated, hypothetical, ...", lambda e: e.modality),
    Column("temporal_role", "text", "current, background, cumulative", lambda e: e.temporal_role),
    Column("date_start", "date", "first day; empty: unknown", lambda e: e.date_start),
    Column("date_end", "date", "last day", lambda e: e.date_end),
    Column("date_precision", "integer", "1 day to 5 over a month", lambda e: e.date_precision),
    Column(
        "date_basis", "text", "explicit, relative, dateline, publication", lambda e: e.date_basis
    ),
    Column("hour_start", "time", "first hour, UTC, if stated", lambda e: e.hour_start),
    Column("place", "text", "canonical name", placed(lambda p: p.name)),
    Column("place_as_written", "text", "name in the article", placed(lambda p: p.name_as_written)),
    Column(
        "feature_class", "text", "city, district, admin1, ...", placed(lambda p: p.feature_class)
    ),
    Column("gazetteer_id", "text", "id in the gazetteer", placed(lambda p: p.gazetteer_id)),
    Column("city", "text", "city that it belongs to", placed(lambda p: p.city)),
    Column("admin2", "text", "second-level division", placed(lambda p: p.admin2)),
    Column("admin1", "text", "first-level division", placed(lambda p: p.admin1)),
    Column("country", "text", "ISO 3166-1 alpha-2", placed(lambda p: p.country)),
    Column("country_iso3", "text", "ISO 3166-1 alpha-3", placed(lambda p: p.country_iso3)),
    Column("latitude", "number", "WGS84 degrees", placed(lambda p: p.lat)),
    Column("longitude", "number", "WGS84 degrees", placed(lambda p: p.lon)),
    Column("precision", "integer", "1 exact to 7 at sea", placed(lambda p: p.precision)),
    Column("is_centroid", "boolean", "stands for an area", placed(lambda p: p.is_centroid)),
    Column("uncertainty_km", "number", "radius in km", placed(lambda p: p.uncertainty_km)),
    *(
        Column(f"{name}_{bound}", "integer", f"persons {name}, {word}", figure(name, bound))
        for name in FIGURES
        for bound, word in BOUNDS.items()
    ),
    *(
        Column(f"{name}_{bound}", "integer", f"{what}, {word}", figure(name, bound))
        for name, what in QUANTITIES.items()
        for bound, word in BOUNDS.items()
    ),
    *(
        Column(
            f"{role}s",
            "texts",
            f"actors in the role {role}",
            lambda e, role=role: tuple(a.name for a in actors_of(role)(e)),  # type: ignore[misc]
        )
        for role in ("agent", "target", "victim")
    ),
    Column("weapon", "text", "as written", lambda e: e.weapon),
    Column("n_mentions", "integer", "claims by articles", lambda e: e.n_mentions),
    Column("n_articles", "integer", "articles", lambda e: e.n_articles),
    Column("n_publishers", "integer", "outlets", lambda e: e.n_publishers),
    Column("n_independent", "integer", "outlets without copies", lambda e: e.n_independent),
    Column("publishers", "texts", "the outlets", publishers),
    Column(
        "claimed_by",
        "texts",
        "who says it in the articles",
        lambda e: tuple(dict.fromkeys(c.source for c in e.claims if c.source)),
    ),
    Column("confidence_type", "number", "0 to 1", lambda e: e.confidence.type),
    Column("confidence_place", "number", "0 to 1", lambda e: e.confidence.place),
    Column("confidence_date", "number", "0 to 1", lambda e: e.confidence.date),
    Column("confidence_merge", "number", "0 to 1", lambda e: e.confidence.merge),
    Column("first_published", "time", "first article, UTC", lambda e: e.first_published),
    Column("last_published", "time", "last article, UTC", lambda e: e.last_published),
    Column("quote", "text", "first quote", first_quote),
    Column("url", "text", "its article", lambda e: e.evidence[0].url if e.evidence else None),
)
