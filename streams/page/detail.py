"""The page of one event: its facts, claims, articles with the quotes marked, and reasons. Pure."""

from collections.abc import Mapping, Sequence

from schemas import Event, Evidence
from streams.page.claims import claims_table, merge_list, outlet_link, quote_block
from streams.page.html import Child, Html, el, event_address
from streams.page.listing import event_facts, status_chip
from streams.page.map import Town, event_map
from streams.page.passages import is_in_text, marked_text, passages
from streams.page.reads import StoredArticle
from streams.search.query import EventHit
from streams.search.words import UNKNOWN, what_text


def detail(event: Event, articles: Mapping[str, StoredArticle], towns: Sequence[Town]) -> Child:
    """Return the main part of the page of one event."""
    return [
        el(
            "section",
            el("h1", what_text(event.event_type), status_chip(event.status)),
            _superseded(event),
            event_facts(EventHit(event)),
            el("h2", "Claims, side by side"),
            claims_table(event.claims) or el("p", "No claim stands any more."),
            el("h2", "Articles"),
            _articles(event, articles) or el("p", "No article tells it any more."),
            class_="found",
            aria_label="Event",
        ),
        el("aside", _map(event, towns), _reasons(event), _record(event), aria_label="Background"),
    ]


def _superseded(event: Event) -> Html | None:
    if event.superseded_by is None:
        return None
    link = el("a", "the event that it was merged into", href=event_address(event.superseded_by))
    return el("p", "See ", link, ".", class_="notice note")


def _articles(event: Event, articles: Mapping[str, StoredArticle]) -> list[Html]:
    by_article: dict[str, list[Evidence]] = {}
    for evidence in event.evidence:
        by_article.setdefault(evidence.article_id, []).append(evidence)
    return [
        _article(evidence, articles.get(article_id)) for article_id, evidence in by_article.items()
    ]


def _article(evidence: Sequence[Evidence], stored: StoredArticle | None) -> Html:
    first = evidence[0]
    head = [
        el("h3", outlet_link(first), ": ", first.title or "untitled"),
        el("p", f"Published {first.published_at:%Y-%m-%d %H:%M} UTC", class_="dim"),
    ]
    moved = [item for item in evidence if stored is None or not is_in_text(item, stored.text)]
    return el("article", head, _text(evidence, stored), _moved(moved, stored), class_="source")


def _text(evidence: Sequence[Evidence], stored: StoredArticle | None) -> Html | None:
    if stored is None:
        return None
    marked = passages(evidence, stored.text)
    places = [f"{item.char_start} to {item.char_end}" for item in evidence]
    note = el("p", f"Marked: characters {', '.join(places)}.", class_="dim")
    return el("div", el("div", marked_text(stored.text, marked), class_="text"), note)


def _moved(evidence: Sequence[Evidence], stored: StoredArticle | None) -> Html | None:
    if not evidence:
        return None
    why = (
        "The article is no longer stored; this is what was quoted from it:"
        if stored is None
        else f"Not in the stored version {stored.version}; this is what was quoted before:"
    )
    return el("div", el("p", why), [quote_block(item) for item in evidence], class_="notice note")


def _map(event: Event, towns: Sequence[Town]) -> Html | None:
    drawn = event_map([event], towns)
    return el("section", el("h2", "Map"), drawn, _place(event)) if drawn else None


def _place(event: Event) -> Html | None:
    place = event.place
    if place is None:
        return None
    facts = {
        "written": place.name_as_written,
        "found": f"{place.name} ({place.gazetteer_id}, {place.feature_class})",
        "admin": ", ".join(name for name in (place.admin2, place.admin1) if name) or UNKNOWN,
        "point": f"{place.lat:.4f}, {place.lon:.4f}, within {place.uncertainty_km:g} km",
        "other readings": ", ".join(f"{c.name} {c.score:.2f}" for c in place.candidates) or UNKNOWN,
    }
    return _facts(facts)


def _reasons(event: Event) -> Html | None:
    if not event.merge_explain:
        return None
    return el("section", el("h2", "Why these belong together"), merge_list(event))


def _record(event: Event) -> Html:
    sure = event.confidence
    place = UNKNOWN if sure.place is None else f"{sure.place:.2f}"
    facts = {
        "confidence": f"type {sure.type:.2f}, place {place}, date {sure.date:.2f}, "
        f"merge {sure.merge:.2f}",
        "told as": f"{event.modality}, {event.temporal_role}",
        "codes": f"PLOVER {event.plover or UNKNOWN}, ACLED {event.acled or UNKNOWN}",
        "id": f"{event.event_id}, revision {event.revision}",
        "first seen": f"{event.first_seen:%Y-%m-%d %H:%M} UTC",
    }
    return el("section", el("h2", "Record"), _facts(facts))


def _facts(facts: Mapping[str, str]) -> Html:
    pairs = [el("div", el("dt", name), el("dd", value)) for name, value in facts.items()]
    return el("dl", pairs, class_="facts record")
