"""PersonCount of a sentence, and those of them who are told twice: by name and by what they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from streams.extract.casualties.numbers import Count
from streams.extract.document.sentence import Sentence

MAX_AGE_DIGITS = 4

_LISTED = frozenset({",", "and"})


@dataclass(frozen=True, slots=True)
class PersonCount:
    """A count of people at words ``start`` to ``end`` (one past), with the noun for them.

    ``part``: they are among others told before ("five, two of them children").
    """

    start: int
    end: int
    count: Count
    group: str | None
    part: bool = False


def apposed(s: Sentence, people: Sequence[PersonCount]) -> list[PersonCount]:
    """Join those who are told twice: "a student, Karim Haddad,", "two men, A, 43, and B, 30,"."""
    found: list[PersonCount] = []
    at = 0
    while at < len(people):
        one, last = people[at], at
        while last + 1 < len(people) and _renames(s, one, people[at : last + 2]):
            last += 1
        end = people[last].end
        found.append(
            one if last == at else replace(one, end=end, group=_name_of(people[at : last + 1]))
        )
        at = last + 1
    return found


def _renames(s: Sentence, one: PersonCount, told: Sequence[PersonCount]) -> bool:
    """Whether the last of those told is the first again, by name or by what they are."""
    last, before = told[-1], told[-2]
    if last.count.best != 1 or one.start == last.start:
        return False
    gap = s.lower[before.end : last.start]
    if one.count.best == 1:
        return len(told) == 2 and gap == [","] and _is_named(one) != _is_named(last)
    many = one.count.best or 0
    listed = not without_ages(gap) or _LISTED.issuperset(without_ages(gap))
    return _is_named(last) and len(told) <= many + 1 and listed


def _is_named(people: PersonCount) -> bool:
    return people.group is not None and people.group[0].isupper()


def _name_of(told: Sequence[PersonCount]) -> str | None:
    """Return the group of people told in apposition: the full name of one, else the noun."""
    if told[0].count.best != 1:
        return told[0].group
    return next((p.group for p in told if _is_named(p)), told[0].group)


def without_ages(gap: Sequence[str]) -> list[str]:
    """Return the words between two names without ages: "A, 24, and B, 27"."""
    kept = [word for word in gap if not (word.isdigit() and len(word) < MAX_AGE_DIGITS)]
    return [word for at, word in enumerate(kept) if word != "," or kept[at - 1 : at] != [","]]
