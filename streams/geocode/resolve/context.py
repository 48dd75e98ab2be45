"""What an article's other places say of one: countries in play, neighbours, containers."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import exp

from streams.geocode.gazetteer.entry import Entry, contains
from streams.geocode.resolve.group import Group
from streams.geocode.resolve.neighbours import BEYOND_DEGREES, Anchor, Neighbours
from streams.geodesy import KM_PER_DEGREE, distance_km

NEAR_KM = 60.0
"""Distance at which a neighbour's support is 1/e: the places of a story lie together."""
ENOUGH = 1.0
"""Mass of other places that makes a country fully in play: one sure place."""
DILUTION = 0.15
"""How fast a country recedes as others fill the article: one of seven equal ones counts half."""


LEAST_MASS = 1e-9
"""Less than this is left over from rounding."""

Masses = Mapping[str, tuple[float, Mapping[int, float]]]
_NOTHING: tuple[float, Mapping[int, float]] = (0.0, {})
_VAST = ("country", "region", "water")
"""Classes that are no neighbours of a place."""


class ArticleContext:
    """Belief in the readings of all groups, and what follows from it for any one of them."""

    def __init__(self, groups: Sequence[Group], anchors: Sequence[Sequence[Anchor]]) -> None:
        self._number = {id(group): number for number, group in enumerate(groups)}
        self._anchors = anchors
        self._countries, self._total = _masses(anchors, lambda entry: entry.country)
        self._points = Neighbours(
            [
                (number, anchor)
                for number, readings in enumerate(anchors)
                for anchor in readings
                if anchor.entry.feature_class not in _VAST
            ]
        )
        self._divisions, _ = _masses(anchors, lambda entry: entry.admin1_code)

    def has_others(self, group: Group) -> bool:
        """Tell whether any other name of the article is likely to be a place."""
        return self._other_mass(group) > ENOUGH / 2

    def share_of_country(self, group: Group, country: str | None) -> float:
        """Return how much of a country is in play beside this group."""
        return self._share(self._countries, group, country)

    def share_of_admin1(self, group: Group, code: str | None) -> float:
        """Return how much of a first-level division is in play beside this group."""
        return self._share(self._divisions, group, code)

    def nearness(self, group: Group, entry: Entry) -> float:
        """Return the support of the nearest likely places that are points, from 0 to 1."""
        own = self._number[id(group)]
        best = 0.0
        for number, anchor in self._points.of(entry):
            if number == own or anchor.mass <= best or _is_beyond(entry, anchor.entry):
                continue
            gap = max(0.0, distance_km(entry, anchor.entry) - anchor.entry.radius_km)
            best = max(best, anchor.mass * exp(-gap / NEAR_KM))
        return best

    def containment(self, group: Group, entry: Entry) -> tuple[float, float]:
        """Return the belief that the container named in the text holds the entry, and that not."""
        inside = outside = 0.0
        for container in group.within:
            for anchor in self._anchors[container]:
                if contains(anchor.entry, entry):
                    inside = max(inside, anchor.mass)
                else:
                    outside = max(outside, anchor.mass)
        return (inside, 0.0) if inside >= outside else (0.0, outside)

    def _other_mass(self, group: Group) -> float:
        own = self._number[id(group)]
        return self._total - sum(anchor.mass for anchor in self._anchors[own])

    def _share(self, masses: Masses, group: Group, code: str | None) -> float:
        if code is None:
            return 0.0
        total, by_group = masses.get(code, _NOTHING)
        others = total - by_group.get(self._number[id(group)], 0.0)
        if others <= LEAST_MASS:
            return 0.0
        prominence = others / (others + DILUTION * self._other_mass(group))
        return min(1.0, others / ENOUGH) * prominence


def _masses(
    anchors: Sequence[Sequence[Anchor]], code_of: Callable[[Entry], str | None]
) -> tuple[Masses, float]:
    """Return the belief in each code, in all and by group, and the belief in everything."""
    by_code: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    total = 0.0
    for number, readings in enumerate(anchors):
        for anchor in readings:
            total += anchor.mass
            code = code_of(anchor.entry)
            if code is not None:
                by_code[code][number] += anchor.mass
    return {code: (sum(masses.values()), masses) for code, masses in by_code.items()}, total


def _is_beyond(one: Entry, other: Entry) -> bool:
    """Tell, without trigonometry, that two places are far too far apart to be neighbours."""
    return abs(one.lat - other.lat) > BEYOND_DEGREES + other.radius_km / KM_PER_DEGREE
