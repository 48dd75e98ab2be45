"""How similar the articles of two profiles are: the evidence beyond their sentences.

Two outlets rarely word a sentence alike, and a follow-up weeks later dates it otherwise; but the
names of the dead, their ages, the street and the rare words of a story recur.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from schemas.mention import ArticleSignature
from streams.deduplicate.evidence.profile import ComparedArticle, Profile
from streams.deduplicate.evidence.signature_cache import cached_by_signature
from streams.deduplicate.settings import MergeSettings

REMEMBERED_PAIRS = 2048
"""Pairs of articles whose likeness is remembered; each keeps two signatures of some 9 KB alive."""


@dataclass(frozen=True)
class ArticleSimilarity:
    """How similar two sets of articles are, in each respect by the pair that is most so."""

    text: float = 0.0
    """TF-IDF cosine of the words, 0 to 1."""
    rarest: float = 0.0
    """What the rarest shared word adds to the cosine."""
    names: float = 0.0
    """Shared names of two words, each by its rarity; 1 is one name that nobody else has."""
    ages_shared: int = 0
    ages_known: bool = False
    """Whether both give ages."""
    days: int = 0
    """Days between publications, of the nearest pair."""
    span: int = 0
    """Days between publications, of the pair furthest apart."""
    place_told: bool = False
    """Whether an article of one side names the place of the other."""

    def is_high(self, settings: MergeSettings) -> bool:
        """Return whether it outweighs a different date or an unknown place."""
        return self.text >= settings.similar_text or self.names >= settings.similar_names

    def identifies(self, settings: MergeSettings) -> bool:
        """Return whether the same people are named: no date or place then rules it out."""
        return (
            self.names >= settings.identifying_names
            and self.text >= settings.similar_text
            and (self.ages_shared > 0 or not self.ages_known)
        )


NO_SIMILARITY = ArticleSimilarity()
"""There are no two articles to compare."""


def article_similarity(one: Profile, other: Profile) -> ArticleSimilarity:
    """Compare every article of one with every article of the other, but none with itself."""
    pairs = [
        (a, b)
        for a, b in product(one.compared, other.compared)
        if a.article_id not in other.articles and b.article_id not in one.articles
    ]
    if not pairs:
        return NO_SIMILARITY
    gaps = [abs((a.published_at - b.published_at).days) for a, b in pairs]
    place_words = one.place_words & other.place_words
    alike = [_alike(a.signature, b.signature, place_words) for a, b in pairs]
    ages, other_ages = _ages(a for a, _ in pairs), _ages(b for _, b in pairs)
    return ArticleSimilarity(
        text=max(total for total, _, _ in alike),
        rarest=max(rarest for _, rarest, _ in alike),
        names=max(names for _, _, names in alike),
        ages_shared=len(ages & other_ages),
        ages_known=bool(ages and other_ages),
        days=min(gaps),
        span=max(gaps),
        place_told=any(_tells(b, one.place_names) for _, b in pairs)
        or any(_tells(a, other.place_names) for a, _ in pairs),
    )


def _tells(article: ComparedArticle, places: Iterable[frozenset[str]]) -> bool:
    """Return whether the name of one of the places is among the distinctive words of an article."""
    return any(name <= article.signature.terms.keys() for name in places)


@cached_by_signature(REMEMBERED_PAIRS)
def _alike(
    one: ArticleSignature, other: ArticleSignature, place_words: frozenset[str]
) -> tuple[float, float, float]:
    """Return the cosine, the most that a single word adds to it, and the shared names.

    Words of places that both sides have are left out: they recur in every story from there. Each
    mention of an article meets the same events, hence the cache.
    """
    shared = [
        weight * other.terms[word]
        for word, weight in one.terms.items()
        if word in other.terms and word not in place_words
    ]
    return sum(shared), max(shared, default=0.0), _shared_names(one, other, place_words)


def _shared_names(
    one: ArticleSignature, other: ArticleSignature, place_words: frozenset[str]
) -> float:
    return sum(
        rarity
        for name, rarity in one.names.items()
        if name in other.names and place_words.isdisjoint(name.split())
    )


def _ages(articles: Iterable[ComparedArticle]) -> frozenset[int]:
    return frozenset(age for article in articles for age in article.signature.ages)
