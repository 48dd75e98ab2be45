"""Time expressions that extraction reads, and their score as TempEval has it.

Relaxed: spans that share a character, one to one. Strict: the same span. Value: relaxed, and the
same value as a whole (UzZaman et al. 2013, "SemEval-2013 task 1: TempEval-3").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evaluation.measures import Counts, match
from evaluation.sources import overlap
from evaluation.timex.gold import Timex
from schemas import Article
from streams.extract.article.analysis import ArticleAnalyzer
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.time.dates import PublicationClock
from streams.extract.time.timex.expression import TimeAnchors
from streams.extract.time.timex.tagger import Tagger


class GivenTimes:
    """Reads the time expressions of articles with the parts that extraction reads them with."""

    def __init__(self) -> None:
        self._cleaner = Cleaner()
        self._splitter = Splitter()
        self._analyzer = ArticleAnalyzer()
        self._tagger = Tagger()

    def read(self, article: Article) -> list[Timex]:
        """Return the time expressions of an article in text order."""
        anchors = TimeAnchors(PublicationClock(article).today)
        sentences = self._splitter.split(self._cleaner.clean(article.text, article.title))
        return [
            Timex((one.char_start, one.char_end), one.timex.value, one.timex.type)
            for context in self._analyzer.read(article.text, sentences).contexts
            for one in self._tagger.find(context.sentence, anchors)
        ]


@lru_cache(maxsize=1)
def given_times() -> GivenTimes:
    """Return the reader of this process."""
    return GivenTimes()


@dataclass(frozen=True)
class TimexOutcome:
    """One document: pairs of gold and given expressions, what was missed, what was made up."""

    pairs: tuple[tuple[Timex, Timex], ...]
    missed: tuple[Timex, ...]
    surplus: tuple[Timex, ...]

    @property
    def counts(self) -> Mapping[str, Counts]:
        """Counts by ``span`` (relaxed), ``strict`` and ``value``."""
        given, wanted = len(self.pairs) + len(self.surplus), len(self.pairs) + len(self.missed)
        same_span = sum(gold.span == told.span for gold, told in self.pairs)
        same_value = sum(gold.value == told.value for gold, told in self.pairs)
        return {
            "span": Counts(len(self.pairs), given, wanted),
            "strict": Counts(same_span, given, wanted),
            "value": Counts(same_value, given, wanted),
        }


def compare(gold: Sequence[Timex], given: Sequence[Timex]) -> TimexOutcome:
    """Match expressions one to one; the same span is taken before one that only overlaps."""
    edges = [
        sorted(
            (at for at, told in enumerate(given) if overlap(one.span, told.span)),
            key=lambda at: (given[at].span != one.span, at),
        )
        for one in gold
    ]
    pairs = match(edges, range(len(gold)))
    taken = set(pairs.values())
    return TimexOutcome(
        tuple((gold[left], given[right]) for left, right in sorted(pairs.items())),
        tuple(one for at, one in enumerate(gold) if at not in pairs),
        tuple(one for at, one in enumerate(given) if at not in taken),
    )
