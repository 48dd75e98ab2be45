"""What matching compares: one mention, or all that decide an event, in one form."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from schemas.mention import ArticleSignature, Mention
from schemas.place import Place
from streams.deduplicate.evidence.assertion_class import assertion_class_of, leading, shaping
from streams.deduplicate.evidence.dates import Interval, choose_dating, interval_of
from streams.deduplicate.evidence.figures import KINDS, ranges
from streams.deduplicate.evidence.independence import independent_sources
from streams.deduplicate.evidence.places import distinct_places, names_of
from streams.deduplicate.settings import Rules

_WORD = re.compile(r"[^\W\d_]+|\d+")
WORDS_BEFORE_TRIGGER = 3
"""How far before the trigger "another" still belongs to it: "another roadside car bomb"."""
WORDS_AFTER_VERB = 4
"""Words before an ordinal that may hold the verb: "it was at least the second shelling"."""
WORDS_TO_VICTIMS = 3
"""Words behind "another" that may count its victims: "another forty unarmed people"."""


@dataclass(frozen=True)
class ComparedArticle:
    """An article as far as it is compared: its signature and when it was published."""

    article_id: str
    signature: ArticleSignature
    published_at: datetime


@dataclass(frozen=True)
class Profile:
    """A mention or an event as the guards and the score see it."""

    assertion_class: str
    types: Mapping[str, float]
    """Type to its share of the mentions; the shares add up to 1."""
    places: tuple[Place, ...]
    """Distinct by gazetteer id; empty when unlocated."""
    place_words: frozenset[str]
    """Words of the names of the places and of what they lie in."""
    place_names: tuple[frozenset[str], ...]
    """Words of each name of the places themselves, as written and as in the gazetteer."""
    interval: Interval
    agents: frozenset[str]
    """Words of the names of those who did it."""
    figures: Mapping[str, tuple[tuple[float, float], ...]]
    """Kind of casualties to the distinct ranges reported."""
    texts: tuple[frozenset[str], ...]
    """Content words of each quote, newest last."""
    compared: tuple[ComparedArticle, ...]
    """The articles to compare, newest last."""
    articles: frozenset[str]
    publishers: frozenset[str]
    is_separate: bool
    """Whether the (single) quote says that it is another happening than the one before."""


def profile_of(mentions: Sequence[Mention], rules: Rules) -> Profile:
    """Return the profile of a mention or of an event's mentions in the order they joined."""
    lead = shaping(leading(mentions))
    counts = Counter(mention.event_type for mention in lead)
    places = distinct_places(lead)
    place_words, place_names = words_of_places(places)
    settings = rules.settings
    return Profile(
        assertion_class=assertion_class_of(lead[0]),
        types={name: count / len(lead) for name, count in sorted(counts.items())},
        places=places,
        place_words=place_words,
        place_names=place_names,
        interval=_interval(lead),
        agents=frozenset(_agents(lead)),
        figures={kind: ranges(lead, kind, settings.open_figure_factor) for kind in KINDS},
        texts=tuple(content_words(m, rules) for m in lead[-settings.texts_compared :]),
        compared=_compared(mentions, settings.articles_compared),
        articles=frozenset(mention.article_id for mention in mentions),
        publishers=frozenset(mention.publisher for mention in lead),
        is_separate=len(mentions) == 1 and _is_separate(mentions[0], rules),
    )


def words_of_places(
    places: Sequence[Place],
) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """Return the words of places and of what they lie in, and those of each of their own names."""
    own = {_words(name): None for one in places for name in (one.name, one.name_as_written)}
    return frozenset(word for name in names_of(places) for word in _words(name)), tuple(own)


def content_words(mention: Mention, rules: Rules) -> frozenset[str]:
    """Return the words of a quote without stop words and the place, which is compared by itself."""
    named = _words(mention.place.name_as_written) if mention.place else frozenset()
    return _words(mention.quote) - rules.stopwords - named


def _interval(lead: Sequence[Mention]) -> Interval:
    """Return the best supported interval; who is independent matters only where several differ."""
    stated = {interval_of(mention) for mention in lead}
    if len(stated) == 1:
        return stated.pop()
    return choose_dating(lead, independent_sources(lead)).interval


def _compared(mentions: Sequence[Mention], most: int) -> tuple[ComparedArticle, ...]:
    """Return the article that reported it first and the newest ones."""
    articles = list({mention.article_id: mention for mention in mentions}.values())
    kept = articles if len(articles) <= most else [articles[0], *articles[1 - most :]]
    return tuple(ComparedArticle(m.article_id, m.signature, m.published_at) for m in kept)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _agents(mentions: Iterable[Mention]) -> Iterator[str]:
    for mention in mentions:
        for actor in mention.actors:
            if actor.role == "agent":
                yield from _words(actor.name)


def _is_separate(mention: Mention, rules: Rules) -> bool:
    """Return whether a word such as "another" opens the quote or stands just before the trigger.

    "A second victim", further from the trigger, makes no second happening.
    """
    before = mention.quote[: max(0, mention.trigger_start - mention.char_start)]
    words = _WORD.findall(before.casefold())
    near = {0, *range(max(0, len(words) - WORDS_BEFORE_TRIGGER), len(words))}
    found = (at for at in near if at < len(words) and words[at] in rules.separators)
    behind = _WORD.findall(mention.quote.casefold())
    return not all(
        _only_counts(words, at, rules) or _counts_victims(mention, behind, at) for at in found
    )


def _counts_victims(mention: Mention, words: Sequence[str], at: int) -> bool:
    """Return whether the victims are others, not the happening: "another 40 people were hurt"."""
    behind = words[at + 1 : at + 1 + WORDS_TO_VICTIMS]
    return any(
        str(figure.best) == behind[0] or (figure.group or "").casefold() in behind[1:]
        for figure in dict(mention.casualties).values()
        if figure is not None and behind
    )


def _only_counts(words: Sequence[str], at: int, rules: Rules) -> bool:
    """Return whether an ordinal counts what was reported: "it was the second attack in a week"."""
    return words[max(0, at - 1) : at] == ["the"] and not rules.copulas.isdisjoint(
        words[max(0, at - WORDS_AFTER_VERB) : at]
    )
