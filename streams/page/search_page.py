"""The page of a search: the events found, on a map, and the activity of their cities. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.page.activity import ActivityRow, SurgeItem
from streams.page.emptied import Emptied
from streams.page.event_view import ClaimRow, Fact, Quote, claim_rows, event_facts, quotes_of
from streams.page.exports import TYPES
from streams.page.facets import Facet, value_text
from streams.page.form import SearchForm
from streams.page.html import event_address, page
from streams.page.map import Town, event_map
from streams.page.type_groups import GROUP_NAMES, group_of
from streams.search.bodies import MARK_END, MARK_START, write_cursor
from streams.search.headline import headline
from streams.search.query import EventHit, SearchPage
from streams.search.words import marked_parts


@dataclass(frozen=True)
class Background:
    """What a search page shows besides the events found."""

    towns: Sequence[Town] = ()
    activity: Sequence[ActivityRow] = ()
    surges: Sequence[SurgeItem] = ()
    places: Sequence[str] = ()
    """Names that the field for a city suggests."""
    facets: Sequence[Facet] = ()


@dataclass(frozen=True)
class Lift:
    """A filter that is set, and the address of the search without it."""

    name: str
    text: str
    address: str


DRAWN = ("box", "polygon", "all")
"""Fields whose value says nothing to a person."""
NOT_LIFTED = ("text", "radius", "sort")
LIFTED = {
    "box": "area on the map",
    "polygon": "area on the map",
    "all": "also denied, feared, history",
    "precision": "place known to",
    "killed": "killed, at least",
    "independent": "outlets, at least",
}
"""What a person reads for a filter, where the name of its field says less."""


@dataclass(frozen=True)
class ListedEvent:
    """An event in the list of those found."""

    event_id: str
    address: str
    heading: str
    group: str
    """Key of the group of its type, which has a colour."""
    status: str
    revision: int
    facts: list[Fact]
    matches: list[list[tuple[str, bool]]]
    """Quotes in parts, each with whether it is what matched the words of the search."""
    n_mentions: int
    claims: list[ClaimRow]
    quotes: list[Quote]


def search_page(
    form: SearchForm, found: SearchPage, background: Background, emptied: Emptied | None = None
) -> str:
    """Return the page of a search; ``emptied`` says why no event was found."""
    following = form.address(after=write_cursor(found.next_after)) if found.next_after else None
    return page(
        "search.html",
        form.typed.get("text") or form.typed.get("city") or "Events",
        form.typed,
        background.places,
        heading="1 event" if found.total == 1 else f"{found.total:,} events",
        problems=form.problems,
        understood=form.understood,
        emptied=emptied,
        lifts=_lifts(form),
        exports={name: form.address(f"/export/{name}") for name in TYPES},
        facets=background.facets,
        groups=GROUP_NAMES,
        events=[_listed(hit) for hit in found.hits],
        next_page=following,
        map=event_map(found.events, background.towns),
        surges=background.surges,
        activity=background.activity,
    )


def _lifts(form: SearchForm) -> list[Lift]:
    """Return the filters that are set, each with the address of the search without it."""
    return [
        Lift(LIFTED.get(name, name), _lift_text(form, name), form.address(**{name: ""}))
        for name in form.typed
        if name not in NOT_LIFTED
    ]


def _lift_text(form: SearchForm, name: str) -> str:
    if name in DRAWN:
        return ""
    if name == "country" and form.query.country:
        return value_text(name, form.query.country)
    return value_text(name, form.typed[name])


def _listed(hit: EventHit) -> ListedEvent:
    event = hit.event
    return ListedEvent(
        event_id=event.event_id,
        address=event_address(event.event_id),
        heading=headline(event),
        group=group_of(event.event_type),
        status=event.status,
        revision=event.revision,
        facts=event_facts(event),
        matches=[list(marked_parts(quote, MARK_START, MARK_END)) for quote in _matches(hit)],
        n_mentions=event.n_mentions,
        claims=claim_rows(event.claims),
        quotes=quotes_of(event.evidence),
    )


def _matches(hit: EventHit) -> list[str]:
    """Return what matched or, in a search without words, the first quote."""
    if hit.highlights:
        return list(dict.fromkeys(hit.highlights))
    return [item.quote for item in hit.event.evidence[:1]]
