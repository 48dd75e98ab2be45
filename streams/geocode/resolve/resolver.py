"""Resolves all toponyms of an article together, in a few rounds of mutual support."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from schemas import Toponym
from streams.geocode.gazetteer.entry import Entry, contains
from streams.geocode.gazetteer.name_keys import key_of
from streams.geocode.gazetteer.outlets import Home
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.resolve.context import ArticleContext
from streams.geocode.resolve.group import DEMONYM, Group, group_toponyms
from streams.geocode.resolve.model import MODEL, Model, shares
from streams.geocode.resolve.neighbours import Anchor
from streams.geocode.resolve.rating import (
    KNOWN_CITY_PEOPLE,
    ToponymCandidate,
    context_features,
    own_features,
    peers_of,
    unrivalled,
)
from streams.geocode.resolve.seats import favour_seat
from streams.geodesy import distance_km
from streams.rules.table import WordList

ROUNDS = 3
"""Belief settles after two rounds in nearly all articles; one more is cheap."""
KEPT = 10
"""Readings of a name that stay after the first round."""
WITNESSES = 3
"""Readings of a name that count as context for the others."""
LEAST_WITNESS = 0.05
"""Probability from which a reading counts as context."""
OUTLET_SHARE = 0.5
"""Belief that a story of an outlet plays where its name says, besides what the text says."""
SAME_KM = 25.0
"""Distance up to which a town and the area of its name are one place to whoever reads of it."""
MOST_BELIEF = 0.999
"""Most that readings of one place add up to."""
KNOWN_LEAD = 2.0
"""How far a known city and its divisions lead any other reading to be the answer, if the text says
that the name is a place: talks are held in countries that the rest of the story is far from."""
NOT_PLACES = WordList("geocode/resolve", "not_places.txt").entries()


@dataclass(slots=True)
class Sense:
    """What a group means: its readings, best first. Demonyms speak for a country, but are none."""

    group: Group
    readings: list[ToponymCandidate]

    @property
    def is_told_home(self) -> bool:
        """Whether it is the city of an outlet, told by ``outlets.tsv`` and so beyond doubt."""
        return not self.group.members and self.group.division is not None

    def answer(self, threshold: float) -> ToponymCandidate | None:
        """Return the best reading, if it is likely enough and names a place."""
        if not self.readings:
            return None
        best = self.readings[0]
        if self.is_told_home:
            return best
        named = best.match.kind != "demonym" or self.group.hint == DEMONYM
        return best if named and best.probability >= threshold else None

    def told(self, threshold: float, countries: Collection[str | None]) -> ToponymCandidate | None:
        """Return the best reading of what must be a place, in one of the countries.

        It must be one by name, not by sound alone, and hold most of what all readings are believed.
        """
        best = self.likeliest(threshold)
        if best is None or best.match.kind == "sound" or best.match.entry.country not in countries:
            return None
        return best if 2 * best.probability >= sum(r.probability for r in self.readings) else None

    def likeliest(self, threshold: float) -> ToponymCandidate | None:
        """Return the best reading of a name that is known to be a place, peoples included."""
        best = self.readings[0] if self.readings else None
        return best if best and best.probability >= threshold else None


def senses_of(
    gazetteer: Gazetteer,
    toponyms: Sequence[Toponym],
    home: Home | None = None,
    model: Model = MODEL,
    *,
    given: bool = False,
) -> tuple[list[Sense], list[int]]:
    """Return the sense of each group and, for each toponym, the index of its sense.

    ``home`` is the outlet's: a country and the place that it is named after, weak hints. Names
    that are ``given`` as places may be any word.
    After the groups of the article, the last sense may be that of the outlet's own place.
    """
    groups, of = group_toponyms(toponyms)
    _add_outlet(groups, home)
    barred = frozenset() if given else NOT_PLACES
    named = [group for group in groups if not group.members or key_of(group.name) not in barred]
    readings = {id(g): _first_readings(gazetteer, g, home, model) for g in named}
    senses = [Sense(group, readings.get(id(group), [])) for group in groups]
    holders = {number for group in groups for number in group.within}
    for turn in range(ROUNDS):
        context = ArticleContext(groups, [_anchors(sense) for sense in senses])
        for number, sense in enumerate(senses):
            _rate_again(sense, context, model, holds_others=number in holders)
            if not turn:
                del sense.readings[KEPT:]
    for sense in senses:
        _trust_known_city(sense, model.threshold)
        _pool_guises(sense)
    return senses, of


def _pool_guises(sense: Sense) -> None:
    """Give the best reading the belief in all readings of about the same place.

    A town, its district and its province share their name and the belief in it; that they are
    several must not leave the name without an answer.
    """
    if not sense.readings:
        return
    best, *others = sense.readings
    guises = (one.probability for one in others if _is_guise(one.match.entry, best.match.entry))
    best.probability = min(MOST_BELIEF, best.probability + sum(guises))


def _is_guise(one: Entry, other: Entry) -> bool:
    if one.country != other.country or "country" in (one.feature_class, other.feature_class):
        return False
    if one.admin1_code == other.admin1_code and distance_km(one, other) <= SAME_KM:
        return True
    return contains(one, other) or contains(other, one)


def _trust_known_city(sense: Sense, threshold: float) -> None:
    """Raise the best reading of a cued name to the threshold if it is a known city, unrivalled."""
    if not sense.readings or not sense.group.cue:
        return
    best = sense.readings[0]
    city = best.match.entry
    known = city.feature_class == "city" and city.population >= KNOWN_CITY_PEOPLE
    if not known or best.match.kind != "main" or best.match.part is not None:
        return
    own = rival = 0.0
    for reading in sense.readings:
        if reading.match.entry.admin1_code == city.admin1_code:
            own += reading.probability
        else:
            rival = max(rival, reading.probability)
    if own >= KNOWN_LEAD * rival:
        best.probability = max(best.probability, threshold)


def _add_outlet(groups: list[Group], home: Home | None) -> None:
    """Mark the name that the outlet is named after, or add it as a group of no toponym."""
    if home is None or home.name is None:
        return
    key = key_of(home.name)
    named = [group for group in groups if key_of(group.name) == key]
    for group in named:
        group.at_home, group.division = True, home.division
    if not named:
        groups.append(Group(home.name, at_home=True, division=home.division))


def _first_readings(
    gazetteer: Gazetteer, group: Group, home: Home | None, model: Model
) -> list[ToponymCandidate]:
    matches = gazetteer.matches(group.name)
    country = home.country if home else None
    if group.hint == DEMONYM:
        matches = tuple(match for match in matches if match.kind == "demonym") or matches
    if not group.members and country:
        matches = tuple(match for match in matches if match.entry.country == country)
    if not group.members and group.division:
        matches = tuple(match for match in matches if match.entry.admin1_code == group.division)
    peers = peers_of(matches)
    readings = []
    for match in matches:
        own = own_features(match, group, peers, country)
        base = model.rate(own)
        readings.append(ToponymCandidate(match, own, base, base))
    return _believed(readings)


def _rate_again(sense: Sense, context: ArticleContext, model: Model, *, holds_others: bool) -> None:
    group = sense.group
    held = any(context.containment(group, reading.match.entry)[0] for reading in sense.readings)
    entries = [reading.match.entry for reading in sense.readings]
    single = unrivalled(entries) if group.cue else frozenset()
    for reading in sense.readings:
        alone = reading.match.entry.country in single
        reading.context = context_features(reading.match, group, context, held=held, alone=alone)
        reading.score = reading.base + model.rate(reading.context)
    favour_seat(sense.readings, group.hint, holds_others=holds_others)
    _believed(sense.readings)


def _believed(readings: list[ToponymCandidate]) -> list[ToponymCandidate]:
    """Sort readings by their score, and share belief among them."""
    readings.sort(key=_by_score)
    for reading, share in zip(readings, shares([one.score for one in readings]), strict=True):
        reading.probability = share
    return readings


def _by_score(reading: ToponymCandidate) -> tuple[float, str]:
    return -reading.score, reading.match.entry.id


def _anchors(sense: Sense) -> list[Anchor]:
    """Return the likeliest readings with their belief, half of it for the outlet's own place."""
    if sense.is_told_home:
        return [Anchor(one.match.entry, OUTLET_SHARE) for one in sense.readings[:1]]
    likely = [one for one in sense.readings[:WITNESSES] if one.probability > LEAST_WITNESS]
    share = 1.0 if sense.group.members else OUTLET_SHARE
    return [Anchor(one.match.entry, share * one.probability) for one in likely]
