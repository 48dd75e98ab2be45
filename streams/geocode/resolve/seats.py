"""Divisions that give way to their seat: the town of the same name that lies in them."""

from collections.abc import Sequence

from streams.geocode.gazetteer.entry import contains
from streams.geocode.resolve.rating import KNOWN_CITY_PEOPLE, ToponymCandidate

SEAT_SHARE = 0.2
"""Share of a division's townspeople from which the town of its name is what a bare name means."""
SETTLEMENT_HINTS = ("city", "town", "village")
_DIVISIONS = ("admin1", "admin2")


def favour_seat(
    readings: Sequence[ToponymCandidate], hint: str | None, *, holds_others: bool
) -> None:
    """Swap the scores of the best reading and its seat, if that is a division and has one.

    "In the town of X" is never the district of X. Without a hint the weights tell a known city
    from its division; they have seen too few small seats to do so, and these are told by their
    share of the people. A name that ``holds_others`` is left as it is rated.
    """
    best = max(readings, key=lambda one: one.score, default=None)
    if best is None or best.match.entry.feature_class not in _DIVISIONS:
        return
    told = hint in SETTLEMENT_HINTS
    if not told and (hint is not None or holds_others or best.match.feature_class is not None):
        return
    seats = [one for one in readings if _is_in(one, best) and (told or _is_chief(one, best))]
    if seats:
        seat = max(seats, key=lambda one: one.score)
        seat.score, best.score = best.score, seat.score


def _is_in(town: ToponymCandidate, division: ToponymCandidate) -> bool:
    """Tell whether a reading is a town in a division, found by a name that fits as well."""
    inner, outer = town.match.entry, division.match.entry
    fits = town.match.kind != "sound" or division.match.kind == "sound"
    return fits and inner.feature_class == "city" and contains(outer, inner)


def _is_chief(town: ToponymCandidate, division: ToponymCandidate) -> bool:
    people = town.match.entry.population
    all_ = division.match.entry.population
    return 0 < people < KNOWN_CITY_PEOPLE and people >= SEAT_SHARE * all_
