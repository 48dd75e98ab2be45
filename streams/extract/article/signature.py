"""The signature of an article: its rarest words, names of two words, ages, and a sketch.

The sketch tells copies that were cut or edited. It holds the smallest hash values of the text's
word shingles (bottom-k, Cohen and Kaplan, PODC 2007): from two of them follows how much of the
shorter text stands in the longer one.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt
from struct import pack

from models import read_model_rows
from schemas.mention import SKETCH_VALUES, ArticleSignature
from streams.rules.table import model_path

MAX_TERMS = 64
"""Rare words kept of an article: more of them tell articles no better apart."""
MAX_NAMES = 24
"""Names kept of an article: a long report has some twenty people, streets and venues."""
MAX_CHARACTERS = 20_000
"""How much of an article is read for words and names; a longer one is a collection of stories."""
NAME_RARITY = 0.6
"""Rarity (0-1) that one of two capitalised words needs to be a name that tells articles apart."""
DIGITS = 3
"""Decimals of a weight: a signature travels with each mention."""
SHINGLE = 4
"""Words in a shingle; two reporters share few of these, a reporter and a copy most."""

_WORD = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")
_SHINGLE_WORD = re.compile(r"\w{1,40}")
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
    rows = read_model_rows(model_path("document_frequencies.tsv"))
    counted = {word: int(number) for word, number in rows}
    return Rarity(counted.pop("*"), counted)


def signature_of(title: str | None, sentences: Sequence[str], rarity: Rarity) -> ArticleSignature:
    """Return the signature of an article from its title and its sentences without furniture."""
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
    """Return pairs of capitalised words; a text in capitals has none."""
    if sum(word.isupper() for word in words) > len(words) / 2:
        return {}
    pairs = Counter(
        (one.lower(), two.lower())
        for one, two in pairwise(words)
        if one[0].isupper() and two[0].isupper()
    )
    rare = {pair: max(map(rarity.of, pair)) / rarity.highest for pair in pairs}
    kept = [pair for pair in pairs if rare[pair] >= NAME_RARITY]
    kept.sort(key=lambda pair: (-pairs[pair], -rare[pair], pair))
    return {" ".join(pair): round(rare[pair], DIGITS) for pair in kept[:MAX_NAMES]}


def sketch_of(text: str) -> tuple[str, int]:
    """Return the sketch of a text, base64 of unsigned 32-bit values, and its number of shingles."""
    words = _SHINGLE_WORD.findall(text.lower())
    width = min(SHINGLE, len(words))
    shingles = {" ".join(words[at : at + width]) for at in range(len(words) - width + 1)}
    values = sorted({_hash(shingle) for shingle in shingles if shingle})[:SKETCH_VALUES]
    return base64.b64encode(pack(f"<{len(values)}I", *values)).decode(), len(shingles)


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=4).digest(), "little")
