"""What tells an article from all others: its rarest telling words, names of two words, ages."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

from models import read_model_rows
from schemas.mention import ArticleSignature
from streams.extract.article.sketch import sketch_of

MAX_TERMS = 64
"""Telling words kept of an article: from there on more of them tell copies no better apart."""
MAX_NAMES = 24
MAX_CHARACTERS = 20_000
"""How much of an article is read for its gist; longer ones are collections of many stories."""
NAME_RARITY = 0.6
"""A pair of capitalised words is a telling name when its rarer word is at least this rare, of 1."""
DIGITS = 3

_WORD = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")
_AGE = re.compile(r"\b(\d{1,2})[- ]years?[- ]old\b|, (?:aged? )?(\d{1,2})(?=,)")


@dataclass(frozen=True)
class Rarity:
    """In how many of how many documents each word stands."""

    documents: int
    frequency: Mapping[str, int]

    def of(self, word: str) -> float:
        """Return log((1 + N) / (1 + df)), the inverse document frequency of a word."""
        return log((1 + self.documents) / (1 + self.frequency.get(word, 0)))

    @property
    def highest(self) -> float:
        """Return the rarity of a word that no document has."""
        return log(1 + self.documents)


@lru_cache(maxsize=1)
def installed_rarity() -> Rarity:
    """Return the counts of ``document_frequencies.tsv``."""
    counted = {
        word: int(number) for word, number in read_model_rows("extract/en/document_frequencies.tsv")
    }
    return Rarity(counted.pop("*"), counted)


def signature_of(title: str | None, sentences: Sequence[str], rarity: Rarity) -> ArticleSignature:
    """Return the gist of an article from its title and its sentences without furniture."""
    text = ". ".join([*([title] if title else []), *sentences])[:MAX_CHARACTERS]
    words = tokens(text)
    sketch, shingles = sketch_of(" ".join(sentences))
    return ArticleSignature(
        terms=_terms([word.lower() for word in words], rarity),
        names=_names(words, rarity),
        ages=tuple(sorted({int(one or two) for one, two in _AGE.findall(text)})),
        sketch=sketch,
        shingles=shingles,
    )


def tokens(text: str) -> list[str]:
    """Return the words and numbers of a text, hyphenated ones whole, without a genitive s."""
    found = (word.removesuffix("'s").removesuffix("\u2019s") for word in _WORD.findall(text))
    return [word for word in found if len(word) > 1]


def _terms(words: Sequence[str], rarity: Rarity) -> dict[str, float]:
    """Weigh words by (1 + log tf) · idf, divide by the whole length, keep the heaviest."""
    weights = {word: (1 + log(n)) * rarity.of(word) for word, n in Counter(words).items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MAX_TERMS]
    return {word: round(weight / length, DIGITS) for word, weight in heaviest}


def _names(words: Sequence[str], rarity: Rarity) -> dict[str, float]:
    """Return pairs of capitalised words; a text in capitals has none that can be told."""
    if sum(word.isupper() for word in words) > len(words) / 2:
        return {}
    pairs = Counter(
        (one.lower(), two.lower())
        for one, two in pairwise(words)
        if one[0].isupper() and two[0].isupper()
    )
    rare = {pair: max(map(rarity.of, pair)) / rarity.highest for pair in pairs}
    telling = [pair for pair in pairs if rare[pair] >= NAME_RARITY]
    telling.sort(key=lambda pair: (-pairs[pair], -rare[pair], pair))
    return {" ".join(pair): round(rare[pair], DIGITS) for pair in telling[:MAX_NAMES]}
