"""A town, its county and its province share a name: which of them is meant.

Whether a county is taken for a city, or the other way round, is decided here: after the model has
rated the candidates, scores are swapped (``favour_seat``), pooled (``pool_variants``) or raised
(``trust_known_city``). What the model itself says of them are the features ``namesake``, ``unsaid``
and ``hint_match`` of ``rating``.
"""

from collections.abc import Sequence

from streams.geocode.gazetteer.entry import Entry, contains
from streams.geocode.resolve.model import ToponymCandidate
from streams.geocode.resolve.rating import DWARFED, KNOWN_CITY_PEOPLE, is_usual, people_of
from streams.geodesy import distance_km

SEAT_SHARE = 0.2
"""Share of a division's townspeople from which the town of its name is what a bare name means."""
SETTLEMENT_HINTS = ("city", "town", "village")
"""Hints that never mean a division: "in the town of X"."""
SAME_KM = 25.0
"""Distance up to which a town and the area of its name are one place to a reader."""
MOST_BELIEF = 0.999
"""Most that the belief in the variants of one place adds up to."""
KNOWN_LEAD = 2.0
"""How many times as likely as any other candidate a known city and its divisions must be to be the
answer, if the text says that the name is a place: talks are held in countries that the rest of the
story is far from."""
TOLD_TOWN_PEOPLE = 10_000
"""People of a town that news names without its country, if no other of the name comes near it: in
smaller ones surnames and words are as likely."""
_DIVISIONS = ("admin1", "admin2")


def favour_seat(
    candidates: Sequence[ToponymCandidate], hint: str | None, *, holds_others: bool
) -> None:
    """Swap the scores of the best candidate and its seat, if that is a division and has one.

    The seat is the town of the same name that lies in the division. "In the town of X" is never the
    district of X. Without a hint the weights tell a known city from its division; they have seen
    too few small seats to do so, and these are known by their share of the people. A name that
    ``holds_others`` is left as it is rated.
    """
    best = max(candidates, key=lambda one: one.score, default=None)
    if best is None or best.match.entry.feature_class not in _DIVISIONS:
        return
    settled = hint in SETTLEMENT_HINTS
    if not settled and (hint is not None or holds_others or best.match.feature_class is not None):
        return
    seats = [one for one in candidates if _is_in(one, best) and (settled or _is_chief(one, best))]
    if seats:
        seat = max(seats, key=lambda one: one.score)
        seat.score, best.score = best.score, seat.score


def _is_in(town: ToponymCandidate, division: ToponymCandidate) -> bool:
    """Return whether a candidate is a town in a division, found by a name that fits as well."""
    inner, outer = town.match.entry, division.match.entry
    fits = town.match.kind != "sound" or division.match.kind == "sound"
    return fits and inner.feature_class == "city" and contains(outer, inner)


def _is_chief(town: ToponymCandidate, division: ToponymCandidate) -> bool:
    """Return whether a town too small for the model to know has much of the division's people."""
    people = town.match.entry.population
    of_division = division.match.entry.population
    return 0 < people < KNOWN_CITY_PEOPLE and people >= SEAT_SHARE * of_division


def trust_known_city(
    candidates: Sequence[ToponymCandidate],
    threshold: float,
    *,
    is_place: bool,
    told_town: str | None = None,
) -> None:
    """Raise the best candidate to the threshold if it is a known city without a likely rival.

    ``is_place`` says that the text has a cue that the name is a place. With ``told_town``, the
    name, a town will do that dwarfs all others of that name.
    """
    if not candidates or not is_place:
        return
    best = candidates[0]
    city = best.match.entry
    if city.feature_class != "city" or best.match.part is not None:
        return
    known = city.population >= KNOWN_CITY_PEOPLE and best.match.kind == "main"
    if not known and not (told_town and _dominates(best, candidates, told_town)):
        return
    city_belief = rival_belief = 0.0
    for candidate in candidates:
        if candidate.match.entry.admin1_code == city.admin1_code:
            city_belief += candidate.probability
        else:
            rival_belief = max(rival_belief, candidate.probability)
    if city_belief >= KNOWN_LEAD * rival_belief:
        best.probability = max(best.probability, threshold)


def _dominates(best: ToponymCandidate, candidates: Sequence[ToponymCandidate], name: str) -> bool:
    """Return whether a town is the only one of its name, or dwarfs the others, and so is told of.

    The name must be its usual one, however that is transcribed: other names of a town are too
    often words and people's names.
    """
    town, people = best.match.entry, people_of(best.own)
    if people < TOLD_TOWN_PEOPLE or not is_usual(best.match, name):
        return False
    return all(
        one.match.entry.population <= DWARFED * people or _is_variant(one.match.entry, town)
        for one in candidates
        if one is not best and one.match.kind in ("main", "alternate")
    )


def pool_variants(candidates: Sequence[ToponymCandidate]) -> None:
    """Give the best candidate the belief in all variants of the same place.

    A town, its district and its province share their name and the belief in it; that they are
    several must not leave the name without an answer.
    """
    if not candidates:
        return
    best, *others = candidates
    variants = (one.probability for one in others if _is_variant(one.match.entry, best.match.entry))
    best.probability = min(MOST_BELIEF, best.probability + sum(variants))


def _is_variant(one: Entry, other: Entry) -> bool:
    """Return whether two entries of a name are about the same place."""
    if one.country != other.country or "country" in (one.feature_class, other.feature_class):
        return False
    if one.admin1_code == other.admin1_code and distance_km(one, other) <= SAME_KM:
        return True
    return contains(one, other) or contains(other, one)
