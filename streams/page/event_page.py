"""The page of one event: its facts, claims, articles with the quotes marked, and reasons. Pure."""

from collections.abc import Mapping, Sequence

from schemas import Event, Place
from streams.page.articles import source_articles
from streams.page.event_view import Fact, claim_rows, event_facts, facts_of, merge_reasons
from streams.page.html import event_address, page
from streams.page.map import Town, event_map
from streams.page.reads import StoredArticle
from streams.search.words import UNKNOWN, what_text


def event_page(event: Event, stored: Mapping[str, StoredArticle], towns: Sequence[Town]) -> str:
    """Return the page of an event.

    Args:
        event: the event.
        stored: articles of its evidence that the index still has, by id.
        towns: places to draw on the map for orientation.
    """
    successor = event.superseded_by
    return page(
        "event.html",
        "Event",
        {},
        heading=what_text(event.event_type),
        status=event.status,
        successor=None if successor is None else event_address(successor),
        facts=event_facts(event),
        claims=claim_rows(event.claims),
        articles=source_articles(event, stored),
        map=event_map([event], towns),
        place=_place_facts(event.place) if event.place else [],
        reasons=merge_reasons(event),
        record=_record_facts(event),
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
