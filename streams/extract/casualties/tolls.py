"""The number that a toll has come to: "the toll … has risen to six after a second blast"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from streams.extract.casualties.apposition import PersonCount
from streams.extract.casualties.numbers import Count, NumberReader
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.phrases import rows

REACH = 20
"""Words behind a toll within which its number stands; cause and place often stand between."""
FAR = 36
"""The same before a "to", which tells it best: where the blow fell may be told at length."""
NEAR = 8
"""The same where no word such as "to" tells that the number is the toll."""

_OPENERS = frozenset(
    {
        *("to", "at", "is", "was", "of", "hit", "hits", "reach", "reaches", "reached", "reaching"),
        *("passed", "passes", "surpassed", "exceeded", "exceeds", "topped", "tops", "crossed"),
    }
)
_RISING = frozenset({"go", "goes", "gone", "went", "shot", "crept", "moved", "climbed", "jumped"})
_STEPS = frozenset({"by", "from"})
_THE = frozenset({"the", "its", "official", "confirmed", "overall", "total"})
_THINGS = frozenset({"NOUN", "SYM", "NUM"})
_TIMES = frozenset({"overnight", "today", "yesterday", "late", "early"})
_MONTHS = frozenset(row[0] for row in rows("vocabulary/time_words.tsv") if row[1] == "MONTH")
_PERIODS = frozenset({"year", "month", "war", "conflict", "since", "season", "decade"})
_PERIOD_REACH = 6


class TollReader:
    """Reads the number of a toll, also where no noun of people stands behind it."""

    def __init__(self) -> None:
        self._numbers = NumberReader()

    def read(
        self, s: Sentence, span: tuple[int, int], people: Sequence[PersonCount], *, told: bool
    ) -> list[PersonCount]:
        """Return the number of the toll at words ``span``, as a list of one, or none.

        ``told``: only a number that a word such as "to" ties to the toll.
        """
        start, end = span
        found = [p for p in people if end <= p.start <= end + REACH]
        tied = list(self._tied(s, span, {p.start: p for p in found}))
        before = list(self._ahead(s, start))
        near = [] if told else [p for p in found if p.start <= end + NEAR]
        return [*tied, *before, *near][:1]

    def _tied(
        self, s: Sentence, span: tuple[int, int], people: Mapping[int, PersonCount]
    ) -> Iterator[PersonCount]:
        """Yield the numbers behind a toll that count people, or nothing that is said."""
        for count in self._numbers.find(s.lower):
            reach = FAR if s.lower[count.start - 1] == "to" else REACH
            if not span[1] < count.start <= span[1] + reach:
                continue
            before, own = s.lower[count.start - 1], people.get(count.start)
            if before in _RISING and s.lower[count.start] == "up":
                # "Has gone up to 33" is no "as many as".
                yield PersonCount(count.start, count.end, exact(count), None)
                continue
            if own is None and _counts_things(s, count):
                continue
            if before in _OPENERS:
                yield own or PersonCount(count.start, count.end, count, None)
            elif before in _STEPS and "to" in s.lower[count.start : count.end]:
                # "from 40 to 57" is no range here.
                last = replace(count, low=count.high, best=count.high)
                yield PersonCount(count.start, count.end, last, None)

    def _ahead(self, s: Sentence, start: int) -> Iterator[PersonCount]:
        """Yield the number of "brought to nine the toll"."""
        for count in self._numbers.find(s.lower):
            gap = s.lower[count.end : start]
            if count.end < start and _THE.issuperset(gap) and s.lower[count.start - 1] == "to":
                yield PersonCount(count.start, count.end, count, None)


def exact(count: Count) -> Count:
    """Return a count without the range that its wording leaves open."""
    return replace(count, low=count.best, high=count.best)


def is_of_period(s: Sentence, span: tuple[int, int]) -> bool:
    """Whether a toll is of a time, not of a happening: "the death toll this year"."""
    around = s.lower[max(0, span[0] - _PERIOD_REACH) : span[1] + _PERIOD_REACH]
    return not _PERIODS.isdisjoint(around)


def _counts_things(s: Sentence, count: Count) -> bool:
    """Whether a number may belong to a noun behind it: "to 57 percent"."""
    if count.end >= len(s):
        return False
    if s.lower[count.end] in _MONTHS:
        return True
    if s.parse is None:
        return s.lower[count.end][0].isalnum()
    last = count.end - 1
    head = s.parse.heads[last] if s.parse.deps[last] == "nummod" else last
    behind = [at for at in (count.end, head) if at > last and s.lower[at] not in _TIMES]
    return any(s.parse.pos[at] in _THINGS for at in behind)
