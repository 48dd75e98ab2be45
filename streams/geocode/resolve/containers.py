"""Containers that the text names beside a place: "Springfield, Ill." and "in Kaduna State".

``with_divisions`` finds them before names are resolved, ``narrowest`` uses them for a name that the
gazetteer lacks. ``Holding`` says which meaning of a container holds what the text puts into it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from schemas import Place, Toponym
from streams.geocode.gazetteer.entry import Entry, contains
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.resolve.group import COMMA_GAP, list_gaps
from streams.geocode.resolve.model import ToponymCandidate
from streams.geocode.tables import WORDS

LARGE_CITY = 100_000
"""People of a city that is more likely meant than the division of its name."""
SMALL_TOWN = 2_000
"""People of a town from which "Oregon, Ohio" is that town and not two states."""
REACH = 120
"""Characters after an unknown name within which its sentence names the division that it is in."""
_EXACT = ("main", "alternate")
"""Kinds of names by which a place is held: no people, and nothing alike in sound."""
_NARROW = ("admin2", "admin1")
_WIDE = ("country", "region")


def with_divisions(gazetteer: Gazetteer, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return toponyms with the division that follows each after a comma as its container.

    Newspapers shorten states; the dot that ends the abbreviation may be taken for the sentence's.
    """
    made = list(toponyms)
    for at in range(1, len(made)):
        before, here = made[at - 1], made[at]
        if not _follows(before, here) or before.metonym:
            continue
        outer = _division(gazetteer, here.name)
        if outer is None or _is_list(gazetteer, made, at, outer):
            continue
        made[at] = here.model_copy(update={"name": outer.written, "feature_hint": None})
        if before.within is None:
            made[at - 1] = before.model_copy(update={"within": at})
    return made


def _follows(before: Toponym, here: Toponym) -> bool:
    """Return whether there is room for a comma between two names, and for the word of a county."""
    gap = here.char_start - before.char_end
    return gap == COMMA_GAP or (before.feature_hint == "admin2" and gap in _county_gaps())


@lru_cache(maxsize=1)
def _county_gaps() -> frozenset[int]:
    """Return the characters between a county and its division: "Orange County, Calif."."""
    return frozenset(COMMA_GAP + len(f" {word}") for word in WORDS["county_words"])


class _Division(NamedTuple):
    """A division or country as it is written, and the countries that it may be in."""

    written: str
    countries: frozenset[str | None]


def _division(gazetteer: Gazetteer, name: str) -> _Division | None:
    """Return a division or country as it is written, "Ill" as "Ill."; None for another name."""
    for written in (name, f"{name}."):
        countries = frozenset(
            match.entry.country
            for match in gazetteer.matches(written, fuzzy=False)
            if match.kind in ("main", "abbreviation")
            and match.entry.feature_class in ("admin1", "country")
        )
        if countries:
            return _Division(written, countries)
    return None


def _is_list(gazetteer: Gazetteer, toponyms: Sequence[Toponym], at: int, outer: _Division) -> bool:
    """Return whether two names are items of a list, such as "Palmyra, Hama and Idlib".

    "Washington, Oregon" is one, "Portland, Ore." is not.
    """
    if outer.written.endswith(".") or outer.written.isupper():
        return False
    after = toponyms[at + 1].char_start - toponyms[at].char_end if at + 1 < len(toponyms) else 0
    if after in list_gaps() or _is_city(gazetteer, outer):
        return True
    first = _division(gazetteer, toponyms[at - 1].name)
    if first is None or not first.countries & outer.countries:
        return False
    before = toponyms[at - 1].char_start - toponyms[at - 2].char_end if at > 1 else 0
    return before in list_gaps() or not _has_town(gazetteer, outer, toponyms[at - 1].name)


def _has_town(gazetteer: Gazetteer, outer: _Division, name: str) -> bool:
    """Return whether a division has a town of a name: "Oregon, Ohio" is one, no two states."""
    divisions = _divisions(gazetteer, outer.written)
    return any(
        match.kind == "main"
        and match.entry.feature_class == "city"
        and match.entry.population >= SMALL_TOWN
        and match.entry.admin1_code in divisions
        for match in gazetteer.matches(name, fuzzy=False)
    )


def _divisions(gazetteer: Gazetteer, written: str) -> frozenset[str | None]:
    return frozenset(
        match.entry.admin1_code
        for match in gazetteer.matches(written, fuzzy=False)
        if match.kind in ("main", "abbreviation") and match.entry.feature_class == "admin1"
    )


def _is_city(gazetteer: Gazetteer, outer: _Division) -> bool:
    """Return whether a large city of the same country has the division's name."""
    return any(
        match.entry.feature_class == "city"
        and match.entry.population >= LARGE_CITY
        and match.entry.country in outer.countries
        for match in gazetteer.matches(outer.written, fuzzy=False)
    )


def narrowest(
    number: int, toponyms: Sequence[Toponym], places: Sequence[Place | None]
) -> Place | None:
    """Return the smallest known place that the text names around an unknown one.

    "In Quor, in Nigeria's Kaduna State" has Quor and Kaduna in Nigeria: Kaduna is nearer.
    """
    here = toponyms[number]
    container, seen = here.within, {number}
    while container is not None and container < len(places) and container not in seen:
        place = places[container]
        if place is not None:
            return _sibling(number, container, toponyms, places) or place
        seen.add(container)
        container = toponyms[container].within
    return None


def _sibling(
    number: int, container: int, toponyms: Sequence[Toponym], places: Sequence[Place | None]
) -> Place | None:
    """Return a division in the same wide container that the sentence names after the place."""
    outer, start = places[container], toponyms[number].char_end
    if outer is None or outer.feature_class not in _WIDE:
        return None
    for feature in _NARROW:
        for toponym, place in zip(toponyms, places, strict=True):
            if (
                place is not None
                and place.feature_class == feature
                and toponym.within == container
                and 0 <= toponym.char_start - start <= REACH
            ):
                return place
    return None


class Holding:
    """What the names within a name say of its candidates.

    There is a Rome in the state of Georgia and none in the country, so that "Rome, Georgia" tells
    both which Rome and which Georgia.

    Args:
        candidates: those of the container's name.
        inner: those of each name that the text puts into it.
    """

    def __init__(
        self,
        candidates: Sequence[ToponymCandidate] = (),
        inner: Sequence[Sequence[ToponymCandidate]] = (),
    ) -> None:
        self._inner = [
            [one.match.entry for one in names if one.match.kind in _EXACT] for names in inner
        ]
        self._share = {
            one.match.entry.id: self._share_of(one.match.entry) for one in candidates if self._inner
        }
        self._best = max(self._share.values(), default=0.0)

    def holds(self, entry: Entry) -> float:
        """Return the share of the inner names of which a place lies in an entry."""
        return self._share.get(entry.id, 0.0)

    def holds_none(self, entry: Entry) -> float:
        """Return how much more of them another candidate holds."""
        return self._best - self.holds(entry)

    def _share_of(self, entry: Entry) -> float:
        held = sum(any(contains(entry, inner) for inner in names) for names in self._inner)
        return held / len(self._inner)
