"""The page of one event: its facts, claims, articles with the quotes marked, and reasons. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas import Event, Place
from streams.page.articles import source_articles
from streams.page.event_view import (
    Fact,
    claim_rows,
    event_facts,
    facts_of,
    merge_reasons,
    reports,
)
from streams.page.html import event_address, page
from streams.page.map import Town, event_map
from streams.page.reads import StoredArticle
from streams.page.type_groups import group_of
from streams.search.headline import headline
from streams.search.words import UNKNOWN, what_text, when_text

SHOWN_REJECTIONS = 8
"""Events listed as kept apart; each mention may name several, most of them again and again."""


@dataclass(frozen=True)
class Surroundings:
    """What the page of an event shows besides it."""

    towns: Sequence[Town] = ()
    """Places to draw on the map for orientation where scripts do not run."""
    related: Sequence[Event] = ()
    """Events near to it in space and time."""
    others: Sequence[Event] = ()
    """Events that its mentions did not join, as far as they are stored."""


@dataclass(frozen=True)
class Neighbour:
    """Another event, with why it is listed."""

    heading: str
    address: str
    group: str
    when: str
    reason: str = ""


def event_page(event: Event, stored: Mapping[str, StoredArticle], around: Surroundings) -> str:
    """Return the page of an event.

    Args:
        event: the event.
        stored: articles of its evidence that the index still has, by id.
        around: other events and towns.
    """
    successor = event.superseded_by
    return page(
        "event.html",
        headline(event),
        {},
        heading=headline(event),
        group=group_of(event.event_type),
        what=what_text(event.event_type),
        status=event.status,
        json_address=f"{event_address(event.event_id)}/json",
        successor=None if successor is None else event_address(successor),
        facts=event_facts(event),
        claims=claim_rows(event.claims),
        articles=source_articles(event, stored),
        reports=reports(event),
        map=event_map([event], around.towns),
        spot=_spot(event),
        place=_place_facts(event.place) if event.place else [],
        reasons=merge_reasons(event),
        apart=_apart(event, around.others),
        related=[_neighbour(other) for other in around.related],
        record=_record_facts(event),
    )


def _neighbour(event: Event, reason: str = "") -> Neighbour:
    return Neighbour(
        headline(event),
        event_address(event.event_id),
        group_of(event.event_type),
        when_text(event),
        reason,
    )


def _apart(event: Event, others: Sequence[Event]) -> list[Neighbour]:
    """Return the events that mentions of this one did not join, each once, with the reason."""
    known = {other.event_id: other for other in others}
    found: dict[str, Neighbour] = {}
    for step in event.merge_explain:
        for one in step.rejected:
            other = known.get(one.event_id)
            if other is not None and other.event_id != event.event_id:
                score = "ruled out" if one.score is None else f"probability {one.score:.2f}"
                found[other.event_id] = _neighbour(other, f"{one.reason} ({score})")
    return list(found.values())[:SHOWN_REJECTIONS]


def _spot(event: Event) -> str | None:
    """Return the place and its candidates as JSON for the map; None without a place."""
    place = event.place
    if place is None:
        return None
    others = [
        {"name": c.name, "lon": c.lon, "lat": c.lat, "score": c.score} for c in place.candidates
    ]
    return json.dumps(
        {
            "name": place.name,
            "lon": place.lon,
            "lat": place.lat,
            "radius": place.uncertainty_km,
            "area": place.is_centroid,
            "group": group_of(event.event_type),
            "candidates": others,
        }
    )


def _place_facts(place: Place) -> list[Fact]:
    return facts_of(
        {
            "written": place.name_as_written,
            "found": f"{place.name} ({place.gazetteer_id}, {place.feature_class})",
            "admin": ", ".join(name for name in (place.admin2, place.admin1) if name) or UNKNOWN,
            "point": f"{place.lat:.4f}, {place.lon:.4f}, within {place.uncertainty_km:g} km",
            "other candidates": ", ".join(f"{c.name} {c.score:.2f}" for c in place.candidates)
            or UNKNOWN,
        }
    )


def _record_facts(event: Event) -> list[Fact]:
    confidence = event.confidence
    place = UNKNOWN if confidence.place is None else f"{confidence.place:.2f}"
    return facts_of(
        {
            "confidence": f"type {confidence.type:.2f}, place {place}, "
            f"date {confidence.date:.2f}, merge {confidence.merge:.2f}",
            "reported as": f"{event.modality}, {event.temporal_role}",
            "codes": f"PLOVER {_plover(event)}, ACLED {event.acled or UNKNOWN}",
            "id": f"{event.event_id}, revision {event.revision}",
            "first seen": f"{event.first_seen:%Y-%m-%d %H:%M} UTC",
        }
    )


def _plover(event: Event) -> str:
    return " ".join(code for code in (event.plover, event.plover_mode) if code) or UNKNOWN
