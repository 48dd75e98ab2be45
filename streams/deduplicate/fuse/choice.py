"""The type, the place and the actors of an event, chosen from those of its mentions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import prod
from typing import TypeVar

from schemas.mention import Actor, Mention
from schemas.ontology import Ontology
from schemas.place import Place
from streams.deduplicate.evidence.places import contains, distinct_places, is_fine
from streams.deduplicate.settings import Rules

SURE_ENOUGH = 0.5
"""A place of less confidence is taken only when no mention has a better one."""
SPECIFIC_SHARE = 0.25
"""A narrower type takes its parent's votes when it has this share of them itself, and a facet
stands that this share of the mentions of the event's type has."""
NEVER_CERTAIN = 0.99
"""Highest fused confidence: agreeing articles may share one wrong source."""

Item = TypeVar("Item")


def choose_type(
    mentions: Sequence[Mention], sources: Mapping[str, str], rules: Rules
) -> tuple[str, float]:
    """Return the event's type and how sure it is.

    Each mention votes with its confidence times the type's weight in ``types.tsv``; repetitions by
    one independent source count half, a third ... A narrower type ("suicide_attack") inherits the
    votes of its parent ("bombing") once it has a quarter of them: outlets that know more say it
    more precisely.
    """
    votes = _votes(mentions, sources, rules)
    inherited = {name: _with_parent(name, votes, rules) for name in votes}
    best = min(inherited, key=lambda name: (-round(inherited[name], 9), name))
    sure = combine(m.confidence.type for m in _per_source(mentions, sources, best))
    share = sum(rules.relation(m.event_type, best) for m in mentions) / len(mentions)
    return best, round(sure * share, 4)


def choose_facets(
    mentions: Sequence[Mention], event_type: str, ontology: Ontology
) -> tuple[str, ...]:
    """Return the facets of an event of a type: those that enough of its mentions have.

    Mentions of other types count where they name a facet that the type can have, but not against
    one: they may be less precise.
    """
    own = sum(mention.event_type == event_type for mention in mentions)
    named = Counter(facet for mention in mentions for facet in mention.facets)
    enough = {facet for facet, number in named.items() if number >= SPECIFIC_SHARE * own}
    return ontology.facets_of(event_type, enough)


def choose_place(
    mentions: Sequence[Mention], sources: Mapping[str, str]
) -> tuple[Place | None, float | None]:
    """Return the place of an event that is sure enough, and how sure it is.

    Among points the most precise one wins, then the one that most independent sources name, then
    the more confident one. Where there are only areas, those that contain another one are left out,
    and then sources and articles come before precision: a country is not where something happened
    because it is known more precisely than the sea that the others name.
    """
    located = [m for m in mentions if m.place is not None]
    if not located:
        return None, None
    trusted = [m for m in located if place_confidence(m) >= SURE_ENOUGH] or located
    support: dict[str, _Support] = defaultdict(_Support)
    for mention in trusted:
        support[_place_of(mention).gazetteer_id].add(mention, sources)
    if any(is_fine(_place_of(m)) for m in trusted):
        best = min(trusted, key=lambda m: (_place_of(m).precision, *_place_order(m, support)))
    else:
        best = min(_innermost(trusted), key=lambda m: _area_order(m, support))
    place = _place_of(best)
    namers = [m for m in trusted if _place_of(m).gazetteer_id == place.gazetteer_id]
    return place, round(max(map(place_confidence, namers)), 4)


def place_confidence(mention: Mention) -> float:
    """Return how sure the place of a located mention is."""
    stated = mention.confidence.place
    return _place_of(mention).confidence if stated is None else stated


def choose_actors(mentions: Iterable[Mention]) -> tuple[Actor, ...]:
    """Return each actor once per role, those named most often first."""
    named: dict[tuple[str, str], list[Actor]] = defaultdict(list)
    for mention in mentions:
        for actor in mention.actors:
            named[actor.role, actor.name.casefold()].append(actor)
    order = sorted(named, key=lambda key: (-len(named[key]), key))
    return tuple(min(named[key], key=_fullness) for key in order)


def most_common(items: Iterable[Item | None], order: Callable[[Item], str] = str) -> Item | None:
    """Return the most frequent item, the first in ``order`` among equals; None without any."""
    counts = Counter(item for item in items if item is not None)
    return min(counts, key=lambda item: (-counts[item], order(item)), default=None)


def combine(confidences: Iterable[float]) -> float:
    """Return the confidence that at least one of independent sources is right (noisy-or)."""
    return min(NEVER_CERTAIN, 1.0 - prod(1.0 - value for value in confidences))


def _votes(
    mentions: Sequence[Mention], sources: Mapping[str, str], rules: Rules
) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    cast: Counter[tuple[str, str]] = Counter()
    for mention in sorted(mentions, key=lambda m: (-m.confidence.type, m.mention_id)):
        voter = sources[mention.publisher], mention.event_type
        cast[voter] += 1
        vote = mention.confidence.type * rules.vote(mention.event_type)
        votes[mention.event_type] += vote / cast[voter]
    return votes


def _with_parent(name: str, votes: Mapping[str, float], rules: Rules) -> float:
    parent = rules.parent(name)
    above = votes.get(parent, 0.0) if parent else 0.0
    return votes[name] + (above if votes[name] >= SPECIFIC_SHARE * above else 0.0)


def _per_source(
    mentions: Iterable[Mention], sources: Mapping[str, str], event_type: str
) -> Iterable[Mention]:
    surest: dict[str, Mention] = {}
    for mention in mentions:
        source = sources[mention.publisher]
        if mention.event_type == event_type:
            known = surest.get(source, mention)
            surest[source] = max(known, mention, key=lambda m: m.confidence.type)
    return surest.values()


def _place_of(mention: Mention) -> Place:
    assert mention.place is not None
    return mention.place


def _innermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions whose place contains no other one; all if each contains another."""
    places = distinct_places(mentions)
    inner = [m for m in mentions if not any(contains(_place_of(m), other) for other in places)]
    return inner or list(mentions)


class _Support:
    """Who names a place."""

    def __init__(self) -> None:
        self.sources: set[str] = set()
        self.articles: set[str] = set()

    def add(self, mention: Mention, sources: Mapping[str, str]) -> None:
        self.sources.add(sources[mention.publisher])
        self.articles.add(mention.article_id)


def _place_order(mention: Mention, support: Mapping[str, _Support]) -> tuple[int, float, str, str]:
    place = _place_of(mention)
    supporters = len(support[place.gazetteer_id].sources)
    return -supporters, -place_confidence(mention), place.gazetteer_id, mention.mention_id


def _area_order(
    mention: Mention, support: Mapping[str, _Support]
) -> tuple[int, int, int, float, str, str]:
    place = _place_of(mention)
    supporters, sure, gazetteer_id, mention_id = _place_order(mention, support)
    articles = len(support[place.gazetteer_id].articles)
    return supporters, -articles, place.precision, sure, gazetteer_id, mention_id


def _fullness(actor: Actor) -> tuple[bool, bool, str]:
    return actor.country is None, actor.sector is None, actor.name
