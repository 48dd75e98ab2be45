"""Why a search found nothing, with addresses that lift the filter that emptied it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from streams.page.form import NAMES, SearchForm
from streams.search.bodies import EVERYTHING
from streams.search.options import nearest


@dataclass(frozen=True)
class Way:
    """A way out of an empty list."""

    text: str
    address: str


@dataclass(frozen=True)
class Emptied:
    """Why there are no events, and the ways out; the most fruitful one first."""

    reason: str
    ways: list[Way]


def why_empty(form: SearchForm, counts: Mapping[str, int], places: Iterable[str]) -> Emptied:
    """Return why a search found nothing.

    Args:
        form: the search.
        counts: number of events found without each filter in turn.
        places: names of places of events, to suggest similar ones.
    """
    if not counts[EVERYTHING]:
        return Emptied("There are no events yet; send articles with `dateline publish`.", [])
    helpful = sorted(((counts.get(name, 0), name) for name in NAMES), key=lambda one: -one[0])
    ways = [
        Way(f"without {NAMES[name]}: {_events(count)}", form.address_without(name))
        for count, name in helpful
        if count
    ]
    ways += _similar(form, places)
    ways.append(Way(f"without any filter: {_events(counts[EVERYTHING])}", "/?all=1&status=all"))
    if any(count for count, _ in helpful):
        return Emptied("No event matches.", ways)
    return Emptied("No event matches, and no single filter excludes them all.", ways)


def _similar(form: SearchForm, places: Iterable[str]) -> list[Way]:
    """Return the places whose names are similar to the one searched for."""
    name = form.query.city
    if not name:
        return []
    close = nearest(name, places)
    if name.lower() in (one.lower() for one in close):
        return []
    return [Way(f"the similar name {one}", form.address(city=one)) for one in close]


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count} events"
