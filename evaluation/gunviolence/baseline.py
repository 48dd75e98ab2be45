"""The baseline of grouping articles: TF-IDF, one pass, a window of seven days.

Each article joins the group with the nearest centre (cosine) of those that got an article in the
last seven days, if it is near enough, else it opens a group. The bound and the document
frequencies are fitted on the articles before 2015.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import log, sqrt

from evaluation.gunviolence.gold import LabelledReport
from evaluation.gunviolence.score import b_cubed
from schemas import Article

WINDOW = timedelta(days=7)
BOUNDS = tuple(step / 20 for step in range(1, 17))
"""Cosines that are tried on the articles before 2015."""
_WORD = re.compile(r"[^\W\d_]{2,}")

Vector = dict[str, float]


@dataclass
class _Group:
    """Articles so far: the sum of their vectors, its length, and the day of the last one."""

    number: int
    last: date
    centre: Vector = field(default_factory=dict)
    length: float = 0.0

    def nearness(self, vector: Vector) -> float:
        """Return the cosine of the centre with a vector of length 1."""
        dot = sum(weight * self.centre.get(word, 0.0) for word, weight in vector.items())
        return dot / self.length if self.length else 0.0

    def add(self, vector: Vector, day: date) -> None:
        """Take an article in."""
        for word, weight in vector.items():
            self.centre[word] = self.centre.get(word, 0.0) + weight
        self.length = sqrt(sum(weight * weight for weight in self.centre.values()))
        self.last = day


class TfIdf:
    """Weights of words: (1 + log tf) · log((1 + N) / (1 + df)), vectors of length 1."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._documents = len(articles)
        self._frequency = Counter(word for one in articles for word in set(_words(one)))

    def vector(self, article: Article) -> Vector:
        """Return the vector of an article, of length 1 (0 for one without words)."""
        counts = Counter(_words(article))
        weights = {word: (1 + log(n)) * self._rarity(word) for word, n in counts.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}

    def _rarity(self, word: str) -> float:
        return log((1 + self._documents) / (1 + self._frequency[word]))


def baseline_groups(
    dev: Sequence[LabelledReport], test: Sequence[LabelledReport]
) -> tuple[list[int], float]:
    """Return the group of each article of ``test`` and the bound that was fitted on ``dev``."""
    weights = TfIdf([one.article for one in dev])
    vectors = [weights.vector(one.article) for one in dev]
    days = [one.article.published_at.date() for one in dev]
    gold = [one.incident.incident for one in dev]
    bound = max(BOUNDS, key=lambda b: b_cubed(gold, single_pass(vectors, days, b)).f1)
    later = [weights.vector(one.article) for one in test]
    return single_pass(later, [one.article.published_at.date() for one in test], bound), bound


def single_pass(vectors: Sequence[Vector], days: Sequence[date], bound: float) -> list[int]:
    """Return the group of each article; articles are in the order of their days."""
    groups: list[_Group] = []
    found = []
    for vector, day in zip(vectors, days, strict=True):
        near = [(g.nearness(vector), -g.number, g) for g in groups if day - g.last <= WINDOW]
        best, _, group = max(near, default=(0.0, 0, None))
        if group is None or best < bound:
            group = _Group(len(groups), day)
            groups.append(group)
        group.add(vector, day)
        found.append(group.number)
    return found


def _words(article: Article) -> list[str]:
    return _WORD.findall(f"{article.title or ''} {article.text}".lower())
