"""Whether a place is the one that a name means, and the scores of a text that follow.

A place is right within 161 km (100 miles) of the gold point, the usual bound of geoparsing
(Gritta et al. 2018, "What's missing in geographical parsing?"). Of areas the point says little:
a country is right by its code, other areas by their name in the same country.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evaluation.geoparsing.gold import GoldName, GoldPlace
from evaluation.measures import Counts, match
from evaluation.sources import overlap
from evaluation.system import GazetteerPoint
from streams.geocode.gazetteer.name_keys import key_of
from streams.geodesy import great_circle_km

WITHIN_KM = 161.0
"""100 miles, the usual distance of the field (accuracy@161)."""

Cause = Literal["right", "not in the gazetteer", "unresolved", "wrong country", "wrong place"]


@dataclass(frozen=True)
class ScoredSpan:
    """A name that the system found, and where it says that it is."""

    start: int
    end: int
    name: str
    spot: GazetteerPoint | None


@dataclass(frozen=True)
class EndToEnd:
    """One text end to end: the counts, what was missed, and what was given wrongly."""

    counts: Counts
    missed: tuple[GoldName, ...]
    wrong: tuple[ScoredSpan, ...]


def is_right(gold: GoldPlace, spot: GazetteerPoint) -> bool:
    """Whether a place is the one meant."""
    if spot.id == f"geonames:{gold.id}":
        return True
    if gold.is_country:
        return spot.feature_class == "country" and spot.country == gold.country
    if great_circle_km(gold.lat, gold.lon, spot.lat, spot.lon) <= WITHIN_KM:
        return True
    same_country = spot.country == gold.country
    return gold.is_area and same_country and key_of(spot.name) == key_of(gold.name)


def end_to_end(gold: Sequence[GoldName], found: Sequence[ScoredSpan]) -> EndToEnd:
    """Match names with coordinates one to one: spans that overlap, places that are right.

    A found name without a place is no answer; one that overlaps only names to which the
    annotators gave no coordinates is neither right nor wrong.
    """
    wanted = [name for name in gold if name.place is not None]
    without = [(name.start, name.end) for name in gold if name.place is None]
    answers = [one for one in found if one.spot is not None]
    edges = [[at for at, one in enumerate(answers) if _fits(name, one)] for name in wanted]
    pairs = match(edges, range(len(wanted)))
    taken = set(pairs.values())
    left = [one for at, one in enumerate(answers) if at not in taken]
    wrong = tuple(one for one in left if _is_judged(one, wanted, without))
    missed = tuple(name for at, name in enumerate(wanted) if at not in pairs)
    return EndToEnd(Counts(len(pairs), len(pairs) + len(wrong), len(wanted)), missed, wrong)


def judge(
    gold: GoldPlace, spot: GazetteerPoint | None, readings: Sequence[GazetteerPoint]
) -> Cause:
    """Say whether a gold name was resolved rightly, and if not, why."""
    if spot is not None and is_right(gold, spot):
        return "right"
    if not any(is_right(gold, reading) for reading in readings):
        return "not in the gazetteer"
    if spot is None:
        return "unresolved"
    return "wrong place" if spot.country == gold.country else "wrong country"


def country_right(gold: GoldPlace, spot: GazetteerPoint | None) -> bool:
    """Whether the country is right; what lies in none must be given none."""
    return spot is not None and spot.country == gold.country


def _fits(name: GoldName, one: ScoredSpan) -> bool:
    assert name.place is not None
    assert one.spot is not None
    spans = overlap((name.start, name.end), (one.start, one.end))
    return spans and is_right(name.place, one.spot)


def _is_judged(
    one: ScoredSpan, wanted: Sequence[GoldName], without: Sequence[tuple[int, int]]
) -> bool:
    span = (one.start, one.end)
    if any(overlap(span, (name.start, name.end)) for name in wanted):
        return True
    return not any(overlap(span, other) for other in without)
