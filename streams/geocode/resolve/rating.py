"""What the name, the text and the map say of a candidate: the features of the model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import NamedTuple

from streams.geocode.gazetteer.entry import Entry, Match
from streams.geocode.gazetteer.name_keys import key_of, sound_of, without_class
from streams.geocode.resolve.containers import Holding
from streams.geocode.resolve.context import ArticleContext
from streams.geocode.resolve.group import NameGroup
from streams.geocode.resolve.model import Features, ToponymCandidate
from streams.geocode.tables import hints
from streams.geodesy import distance_km

MOST_PEOPLE_LOG10 = 7.0
"""Ten million people: a larger city is no better known."""
SUPPLEMENT_PEOPLE = 30_000
"""A district or crossing of the supplement is as well known as a town of this size."""
VILLAGE_PEOPLE = 30
"""People that a place counts as at least: most villages' numbers are not known. With this many, the
only place of a name in a country in play is just likely enough behind a locative word."""
KNOWN_CITY_PEOPLE = 100_000
"""A name without a hint means a city of this size, not the division that is named after it."""
LARGEST_LOG10 = 2.0
"""Powers of ten above a known city from which a city is no larger in effect: ten million people."""
APART_KM = 50.0
"""Distance from which two places of a name in one country are rivals, not a town and its area."""
DWARFED = 0.25
"""Share of the people of the largest place of a name in its country below which one is no rival."""
MUCH_LESS_KNOWN = 0.15
"""Difference in fame from the best known candidate beyond which one is overshadowed by it."""
LONE = 0.99
"""Share of the people of all places of a name from which a city is the only one that counts."""
SHORT_NAME = 4
"""Letters of an alternate name up to which it is more often a word or a given name: "Sam"."""
_WIDE_NAMES = ("country", "region", "water")
_SUPPLEMENT = ("district", "crossing", "facility", "region", "water")
_WIDE = ("country", "admin1", "region", "water")


def fame(match: Match) -> float:
    """Return how well known an entry is by its population, from 0 to 1 on a logarithmic scale."""
    entry = match.entry
    own = entry.feature_class in _SUPPLEMENT and not entry.id.startswith("geonames:")
    people = max(entry.population, SUPPLEMENT_PEOPLE if own else VILLAGE_PEOPLE)
    return min(1.0, log10(people + 1) / MOST_PEOPLE_LOG10)


def people_of(own: Features) -> float:
    """Return the people by which a candidate with these features is known: a seat's district's."""
    return 10 ** (own["population"] * MOST_PEOPLE_LOG10)


@dataclass(frozen=True, slots=True)
class Peers:
    """What the candidates of a name say of each other: is one only the area of a known city?"""

    exact_fame: float
    city_divisions: frozenset[str | None]
    n_exact: int
    has_city: bool
    has_admin1: bool
    seats: Mapping[str, float]
    """Fame of the second-level division of the same name that a town lies in, by the town's id."""
    lone_city: str | None


def _largeness(match: Match) -> float:
    """Return how far a city is above 100,000 people, as 0 to 1 for up to ten million."""
    entry = match.entry
    if entry.feature_class != "city" or entry.population <= KNOWN_CITY_PEOPLE:
        return 0.0
    return min(1.0, log10(entry.population / KNOWN_CITY_PEOPLE) / LARGEST_LOG10)


def peers_of(matches: Sequence[Match]) -> Peers:
    """Return what the candidates of a name say of each other."""
    exact = [match for match in matches if match.kind in ("main", "alternate")]
    return Peers(
        exact_fame=max((fame(match) for match in exact), default=0.0),
        city_divisions=frozenset(
            match.entry.admin1_code
            for match in exact
            if match.entry.feature_class == "city" and match.entry.population >= KNOWN_CITY_PEOPLE
        ),
        n_exact=len(exact),
        has_city=any(match.entry.feature_class == "city" for match in exact),
        has_admin1=any(match.entry.feature_class == "admin1" for match in exact),
        lone_city=_lone_city(exact),
        seats=_seats(exact),
    )


def _seats(exact: Sequence[Match]) -> dict[str, float]:
    """Return the town that the only district of its name is named after: "Jenin", "Chibok".

    It must dwarf the other towns of the name. A name that many districts have, as counties do, says
    nothing.
    """
    areas = [one for one in exact if one.entry.feature_class == "admin2"]
    if len(areas) != 1:
        return {}
    area = areas[0].entry
    inside = [
        one.entry
        for one in exact
        if one.entry.feature_class == "city"
        and one.entry.country == area.country
        and distance_km(one.entry, area) <= area.radius_km
    ]
    town = max(inside, key=lambda entry: entry.population, default=None)
    if town is None:
        return {}
    others = (
        one.entry.population
        for one in exact
        if one.entry.feature_class == "city" and one.entry.id != town.id
    )
    dwarfs = max(others, default=0) <= DWARFED * town.population
    return {town.id: fame(areas[0])} if dwarfs else {}


def _lone_city(exact: Sequence[Match]) -> str | None:
    """Return the id of a known city beside which nobody lives in other places of its name."""
    settled = [one for one in exact if one.entry.feature_class in ("city", "district")]
    if not settled or any(one.entry.feature_class in _WIDE_NAMES for one in exact):
        return None
    largest = max(settled, key=lambda one: one.entry.population)
    people = sum(one.entry.population for one in settled)
    lone = largest.kind == "main" and largest.entry.population >= max(
        LONE * people, KNOWN_CITY_PEOPLE
    )
    return largest.entry.id if lone else None


def own_features(match: Match, group: NameGroup, peers: Peers, home: str | None) -> Features:
    """Return the features that need no other place: the name, the words around it, the fame.

    Args:
        match: the candidate.
        group: its name, with what the text says of it.
        peers: what the candidates of the name say of each other.
        home: ISO alpha-2 country of the outlet.
    """
    entry = match.entry
    seat = peers.seats.get(entry.id, 0.0) if group.cue else 0.0
    known = max(fame(match), seat)
    hint = "admin2" if _says_admin2(group.name, match) else match.feature_class or group.hint
    if hint == "country" and match.feature_class is None and peers.has_admin1:
        hint = None
    hinted = _hint_features(hint, entry.feature_class)
    bare = entry.feature_class == "admin2" and "hint_match" not in hinted
    namesake = entry.feature_class in ("admin1", "admin2") and "hint_match" not in hinted
    features = {
        "bias": 1.0,
        "population": known,
        "large_city": _largeness(match),
        "alternate": float(match.kind == "alternate"),
        "obscure_alternate": (1 - known) * (match.kind == "alternate"),
        "sound": float(match.kind == "sound"),
        "sound_despite": peers.exact_fame * (match.kind == "sound"),
        "namesake": float(namesake and entry.admin1_code in peers.city_divisions),
        "overshadowed": max(0.0, peers.exact_fame - known - MUCH_LESS_KNOWN),
        "only": float(peers.n_exact == 1 and match.kind in ("main", "alternate") and group.cue),
        "part": float(match.part is not None),
        "seat": float(seat > 0.0),
        "lone_city": float(entry.id == peers.lone_city),
        "short_alternate": float(match.kind == "alternate" and _is_short(group.name)),
        "cue": float(group.cue),
        **hinted,
        "misnamed": float(match.feature_class is not None and "hint_clash" in hinted),
        "unsaid": float(bare and peers.has_city),
        "at_home": float(_is_home(group, entry)),
        "home": float(home is not None and entry.country == home),
    }
    if entry.feature_class != "city":
        features[entry.feature_class] = 1.0
    if entry.feature_class in _SUPPLEMENT:
        features["supplement"] = 1.0
    return features


def _is_short(written: str) -> bool:
    """Return whether a name has few letters, and is no abbreviation such as "D.C."."""
    return len(key_of(written)) <= SHORT_NAME and not written.isupper()


def is_usual(match: Match, written: str) -> bool:
    """Return whether a name is the usual one of its entry, a transcription or the head of that.

    "Baiji" is Bayjī, "Tuz" is Tuz Khurmatu.
    """
    if match.kind == "main":
        return True
    key, usual = key_of(written), key_of(match.entry.name)
    sound = sound_of(key)
    alike = sound is not None and sound == sound_of(usual)
    return match.kind == "alternate" and (alike or usual.startswith(f"{key} "))


def _is_home(group: NameGroup, entry: Entry) -> bool:
    """Return whether an entry may be the city that the outlet is named after or in."""
    there = group.division is None or entry.admin1_code == group.division
    return group.at_home and there and entry.feature_class == "city"


def _says_admin2(written: str, match: Match) -> bool:
    """Return whether the name as written says itself that it is one: "Riley County"."""
    name = match.entry.name
    if match.entry.feature_class != "admin2" or without_class(name) == name:
        return False
    return key_of(written) == key_of(name)


def _hint_features(hint: str | None, feature_class: str) -> Features:
    rule = hints().get(hint) if hint else None
    if rule is None:
        return {}
    if feature_class in rule.fits:
        return {"hint_match": 1.0}
    return {} if feature_class in rule.allows else {"hint_clash": 1.0}


def unrivalled(entries: Sequence[Entry]) -> frozenset[str | None]:
    """Return the countries in which a name means one place, or one that dwarfs all others."""
    points = [entry for entry in entries if entry.feature_class not in _WIDE]
    largest: dict[str | None, Entry] = {}
    for entry in points:
        held = largest.setdefault(entry.country, entry)
        if entry.population > held.population:
            largest[entry.country] = entry
    contested = {one.country for one in points if _rivals(one, largest[one.country])}
    return frozenset(entry.country for entry in entries if entry.country not in contested)


def _rivals(one: Entry, largest: Entry) -> bool:
    dwarfed = one.population < DWARFED * largest.population
    return not dwarfed and distance_km(one, largest) > APART_KM


class Told(NamedTuple):
    """What the text itself says of where a candidate is.

    ``inside`` and ``outside`` are the belief that the container which it names holds the candidate,
    and that not; ``held`` says whether it holds any candidate of the name: if it holds none, the
    text was perhaps misread, and lying outside of it weighs less. ``near`` is the support of the
    places that are said to be near, ``nearest`` the largest such support of a candidate.
    """

    inside: float
    outside: float
    held: bool
    near: float
    nearest: float


def context_features(
    candidate: ToponymCandidate,
    group: NameGroup,
    context: ArticleContext,
    holding: Holding,
    *,
    told: Told,
    alone: bool,
) -> Features:
    """Return the features that the other places of the article give, each from 0 to 1.

    Args:
        candidate: the candidate, with its own features.
        group: its name, with what the text says of it.
        context: the other names of the article.
        holding: which entries hold the names that the text puts into this one.
        told: what the text says of where it is.
        alone: whether the name means no other place of the entry's country that counts.
    """
    match, entry, known = candidate.match, candidate.match.entry, candidate.own["population"]
    country = context.share_of_country(group, entry)
    wide = entry.feature_class in _WIDE
    others = context.has_others(group)
    near = 0.0 if wide else context.nearness(group, entry)
    admin1 = context.share_of_admin1(group, entry)
    built = group.hint == "facility" and entry.feature_class == "city" and not match.feature_class
    return {
        "same_country": country,
        "alone_there": country * float(alone and group.cue and entry.feature_class != "country"),
        "other_country": float(others and entry.country is not None) * (1 - country),
        "same_admin1": admin1,
        "alike": context.alike(group, entry),
        "near": near,
        "told_near": told.near,
        "told_afar": told.nearest - told.near,
        "built_afar": float(built) * (1 - max(told.inside, near, admin1)),
        "far": 0.0 if wide or country else float(others) * (1 - known),
        "inside": told.inside,
        "outside" if told.held else "unheld": told.outside,
        "holds": holding.holds(entry),
        "holds_none": holding.holds_none(entry),
    }
