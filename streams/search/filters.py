"""The filters of a query as Elasticsearch clauses. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from streams.search.event_query import FIGURES, Box, Corner, EventQuery, Near

Clause = dict[str, Any]
BOUNDS = ("low", "best", "high")


def filters(query: EventQuery) -> list[Clause]:
    """Return a clause for each filter that is set; an event must match all of them."""
    found = [
        _city(query.city, query.city_ids) if query.city else None,
        _country(query.country) if query.country else None,
        _near(query.near) if query.near else None,
        in_box(query.box) if query.box else None,
        _in_polygon(query.polygon) if query.polygon else None,
        {"term": {"place.precision": query.precision}} if query.precision else None,
        _term("evidence.publisher", query.outlet),
        _term("event_type", query.event_type),
        _days("gte", query.since, within=query.within),
        _days("lte", query.until, within=query.within),
        {"terms": {"status": list(query.status)}} if query.status else None,
        _CURRENT if query.current_only else None,
        _independent(query.min_independent),
        *_stated(query),
    ]
    return [clause for clause in found if clause is not None]


def words(text: str, fields: list[str], operator: str = "and") -> Clause:
    """Return the clause for words as typed by users; any text is valid syntax."""
    return {"simple_query_string": {"query": text, "fields": fields, "default_operator": operator}}


_CURRENT: Clause = {
    "bool": {"must": [{"term": {"modality": "asserted"}}, {"term": {"temporal_role": "current"}}]}
}


def _city(name: str, ids: Sequence[str]) -> Clause:
    """Return the clause of a city, its districts, and the places with other names by id."""
    fields = ("city.folded", "name.folded", "name_as_written.folded", *_CITY_IDS)
    named = [{"term": {f"place.{field}": name}} for field in fields]
    known = [{"terms": {f"place.{field}": list(ids)}} for field in _CITY_IDS] if ids else []
    return _any_of([*named, *known])


_CITY_IDS = ("city_id", "gazetteer_id")


def _country(code: str) -> Clause:
    field = "place.country_iso3" if len(code) == 3 else "place.country"
    return {"term": {field: code.upper()}}


def _near(near: Near) -> Clause:
    """Return the clause of a circle; areas match only if they are not larger than the circle."""
    point = {"lat": near.lat, "lon": near.lon}
    circle = {"geo_distance": {"distance": f"{near.radius_km}km", "place.location": point}}
    fits = [
        {"term": {"place.is_centroid": False}},
        {"range": {"place.uncertainty_km": {"lte": near.radius_km}}},
    ]
    return {"bool": {"filter": [circle, _any_of(fits)]}}


def in_box(box: Box) -> Clause:
    """Return the clause of the places whose point is in a rectangle."""
    corners = {"top": box.north, "left": box.west, "bottom": box.south, "right": box.east}
    return {"geo_bounding_box": {"place.location": corners}}


def _in_polygon(corners: Sequence[Corner]) -> Clause:
    ring = [list(corner) for corner in (*corners, corners[0])]
    shape = {"type": "polygon", "coordinates": [ring]}
    return {"geo_shape": {"place.location": {"shape": shape, "relation": "intersects"}}}


def _days(operator: str, day: date | None, *, within: bool) -> Clause | None:
    if day is None:
        return None
    relation = "within" if within else "intersects"
    return {"range": {"days": {operator: day.isoformat(), "relation": relation}}}


def _independent(least: int | None) -> Clause | None:
    return None if least is None else {"range": {"n_independent": {"gte": least}}}


def _stated(query: EventQuery) -> list[Clause]:
    """Return the clauses for figures: of the event or, with a source or stance, of one claim."""
    if query.claimed_by is None and query.stance is None:
        return _figures(query, "")
    clauses = _figures(query, "claims.")
    if query.claimed_by:
        says = [words(query.claimed_by, [f"claims.{who}.text"]) for who in ("source", "relay")]
        clauses.append(_any_of([*says, {"term": {"claims.publisher": query.claimed_by.lower()}}]))
    if query.stance:
        clauses.append({"term": {"claims.stance": query.stance}})
    return [{"nested": {"path": "claims", "query": {"bool": {"filter": clauses}}}}]


def _figures(query: EventQuery, prefix: str) -> list[Clause]:
    clauses = []
    for figure in FIGURES:
        path = f"{prefix}casualties.{figure}"
        for operator, bound in zip(("gte", "lte"), query.bounds(figure), strict=True):
            if bound is not None:
                # One matching bound is enough: low alone is "at least", high alone is "up to".
                ranges = [{"range": {f"{path}.{name}": {operator: bound}}} for name in BOUNDS]
                clauses.append(_any_of(ranges))
    return clauses


def _any_of(clauses: list[Any]) -> Clause:
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def _term(field: str, value: str | None) -> Clause | None:
    return None if value is None else {"term": {field: value}}
