"""Toponyms of an article that share a name: they have one sense between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from schemas import Toponym
from streams.geocode.gazetteer.name_keys import key_of
from streams.geocode.tables import WORDS

DEMONYM = "demonym"
"""The hint of a name that stands for people: "Syrian", "Texans"."""
SPLITTING_HINTS = ("admin1", "admin2", "country", "crossing", "facility", DEMONYM)
"""Hints that divide a name: "Aleppo province" is not "Aleppo", one article may have both."""


COMMA_GAP = 2
"""Characters between a place and what follows it after a comma."""
LANDMARK_GAP = 24
"""Most characters between a place and its landmark's cue: "X, about 30 kilometers north of"."""


@lru_cache(maxsize=1)
def list_gaps() -> frozenset[int]:
    """Return the characters between the items of a list."""
    return frozenset({COMMA_GAP, *(len(f" {word} ") for word in WORDS["conjunctions"])})


@dataclass(slots=True, eq=False)
class NameGroup:
    """One name in one sense: its toponyms, and what the text says of any of them.

    ``at_home`` says that the outlet is named after it or in it, in the ``division`` if that is
    known. ``beside`` are the names that stand next to it in a list, ``near`` those that the text
    says to be near: "X, outside Y" has both near each other. A group without members stands for
    the outlet.
    """

    name: str
    members: list[int] = field(default_factory=list)
    cue: bool = False
    hint: str | None = None
    within: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    near: set[int] = field(default_factory=set)
    at_home: bool = False
    division: str | None = None


def group_toponyms(toponyms: Sequence[Toponym]) -> tuple[list[NameGroup], list[int]]:
    """Return the groups of an article and, for each toponym, the index of its group."""
    groups: list[NameGroup] = []
    index: dict[tuple[str, str | None, str | None], int] = {}
    of: list[int] = []
    containers = _distinguishing(toponyms)
    for number, toponym in enumerate(toponyms):
        splitting = toponym.feature_hint if toponym.feature_hint in SPLITTING_HINTS else None
        key = (key_of(toponym.name), splitting, containers[number])
        if key not in index:
            index[key] = len(groups)
            groups.append(NameGroup(toponym.name))
        group = groups[index[key]]
        group.members.append(number)
        group.cue = group.cue or toponym.cue is not None
        group.hint = group.hint or toponym.feature_hint
        of.append(index[key])
    _link(groups, of, toponyms)
    return groups, of


def _link(groups: Sequence[NameGroup], of: Sequence[int], toponyms: Sequence[Toponym]) -> None:
    for number, (here, after) in enumerate(pairwise(toponyms)):
        one, other = of[number], of[number + 1]
        listed = after.char_start - here.char_end in list_gaps() and here.char_end > 0
        if one != other and listed and here.within is None:
            groups[one].beside.add(other)
            groups[other].beside.add(one)
        if one != other and is_landmark(here, after):
            groups[one].near.add(other)
            groups[other].near.add(one)
    for number, toponym in enumerate(toponyms):
        if toponym.within is not None and toponym.within < len(of):
            container = of[toponym.within]
            if container != of[number]:
                groups[of[number]].within.add(container)


def is_landmark(here: Toponym, after: Toponym) -> bool:
    """Return whether a name says where the one before it is: "X, near Y", "X, south of Y"."""
    if after.cue not in WORDS["landmark_cues"] or here.sentence != after.sentence:
        return False
    gap = after.char_start - here.char_end - len(after.cue)
    return not here.metonym and 0 < gap <= LANDMARK_GAP


def _distinguishing(toponyms: Sequence[Toponym]) -> list[str | None]:
    """Return the container of each toponym whose name has several, None for the others.

    Of "Portland, Ore." and "Portland, Maine" a bare "Portland" takes that of the one before it, or
    of the first.
    """
    named = [_container(toponym, toponyms) for toponym in toponyms]
    names = [key_of(toponym.name) for toponym in toponyms]
    stated: dict[str, list[str]] = {}
    for name, container in zip(names, named, strict=True):
        if container is not None:
            stated.setdefault(name, []).append(container)
    last = {name: all_[0] for name, all_ in stated.items() if len(set(all_)) > 1}
    containers: list[str | None] = []
    for name, container in zip(names, named, strict=True):
        if name in last:
            last[name] = container or last[name]
        containers.append(last.get(name))
    return containers


def _container(toponym: Toponym, toponyms: Sequence[Toponym]) -> str | None:
    if toponym.within is None or toponym.within >= len(toponyms):
        return None
    return key_of(toponyms[toponym.within].name)
