"""Why a search found nothing: which filter emptied it. Pure."""

from collections.abc import Iterable, Mapping

from streams.search.options import nearest
from streams.search.query import EventQuery

OPTIONS = {
    "text": "the words",
    "city": "--city",
    "country": "--country",
    "event_type": "--type",
    "since": "--since",
    "until": "--until",
    "status": "the limit on --status",
    "current_only": "the limit to what is asserted and of now (--all)",
    "min_independent": "--min-independent",
}


def explain_nothing(query: EventQuery, counts: Mapping[str, int], places: Iterable[str]) -> str:
    """Say which filter, left out, would let events through; ``places`` are those that exist."""
    lines = ["No event matches."]
    helpful = [(name, count) for name, count in counts.items() if count]
    lines += [f"  without {OPTIONS[name]}: {_events(count)}" for name, count in helpful]
    if not helpful:
        lines.append(_nothing_helps(query))
    if query.city:
        close = nearest(query.city, places)
        if close and query.city.lower() not in (name.lower() for name in close):
            lines.append(f"  places like {query.city!r}: {', '.join(close)}")
    return "\n".join(lines)


def _nothing_helps(query: EventQuery) -> str:
    if not _asked(query):
        return "  There are no events yet: `dateline publish` sends articles."
    return "  Leaving out any single filter helps nothing; leave out two, or all."


def _asked(query: EventQuery) -> bool:
    asked = query.model_dump(include=set(OPTIONS) - {"status", "current_only"})
    return any(value is not None for value in asked.values())


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count} events"
