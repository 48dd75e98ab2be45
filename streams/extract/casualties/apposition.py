"""Joins people who are named twice in a row: by what they are, and by name."""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.casualties.numbers import PersonCount
from streams.extract.casualties.tables import WORDS
from streams.extract.document.sentence import Sentence

MAX_AGE_DIGITS = 3
"""Digits of the largest age; a longer number between two names is something else."""


class Appositions:
    """Joins the counts of people who are named twice, so that nobody is counted twice."""

    def __init__(self) -> None:
        self._list_joiners = WORDS["list_joiners"]
        self._item_joiners = self._list_joiners | WORDS["possessives"]
        self._anybody = WORDS["anybody"]

    def join(self, s: Sentence, people: Sequence[PersonCount]) -> list[PersonCount]:
        """Return the people with each apposition as one count, left to right.

        "A student, Karim Haddad," is one; "two men, A, 43, and B, 30," are two.
        """
        found: list[PersonCount] = []
        at = 0
        while at < len(people):
            first, last = people[at], at
            while last + 1 < len(people) and self._renames(s, people[at : last + 2]):
                last += 1
            last = max(last, at + self._itemised(s, people[at:]))
            if last > at:
                joined = people[at : last + 1]
                first = replace(first, end=joined[-1].end, group=_group_of(joined))
            found.append(first)
            at = last + 1
        return found

    def _itemised(self, s: Sentence, people: Sequence[PersonCount]) -> int:
        """Return how many counts behind the first say who it is: "six people, a man and five boys".

        They stand behind a comma and add up to it; what it counts could be anybody.
        """
        whole, left = people[0], people[0].count.best or 0
        if whole.group is not None and whole.group.lower() not in self._anybody:
            return 0
        for number, p in enumerate(people[1:], 1):
            gap = without_ages(s.lower[people[number - 1].end : p.start])
            opens = gap == [","] if number == 1 else self._item_joiners.issuperset(gap)
            if not opens or left < (p.count.best or 0) or p.count.best == whole.count.best:
                return 0
            left -= p.count.best or 0
            if left == 0:
                return number if number > 1 else 0
        return 0

    def _renames(self, s: Sentence, people: Sequence[PersonCount]) -> bool:
        """Whether the last of the people is the first again, by name or by what they are."""
        first, previous, last = people[0], people[-2], people[-1]
        if last.count.best != 1 or first.start == last.start:
            return False
        gap = s.lower[previous.end : last.start]
        if first.count.best == 1:
            return len(people) == 2 and gap == [","] and _is_named(first) != _is_named(last)
        names_at_most = first.count.best or 0
        listed = self._list_joiners.issuperset(without_ages(gap))
        return _is_named(last) and len(people) - 1 <= names_at_most and listed


def _is_named(people: PersonCount) -> bool:
    return people.group is not None and people.group[0].isupper()


def _group_of(joined: Sequence[PersonCount]) -> str | None:
    """Return the group of people in apposition: the full name of one, else the noun."""
    if joined[0].count.best != 1:
        return joined[0].group
    return next((p.group for p in joined if _is_named(p)), joined[0].group)


def without_ages(gap: Sequence[str]) -> list[str]:
    """Return the words between two names without ages: "A, 24, and B, 27"."""
    kept = [word for word in gap if not (word.isdigit() and len(word) <= MAX_AGE_DIGITS)]
    return [word for at, word in enumerate(kept) if word != "," or kept[at - 1 : at] != [","]]
