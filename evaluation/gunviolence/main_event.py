"""An article's main event: of those that count, the one that most articles tell."""

from collections.abc import Mapping, Sequence

from evaluation.data import rows
from schemas import Event

_INCIDENTS = frozenset(row[0] for row in rows("incident_types.tsv"))


def main_events(events: Sequence[Event]) -> Mapping[str, Event]:
    """Return the main event by article id; an article without an incident has none.

    Of the events that the article tells, of a type that can be an incident, it is the one that
    most articles tell, then the one with most evidence, then the one that the article tells first.
    Sidelines and history are told by few, the news by all. Only what the system says plays a part.
    """
    found: dict[str, tuple[tuple[int, int, int, str], Event]] = {}
    for event in filter(_may_be, events):
        for item in event.evidence:
            rank = event.n_articles, event.n_mentions, -item.char_start, event.event_id
            if item.article_id not in found or rank > found[item.article_id][0]:
                found[item.article_id] = rank, event
    return {article: event for article, (_, event) in found.items()}


def _may_be(event: Event) -> bool:
    return event.counts and event.event_type in _INCIDENTS
