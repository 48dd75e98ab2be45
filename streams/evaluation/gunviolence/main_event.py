"""An article's main event: of those that count, the one that it tells most."""

from collections import Counter
from collections.abc import Mapping, Sequence

from schemas import Event
from streams.evaluation.data import rows

_INCIDENTS = frozenset(row[0] for row in rows("incident_types.tsv"))


def main_events(events: Sequence[Event]) -> Mapping[str, Event]:
    """Return the main event by article id; an article without an incident has none.

    It is the event of a type that can be an incident with most of the article's evidence; among
    equals the one that the article tells first.
    """
    weights: dict[str, Counter[str]] = {}
    firsts: dict[tuple[str, str], int] = {}
    known = {event.event_id: event for event in events if _may_be(event)}
    for event in known.values():
        for item in event.evidence:
            weights.setdefault(item.article_id, Counter())[event.event_id] += 1
            key = item.article_id, event.event_id
            firsts[key] = min(firsts.get(key, item.char_start), item.char_start)
    return {
        article: known[max(found, key=lambda one: (found[one], -firsts[article, one], one))]
        for article, found in weights.items()
    }


def _may_be(event: Event) -> bool:
    return event.counts and event.event_type in _INCIDENTS
