"""The page of a search: the events found, on a map, and the activity of their cities. Pure."""

from collections.abc import Sequence

from streams.page.activity import AreaActivity, activity_table
from streams.page.claims import claims_table, quotes_list
from streams.page.form import SearchForm
from streams.page.frame import notice
from streams.page.html import Child, Html, el, event_address
from streams.page.map import Town, event_map
from streams.search.bodies import MARK_END, MARK_START
from streams.search.cursor import write_cursor
from streams.search.query import EventHit, SearchPage
from streams.search.words import (
    figure_text,
    marked_parts,
    outlets_text,
    publishers_of,
    what_text,
    when_text,
    where_text,
)

NAMED_OUTLETS = 3


def listing(
    asked: SearchForm,
    found: SearchPage,
    activity: Sequence[AreaActivity],
    towns: Sequence[Town],
    nothing: str | None,
    surges: Html | None = None,
) -> Child:
    """Return the main part of the page; ``nothing`` says why there are no events."""
    events = [
        el("h1", _heading(found)),
        notice(asked.problems, "problem"),
        notice(asked.told),
        notice(nothing.split("\n") if nothing else ()),
        el("ol", [_item(hit) for hit in found.hits], class_="events"),
        _next(asked, found),
    ]
    aside = [_map(found, towns), surges, _activity(activity)]
    return [
        el("section", events, class_="found", aria_label="Events found"),
        el("aside", aside, aria_label="Map and activity"),
    ]


def event_facts(hit: EventHit) -> Html:
    """Return when, what, where, killed, outlets and status, each with its name."""
    event = hit.event
    names = publishers_of(event)
    more = f" and {len(names) - NAMED_OUTLETS} more" if len(names) > NAMED_OUTLETS else ""
    named = ", ".join(names[:NAMED_OUTLETS])
    facts = {
        "when": el("time", when_text(event), datetime=event.date_end.isoformat()),
        "where": where_text(event.place),
        "killed": figure_text(event.casualties.killed),
        "injured": figure_text(event.casualties.injured),
        "outlets": outlets_text(event) + (f": {named}{more}" if names else ""),
    }
    pairs = [el("div", el("dt", name), el("dd", value)) for name, value in facts.items()]
    return el("dl", pairs, class_="facts")


def status_chip(status: str) -> Html:
    """Return a status as a coloured word."""
    return el("span", status, class_=f"chip {status}")


def _heading(found: SearchPage) -> str:
    return "1 event" if found.total == 1 else f"{found.total} events"


def _item(hit: EventHit) -> Html:
    event = hit.event
    title = el("a", what_text(event.event_type), href=event_address(event.event_id))
    detail = el(
        "details",
        el("summary", f"Claims and quotes ({event.n_mentions})"),
        claims_table(event.claims),
        quotes_list(event.evidence),
        el("p", el("a", "Articles and reasons", href=event_address(event.event_id))),
    )
    parts = [
        el("h2", title, status_chip(event.status)),
        event_facts(hit),
        [el("blockquote", _marked(quote)) for quote in _quotes(hit)],
        detail,
    ]
    return el("li", el("article", parts), id=f"event-{event.event_id}")


def _quotes(hit: EventHit) -> list[str]:
    """Return what matched or, in a search without words, the first quote."""
    if hit.highlights:
        return list(dict.fromkeys(hit.highlights))
    return [item.quote for item in hit.event.evidence[:1]]


def _marked(quote: str) -> list[Html | str]:
    parts = marked_parts(quote, MARK_START, MARK_END)
    return [el("mark", text) if matched else text for text, matched in parts]


def _next(asked: SearchForm, found: SearchPage) -> Html | None:
    if not found.next_after:
        return None
    address = asked.address(after=write_cursor(found.next_after))
    return el("nav", el("a", "More events", href=address, rel="next"), aria_label="Pages")


def _map(found: SearchPage, towns: Sequence[Town]) -> Html | None:
    drawn = event_map(found.events, towns)
    if drawn is None:
        return None
    caption = "Size: killed. Hollow: the point stands for an area."
    return el("section", el("h2", "Map"), el("figure", drawn, el("figcaption", caption)))


def _activity(activity: Sequence[AreaActivity]) -> Html | None:
    if not activity:
        return None
    about = "Events that count, by city, within the dates and place asked for."
    return el("section", el("h2", "City activity"), el("p", about), activity_table(activity))
