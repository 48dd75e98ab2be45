"""What the other names of an article say of one: countries in play, neighbours, containers."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import exp

from streams.geocode.gazetteer.entry import Entry, contains
from streams.geocode.gazetteer.name_keys import key_of
from streams.geocode.resolve.group import NameGroup
from streams.geocode.resolve.neighbours import BEYOND_DEGREES, Neighbours, SupportingPlace
from streams.geodesy import KM_PER_DEGREE, distance_km

NEAR_KM = 60.0
"""Distance at which a neighbour's support is 1/e: the places of a story lie together."""
ENOUGH = 1.0
"""Belief in other places that makes a country fully in play: one certain place."""
DILUTION = 0.15
"""How fast a country recedes as others fill the article: one of seven equal ones counts half."""
TEMPERATE = 60.0
"""Latitude up to which a degree of longitude is at least half as long as on the equator."""
ACROSS = 2.2
"""Degrees of longitude there for one of distance: two, and what the shorter way of the great circle
takes off."""
LEAST_BELIEF = 1e-9
"""Less than this is left over from rounding."""

Beliefs = Mapping[str, tuple[float, Mapping[int, float]]]
_NOTHING: tuple[float, Mapping[int, float]] = (0.0, {})
_VAST = ("country", "region", "water", "admin1")
"""Classes that are no neighbours of a place: how near it is to their middle says nothing."""


class ArticleContext:
    """Belief in the places of all names, and what follows from it for any one of them."""

    def __init__(
        self, groups: Sequence[NameGroup], supports: Sequence[Sequence[SupportingPlace]]
    ) -> None:
        self._number = {id(group): number for number, group in enumerate(groups)}
        self._groups, self._supports = groups, supports
        self._own = [sum(place.belief for place in places) for places in supports]
        self._meaning: dict[str, list[int]] = defaultdict(list)
        for number, places in enumerate(supports):
            for place in places:
                self._meaning[place.entry.id].append(number)
        self._countries, self._total = _beliefs(supports, lambda entry: entry.country)
        self._points = Neighbours(
            [
                (number, place)
                for number, places in enumerate(supports)
                for place in places
                if place.entry.feature_class not in _VAST
            ]
        )
        self._divisions, _ = _beliefs(supports, lambda entry: entry.admin1_code)

    def has_others(self, group: NameGroup) -> bool:
        """Return whether any other name of the article is likely to be a place."""
        return self._other_belief(group) > ENOUGH / 2

    def share_of_country(self, group: NameGroup, entry: Entry) -> float:
        """Return how much of an entry's country is in play beside this group."""
        return self._share(self._countries, group, entry.country)

    def share_of_admin1(self, group: NameGroup, entry: Entry) -> float:
        """Return how much of an entry's first-level division is in play beside this group.

        A city under another name says nothing: "Mexico" is not Mexico City for being beside it.
        """
        same = sum(
            place.belief
            for number in self._meaning.get(entry.id, ())
            if self._is_other_name(number, group)
            for place in self._supports[number]
            if place.entry.id == entry.id
        )
        return self._share(self._divisions, group, entry.admin1_code, same)

    def _is_other_name(self, number: int, group: NameGroup) -> bool:
        return key_of(self._groups[number].name) != key_of(group.name)

    def nearness(self, group: NameGroup, entry: Entry) -> float:
        """Return the support of the nearest likely places that are points, from 0 to 1."""
        own = self._number[id(group)]
        best = 0.0
        for number, place in self._points.of(entry):
            belief, other = place.belief, place.entry
            if number == own or belief <= best or _is_beyond(entry, other):
                continue
            if other.id == entry.id and self._is_other_name(number, group):
                continue
            best = max(best, belief * _closeness(entry, other))
        return best

    def told_near(self, group: NameGroup, entry: Entry) -> float:
        """Return the support of the places that the text says to be near, from 0 to 1.

        These are places, as it says so: belief in their candidates counts by its share. Else "Rome,
        near Utica" would take Utica for no place, as it lies in another country than Rome.
        """
        best = 0.0
        if entry.feature_class in _VAST:
            return best
        for number in group.near:
            total = self._own[number]
            for place in self._supports[number]:
                if place.entry.id != entry.id and place.entry.feature_class not in _VAST:
                    best = max(best, place.belief / total * _closeness(entry, place.entry))
        return best

    def containment(self, group: NameGroup, entry: Entry) -> tuple[float, float]:
        """Return the belief that the container named in the text holds the entry, and that not."""
        inside = outside = 0.0
        for container in group.within:
            for place in self._supports[container]:
                if contains(place.entry, entry):
                    inside = max(inside, place.belief)
                else:
                    outside = max(outside, place.belief)
        return (inside, 0.0) if inside >= outside else (0.0, outside)

    def alike(self, group: NameGroup, entry: Entry) -> float:
        """Return the belief that a name beside it in a list is of the same kind and country."""
        best = 0.0
        for number in group.beside:
            for place in self._supports[number]:
                same = place.entry.feature_class == entry.feature_class
                if same and (
                    entry.feature_class == "country" or place.entry.country == entry.country
                ):
                    best = max(best, place.belief)
        return best

    def holders(self, group: NameGroup) -> list[SupportingPlace]:
        """Return what the containers that the text names for a name may mean."""
        return [place for number in group.within for place in self._supports[number]]

    def _other_belief(self, group: NameGroup) -> float:
        return self._total - self._own[self._number[id(group)]]

    def _share(
        self, beliefs: Beliefs, group: NameGroup, code: str | None, same: float = 0.0
    ) -> float:
        if code is None:
            return 0.0
        total, by_group = beliefs.get(code, _NOTHING)
        others = total - by_group.get(self._number[id(group)], 0.0) - same
        if others <= LEAST_BELIEF:
            return 0.0
        prominence = others / (others + DILUTION * self._other_belief(group))
        return min(1.0, others / ENOUGH) * prominence


def _beliefs(
    supports: Sequence[Sequence[SupportingPlace]], code_of: Callable[[Entry], str | None]
) -> tuple[Beliefs, float]:
    """Return the belief in each code, in all and by group, and the belief in everything."""
    by_code: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    total = 0.0
    for number, places in enumerate(supports):
        for place in places:
            total += place.belief
            code = code_of(place.entry)
            if code is not None:
                by_code[code][number] += place.belief
    return {code: (sum(beliefs.values()), beliefs) for code, beliefs in by_code.items()}, total


def _closeness(entry: Entry, other: Entry) -> float:
    """Return how near an entry is to another place, or to its edge: from 0 to 1."""
    gap = max(0.0, distance_km(entry, other) - other.radius_km)
    return exp(-gap / NEAR_KM)


def _is_beyond(one: Entry, other: Entry) -> bool:
    """Return, without trigonometry, whether two places are far too far apart to be neighbours."""
    reach = BEYOND_DEGREES + other.radius_km / KM_PER_DEGREE
    if abs(one.lat - other.lat) > reach:
        return True
    across = abs(one.lon - other.lon)
    if min(across, 360 - across) <= ACROSS * reach:
        return False
    return max(abs(one.lat), abs(other.lat)) <= TEMPERATE
