"""Resolves all toponyms of an article together, in a few rounds of mutual support."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas import Toponym
from streams.geocode.context import Anchor, Context
from streams.geocode.gazetteer import Gazetteer
from streams.geocode.group import DEMONYM, Group, group_toponyms
from streams.geocode.home import Home
from streams.geocode.names import key_of
from streams.geocode.rating import Reading, context_features, own_features, peers_of, rate
from streams.geocode.raw import read_list

ROUNDS = 3
"""Belief settles after two rounds in nearly all articles; one more is cheap."""
KEPT = 10
"""Readings of a name that stay after the first round."""
WITNESSES = 3
"""Readings of a name that count as context for the others."""
OUTLET_SHARE = 0.5
"""Belief that a story of an outlet plays where its name says, besides what the text says."""
THRESHOLD = 0.4
"""Least probability of a reading that is given as an answer."""
NOT_PLACES = frozenset(read_list("not_places.txt"))


@dataclass(slots=True)
class Sense:
    """What a group means: its readings, best first. Demonyms speak for a country, but are none."""

    group: Group
    readings: list[Reading]

    @property
    def answer(self) -> Reading | None:
        """The best reading, if it is likely enough and names a place."""
        if not self.readings:
            return None
        best = self.readings[0]
        named = best.match.kind != "demonym" or self.group.hint == DEMONYM
        return best if named and best.probability >= THRESHOLD else None


def senses_of(
    gazetteer: Gazetteer, toponyms: Sequence[Toponym], home: Home | None = None
) -> tuple[list[Sense], list[int]]:
    """Return the sense of each group and, for each toponym, the index of its sense.

    ``home`` is the outlet's: a country and the place that it is named after, weak hints.
    After the groups of the article, the last sense may be that of the outlet's own place.
    """
    groups, of = group_toponyms(toponyms)
    _add_outlet(groups, home)
    senses = [Sense(group, _first_readings(gazetteer, group, home)) for group in groups]
    for turn in range(ROUNDS):
        context = Context(groups, [_anchors(sense) for sense in senses])
        for sense in senses:
            _rate_again(sense, context, None if turn else KEPT)
    return senses, of


def _add_outlet(groups: list[Group], home: Home | None) -> None:
    """Mark the name that the outlet is named after, or add it as a group of no toponym."""
    if home is None or home.name is None:
        return
    key = key_of(home.name)
    named = [group for group in groups if key_of(group.name) == key]
    for group in named:
        group.at_home = True
    if not named:
        groups.append(Group(home.name, at_home=True))


def _first_readings(gazetteer: Gazetteer, group: Group, home: Home | None) -> list[Reading]:
    if group.members and key_of(group.name) in NOT_PLACES:
        return []
    matches = gazetteer.matches(group.name)
    country = home.country if home else None
    if group.hint == DEMONYM:
        matches = tuple(match for match in matches if match.kind == "demonym") or matches
    if not group.members and country:
        matches = tuple(match for match in matches if match.entry.country == country)
    peers = peers_of(matches)
    readings = []
    for match in matches:
        own = rate(own_features(match, group, peers, country))
        readings.append(Reading(match, own, own))
    return sorted(readings, key=_by_score)


def _rate_again(sense: Sense, context: Context, kept: int | None) -> None:
    group = sense.group
    held = any(context.containment(group, reading.match.entry)[0] for reading in sense.readings)
    for reading in sense.readings:
        reading.score = reading.own + rate(context_features(reading.match, group, context, held))
    sense.readings.sort(key=_by_score)
    if kept is not None:
        del sense.readings[kept:]


def _by_score(reading: Reading) -> tuple[float, str]:
    return -reading.score, reading.match.entry.id


def _anchors(sense: Sense) -> list[Anchor]:
    """Return the likeliest readings; their belief adds up to at most that of the best one."""
    likely = [reading for reading in sense.readings[:WITNESSES] if reading.probability > 0.05]
    total = sum(reading.probability for reading in likely)
    if not total:
        return []
    best = likely[0].probability * (1.0 if sense.group.members else OUTLET_SHARE)
    return [Anchor(item.match.entry, best * item.probability / total) for item in likely]
