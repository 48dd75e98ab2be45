"""Containers that the text names beside a place: "Springfield, Ill." and "in Kaduna State".

``with_divisions`` finds them before names are resolved, ``narrowest`` uses them for a name that the
gazetteer lacks.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from schemas import Place, Toponym
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.resolve.group import COMMA_GAP, list_gaps
from streams.geocode.tables import WORDS

LARGE_CITY = 100_000
"""People of a city that is more likely meant than the division of its name."""
SMALL_TOWN = 2_000
"""People of a town from which "Oregon, Ohio" is that town and not two states."""
REACH = 120
"""Characters after an unknown name within which its sentence names the division that it is in."""
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
