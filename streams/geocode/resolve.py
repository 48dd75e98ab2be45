"""Resolves all toponyms of an article together, in a few rounds of mutual support."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas import Toponym
from streams.geocode.context import Anchor, Context
from streams.geocode.gazetteer import Gazetteer
from streams.geocode.group import Group, group_toponyms
from streams.geocode.names import key_of
from streams.geocode.rating import Reading, context_features, own_features, peers_of, rate
from streams.geocode.raw import read_list

ROUNDS = 3
"""Belief settles after two rounds in nearly all articles; one more is cheap."""
KEPT = 10
"""Readings of a name that stay after the first round."""
WITNESSES = 3
"""Readings of a name that count as context for the others."""
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
        sure = best.probability >= THRESHOLD and best.match.kind != "demonym"
        return best if sure else None


def senses_of(
    gazetteer: Gazetteer, toponyms: Sequence[Toponym], home: str | None = None
) -> tuple[list[Sense], list[int]]:
    """Return the sense of each group and, for each toponym, the index of its sense.

    ``home`` is the ISO alpha-2 country of the outlet, a weak hint.
    """
    groups, of = group_toponyms(toponyms)
    senses = [Sense(group, _first_readings(gazetteer, group, home)) for group in groups]
    for turn in range(ROUNDS):
        context = Context(groups, [_anchors(sense) for sense in senses])
        for sense in senses:
            _rate_again(sense, context, None if turn else KEPT)
    return senses, of


def _first_readings(gazetteer: Gazetteer, group: Group, home: str | None) -> list[Reading]:
    if key_of(group.name) in NOT_PLACES:
        return []
    matches = gazetteer.matches(group.name)
    peers = peers_of(matches)
    readings = []
    for match in matches:
        own = rate(own_features(match, group, peers, home))
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
    best = likely[0].probability
    return [Anchor(item.match.entry, best * item.probability / total) for item in likely]
