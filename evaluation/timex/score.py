"""Time expressions against the gold ones, as TempEval scored them.

Relaxed: spans that share a character, one to one. Strict: the same span. Value: relaxed, and the
same value as a whole (UzZaman et al. 2013, "SemEval-2013 task 1: TempEval-3").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.counts import Counts
from evaluation.matching import match
from evaluation.sources import overlap
from evaluation.timex.gold import Timex


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
