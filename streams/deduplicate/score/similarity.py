"""How alike the articles are in which two profiles are told: the evidence beyond their sentences.

Two outlets rarely word a sentence alike, and a follow-up weeks later dates it otherwise; but the
names of the dead, their ages, the street and the rare words of a story come back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from schemas.mention import ArticleSignature
from streams.deduplicate.candidates.profile import Profile, Source
from streams.deduplicate.settings import Weights


@dataclass(frozen=True)
class ArticleSimilarity:
    """The likeness of two sets of articles, each at its best pair."""

    text: float = 0.0
    """TF-IDF cosine of the telling words, 0 to 1."""
    rarest: float = 0.0
    """What the one shared word that tells most adds to the cosine."""
    names: float = 0.0
    """Shared names of two words, each by its rarity; 1 is one name that nobody else has."""
    ages_shared: int = 0
    ages_told: bool = False
    """Whether both tell ages."""
    days: int = 0
    """Days between their publication, of the nearest pair."""
    span: int = 0
    """The same of the pair that is furthest apart."""

    def alike(self, weights: Weights) -> bool:
        """Return whether the articles are so alike that a date or place told otherwise may be."""
        return self.text >= weights.alike_text or self.names >= weights.alike_names


NO_SIMILARITY = ArticleSimilarity()
"""No two articles to compare."""


def article_similarity(one: Profile, other: Profile) -> ArticleSimilarity:
    """Compare every article of one with every article of the other, but none with itself."""
    pairs = [
        (a, b)
        for a, b in product(one.sources, other.sources)
        if a.article_id not in other.articles and b.article_id not in one.articles
    ]
    if not pairs:
        return NO_SIMILARITY
    gaps = [abs((a.published_at - b.published_at).days) for a, b in pairs]
    dull = one.place_words | other.place_words
    likeness = [_cosine(a.signature, b.signature, dull) for a, b in pairs]
    ages, other_ages = _ages(a for a, _ in pairs), _ages(b for _, b in pairs)
    return ArticleSimilarity(
        text=max(total for total, _ in likeness),
        rarest=max(rarest for _, rarest in likeness),
        names=max(_shared_names(a.signature, b.signature, dull) for a, b in pairs),
        ages_shared=len(ages & other_ages),
        ages_told=bool(ages and other_ages),
        days=min(gaps),
        span=max(gaps),
    )


def _cosine(
    one: ArticleSignature, other: ArticleSignature, dull: frozenset[str]
) -> tuple[float, float]:
    """Return the cosine, and the most that a single word adds to it.

    Words of the place's name are left out: they come back in every story from there.
    """
    shared = [
        weight * other.terms[word]
        for word, weight in one.terms.items()
        if word in other.terms and word not in dull
    ]
    return sum(shared), max(shared, default=0.0)


def _shared_names(one: ArticleSignature, other: ArticleSignature, dull: frozenset[str]) -> float:
    return sum(
        rarity
        for name, rarity in one.names.items()
        if name in other.names and dull.isdisjoint(name.split())
    )


def _ages(sources: Iterable[Source]) -> frozenset[int]:
    return frozenset(age for source in sources for age in source.signature.ages)
