"""What matching compares: one mention, or all that shapes an event, in one form."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from schemas.mention import ArticleSignature, Mention
from schemas.place import Place
from streams.deduplicate.assertion_class import assertion_class_of, leading, shaping
from streams.deduplicate.fuse.dates import Interval, choose_dating
from streams.deduplicate.fuse.figures import KINDS, bounds, is_told
from streams.deduplicate.fuse.independence import independent_voices
from streams.deduplicate.settings import Rules

_WORD = re.compile(r"[^\W\d_]+|\d+")
WORDS_BEFORE_TRIGGER = 3
"""How far before the trigger "another" still belongs to it: "another roadside car bomb"."""
_BEING = frozenset({"was", "is", "were", "became", "becomes", "marked", "marks"})


@dataclass(frozen=True)
class Source:
    """An article as far as it is compared: its gist and when it was published."""

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
    interval: Interval
    agents: frozenset[str]
    """Words of the names of those who did it."""
    figures: Mapping[str, tuple[tuple[float, float], ...]]
    """Kind of casualties to the distinct ranges told."""
    texts: tuple[frozenset[str], ...]
    """ReportedFigure words of each quote, newest last."""
    sources: tuple[Source, ...]
    """One of each article that tells it, newest last."""
    articles: frozenset[str]
    publishers: frozenset[str]
    set_apart: bool
    """Whether the (single) quote says that it is another happening than the one before."""


def profile_of(mentions: Sequence[Mention], rules: Rules) -> Profile:
    """Return the profile of a mention or of an event's mentions in the order they joined."""
    lead = shaping(leading(mentions))
    counts = Counter(mention.event_type for mention in lead)
    places = {m.place.gazetteer_id: m.place for m in lead if m.place is not None}
    texts = lead[-rules.weights.texts_compared :]
    return Profile(
        assertion_class=assertion_class_of(lead[0]),
        types={name: count / len(lead) for name, count in sorted(counts.items())},
        places=tuple(places.values()),
        place_words=frozenset(_place_words(places.values())),
        interval=choose_dating(lead, independent_voices(lead)).interval,
        agents=frozenset(_agents(lead)),
        figures={kind: _ranges(lead, kind, rules) for kind in KINDS},
        texts=tuple(telling_words(mention, rules) for mention in texts),
        sources=_sources(mentions, rules.weights.articles_compared),
        articles=frozenset(mention.article_id for mention in mentions),
        publishers=frozenset(mention.publisher for mention in lead),
        set_apart=len(mentions) == 1 and _is_set_apart(mentions[0], rules),
    )


def telling_words(mention: Mention, rules: Rules) -> frozenset[str]:
    """Return the words of a quote without stop words and the place, which is compared by itself."""
    named = _words(mention.place.name_as_written) if mention.place else frozenset()
    return _words(mention.quote) - rules.stopwords - named


def _place_words(places: Iterable[Place]) -> Iterator[str]:
    for place in places:
        for name in (place.name, place.name_as_written, place.city, place.admin1, place.admin2):
            yield from _words(name or "")


def _sources(mentions: Sequence[Mention], most: int) -> tuple[Source, ...]:
    """Return the article that told it first and the newest ones."""
    told = list({mention.article_id: mention for mention in mentions}.values())
    kept = told if len(told) <= most else [told[0], *told[1 - most :]]
    return tuple(Source(m.article_id, m.signature, m.published_at) for m in kept)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _agents(mentions: Iterable[Mention]) -> Iterable[str]:
    for mention in mentions:
        for actor in mention.actors:
            if actor.role == "agent":
                yield from _words(actor.name)


def _ranges(
    mentions: Iterable[Mention], kind: str, rules: Rules
) -> tuple[tuple[float, float], ...]:
    figures = [getattr(mention.casualties, kind) for mention in mentions]
    factor = rules.weights.open_figure_factor
    return tuple(sorted({bounds(figure, factor) for figure in figures if is_told(figure)}))


def _is_set_apart(mention: Mention, rules: Rules) -> bool:
    """Look at the first word and just before the trigger: "a second victim" sets nothing apart."""
    before = mention.quote[: max(0, mention.trigger_start - mention.char_start)]
    words = _WORD.findall(before.casefold())
    near = {0, *range(max(0, len(words) - WORDS_BEFORE_TRIGGER), len(words))}
    apart = (at for at in near if at < len(words) and words[at] in rules.apart)
    return not all(_is_counted(words, at) for at in apart)


def _is_counted(words: Sequence[str], at: int) -> bool:
    """Whether an ordinal counts what was told: "it was the second such attack in a week"."""
    return words[max(0, at - 1) : at] == ["the"] and not _BEING.isdisjoint(
        words[max(0, at - 4) : at]
    )
