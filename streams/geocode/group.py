"""Toponyms of an article that share a name: they have one sense between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas import Toponym
from streams.geocode.names import key_of

SPLITTING_HINTS = ("admin1", "admin2", "country", "crossing", "facility")
"""Classes that part a name: "Aleppo province" is not "Aleppo", one article may have both."""


@dataclass(slots=True, eq=False)
class Group:
    """One name in one sense: its toponyms, and what the text says of any of them.

    ``contains`` says that the text puts something in it, ``at_home`` that the outlet is named
    after it. A group without members stands for the outlet.
    """

    name: str
    members: list[int] = field(default_factory=list)
    cue: bool = False
    hint: str | None = None
    within: set[int] = field(default_factory=set)
    contains: bool = False
    at_home: bool = False


def group_toponyms(toponyms: Sequence[Toponym]) -> tuple[list[Group], list[int]]:
    """Return the groups of an article and, for each toponym, the index of its group."""
    groups: list[Group] = []
    index: dict[tuple[str, str | None], int] = {}
    of: list[int] = []
    for number, toponym in enumerate(toponyms):
        splitting = toponym.feature_hint if toponym.feature_hint in SPLITTING_HINTS else None
        key = (key_of(toponym.name), splitting)
        if key not in index:
            index[key] = len(groups)
            groups.append(Group(toponym.name))
        group = groups[index[key]]
        group.members.append(number)
        group.cue = group.cue or toponym.cue is not None
        group.hint = group.hint or toponym.feature_hint
        of.append(index[key])
    for number, toponym in enumerate(toponyms):
        if toponym.within is not None and toponym.within < len(of):
            container = of[toponym.within]
            if container != of[number]:
                groups[of[number]].within.add(container)
                groups[container].contains = True
    return groups, of
