"""Why a search found nothing: which filter emptied it. Pure."""

from collections.abc import Iterable, Mapping

from streams.search.bodies import EVERYTHING
from streams.search.event_query import EventQuery
from streams.search.options import nearest

OPTIONS = {
    "text": "the words",
    "city": "--city",
    "country": "--country",
    "near": "--near",
    "event_type": "--type",
    "since": "--since",
    "until": "--until",
    "status": "the limit on --status",
    "current_only": "the limit to what is asserted and of now (--all)",
    "min_independent": "--min-independent",
    "killed": "the limits on killed",
    "injured": "the limits on injured",
    "detained": "the limits on detained",
    "displaced": "the limits on displaced",
    "claimed_by": "--claimed-by",
    "stance": "--stance",
}


def explain_nothing(
    query: EventQuery,
    counts: Mapping[str, int],
    places: Iterable[str],
    names: Mapping[str, str] = OPTIONS,
) -> str:
    """Say which filter, left out, would let events through.

    ``counts`` are events without each filter, ``places`` the names that exist, ``names`` what a
    person knows the filters as.
    """
    if not counts[EVERYTHING]:
        return "There are no events yet: `dateline publish` sends articles."
    helpful = [(names[name], counts[name]) for name in names if counts.get(name)]
    lines = ["No event matches.", *(f"  without {name}: {_events(n)}" for name, n in helpful)]
    if not helpful:
        lines.append(f"  No single filter hides them; there are {_events(counts[EVERYTHING])}.")
    if query.city:
        close = nearest(query.city, places)
        if close and query.city.lower() not in (name.lower() for name in close):
            lines.append(f"  places like {query.city!r}: {', '.join(close)}")
    return "\n".join(lines)


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count} events"
