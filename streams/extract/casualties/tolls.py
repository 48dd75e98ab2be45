"""Reads the number that a toll has reached: "the toll … has risen to six after a second blast"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from streams.extract.casualties.numbers import Count, NumberReader, PersonCount
from streams.extract.casualties.tables import WORDS
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.lexicon import words_of_time

REACH = 20
"""Words from a toll to its number; cause and place often stand between."""
FAR = 36
"""The same for a number behind "to", which marks it best: the event may be described at length."""
NEAR = 8
"""The same where no word such as "to" marks the number as the toll."""
PERIOD_REACH = 6
"""Words around a toll in which "this year" or "since" makes it one of a period."""
_THINGS = frozenset({"NOUN", "SYM", "NUM"})


class TollReader:
    """Reads the number of a toll, also where no noun for people stands behind it."""

    def __init__(self) -> None:
        self._numbers = NumberReader()
        self._before_toll = WORDS["before_toll"]
        self._rising = WORDS["rising"]
        self._steps = WORDS["steps"]
        self._between = WORDS["before_toll_word"]
        self._times = WORDS["toll_times"]
        self._periods = WORDS["periods"]
        self._months = words_of_time("MONTH")

    def read(
        self, s: Sentence, span: tuple[int, int], people: Sequence[PersonCount], *, stated: bool
    ) -> list[PersonCount]:
        """Return the number of the toll at words ``span``, as a list of one, or none.

        ``stated``: only a number that a word such as "to" marks as the toll.
        """
        start, end = span
        behind = [p for p in people if end <= p.start <= end + REACH]
        marked = list(self._marked(s, end, {p.start: p for p in behind}))
        ahead = list(self._ahead(s, start))
        near = [] if stated else [p for p in behind if p.start <= end + NEAR]
        return [*marked, *ahead, *near][:1]

    def is_of_period(self, s: Sentence, span: tuple[int, int]) -> bool:
        """Whether a toll is of a period, not of an event: "the death toll this year"."""
        around = s.lower[max(0, span[0] - PERIOD_REACH) : span[1] + PERIOD_REACH]
        return not self._periods.isdisjoint(around)

    def _marked(
        self, s: Sentence, end: int, people: Mapping[int, PersonCount]
    ) -> Iterator[PersonCount]:
        """Yield the numbers behind a toll that a word such as "to" marks, of people or bare."""
        for count in self._numbers.find(s.lower):
            before, counted = s.lower[count.start - 1], people.get(count.start)
            if not end < count.start <= end + (FAR if before == "to" else REACH):
                continue
            if before in self._rising and s.lower[count.start] == "up":
                # "Has gone up to 33" is not "as many as 33".
                yield PersonCount(count.start, count.end, count.exact(), None)
            elif counted is None and self._counts_things(s, count):
                continue
            elif before in self._before_toll:
                yield counted or PersonCount(count.start, count.end, count, None)
            elif before in self._steps and "to" in s.lower[count.start : count.end]:
                # "Rose from 40 to 57" is a step, not a range.
                last = replace(count, low=count.high, best=count.high)
                yield PersonCount(count.start, count.end, last, None)

    def _ahead(self, s: Sentence, start: int) -> Iterator[PersonCount]:
        """Yield the number of "brought to nine the toll"."""
        for count in self._numbers.find(s.lower):
            gap = s.lower[count.end : start]
            ahead = count.end < start and s.lower[count.start - 1] == "to"
            if ahead and self._between.issuperset(gap):
                yield PersonCount(count.start, count.end, count, None)

    def _counts_things(self, s: Sentence, count: Count) -> bool:
        """Whether a number may belong to a noun behind it: "to 57 percent"."""
        if count.end >= len(s):
            return False
        if s.lower[count.end] in self._months:
            return True
        if s.parse is None:
            return s.lower[count.end][0].isalnum()
        last = count.end - 1
        head = s.parse.heads[last] if s.parse.deps[last] == "nummod" else last
        behind = [at for at in (count.end, head) if at > last and s.lower[at] not in self._times]
        return any(s.parse.pos[at] in _THINGS for at in behind)
