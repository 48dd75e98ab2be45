"""Credit for each slot: 1 right, 0.5 half right, 0 wrong, as MUC-4 scored them.

Chinchor, "MUC-4 evaluation metrics" (1992): recall is (right + half of partial) / wanted,
precision the same over what was given.
"""

from collections.abc import Sequence

from evaluation.data import rows
from evaluation.measures import Counts, match
from evaluation.muc4.answer import Answer
from evaluation.muc4.template import Entity, Interval, Levels, Template
from streams.geocode.gazetteer.name_keys import key_of

HALF = 0.5
"""What a partly right answer earns, as in the scoring of MUC-4."""
GENERAL = "ATTACK"
"""The incident type of which the others are special cases: half right for them, and they for it."""
SLOTS = ("type", "date", "country", "location", "perpetrator", "target")
WHOLE = ("type", "date", "location", "perpetrator", "target")
"""Slots of ``all``: the place once, at its finest level."""
COUNTRY_LEVEL = ("type", "date", "country")
"""Slots of ``country_level``: what happened, when, and in which country."""
_EMPTY_WORDS = frozenset(row[0] for row in rows("muc4_empty_words.txt"))


def slot_counts(template: Template, answer: Answer) -> dict[str, Counts]:
    """Return the counts of each slot of a pair that was matched."""
    place = int(answer.country is not None or bool(answer.finest))
    return {
        "type": Counts(type_credit(template.types, answer.type), 1, 1),
        "date": Counts(date_credit(template.dates, answer.when), 1, int(bool(template.dates))),
        "country": Counts(
            country_credit(template.places, answer), place, int(bool(template.places))
        ),
        "location": Counts(
            place_credit(template.places, answer), place, int(bool(template.places))
        ),
        "perpetrator": entity_counts(template.perpetrators, answer.perpetrators),
        "target": entity_counts(template.targets, answer.targets),
    }


def wanted_counts(template: Template) -> dict[str, Counts]:
    """Return the counts of a template that no answer was matched to."""
    return {
        "type": Counts(wanted=1),
        "date": Counts(wanted=int(bool(template.dates))),
        "country": Counts(wanted=int(bool(template.places))),
        "location": Counts(wanted=int(bool(template.places))),
        "perpetrator": Counts(wanted=_needed(template.perpetrators)),
        "target": Counts(wanted=_needed(template.targets)),
    }


def given_counts(answer: Answer) -> dict[str, Counts]:
    """Return the counts of an answer that no template was matched to."""
    return {
        "type": Counts(given=1),
        "date": Counts(given=1),
        "country": Counts(given=int(answer.country is not None or bool(answer.finest))),
        "location": Counts(given=int(answer.country is not None or bool(answer.finest))),
        "perpetrator": Counts(given=len(answer.perpetrators)),
        "target": Counts(given=len(answer.targets)),
    }


def type_credit(wanted: Sequence[str], given: str) -> float:
    """Return the credit of an incident type."""
    if given in wanted:
        return 1.0
    return HALF if given == GENERAL or GENERAL in wanted else 0.0


def date_credit(wanted: Sequence[Interval], given: Interval) -> float:
    """Return 1 for the same interval, a half for one that shares a day, of the best alternative."""
    if given in wanted:
        return 1.0
    return HALF if any(_overlap(one, given) for one in wanted) else 0.0


def place_credit(wanted: Sequence[Levels], answer: Answer) -> float:
    """Return 1 for the finest place of an alternative in its country, a half for the country."""
    return max((_path_credit(path, answer) for path in wanted), default=0.0)


def country_credit(wanted: Sequence[Levels], answer: Answer) -> float:
    """Return 1 for the country of an alternative, whatever lies in it."""
    return float(any(answer.country in {key_of(name) for name in path[0]} for path in wanted))


def entity_counts(wanted: Sequence[Entity], given: Sequence[str]) -> Counts:
    """Match names one to one with entities; one that is optional is wanted only when found."""
    edges = [[at for at, one in enumerate(wanted) if _same(one, name)] for name in given]
    found = set(match(edges, range(len(given))).values())
    needed = sum(not one.optional or at in found for at, one in enumerate(wanted))
    return Counts(len(found), len(given), needed)


def _needed(entities: Sequence[Entity]) -> int:
    return sum(not one.optional for one in entities)


def _overlap(one: Interval, other: Interval) -> bool:
    return (one[0] is None or one[0] <= other[1]) and (other[0] is None or other[0] <= one[1])


def _path_credit(path: Levels, answer: Answer) -> float:
    if answer.country not in {key_of(name) for name in path[0]}:
        return 0.0
    if len(path) == 1:
        return 1.0 if answer.coarse else HALF
    finest = {key_of(name) for name in path[-1]}
    return 1.0 if finest & answer.finest else HALF


def _same(entity: Entity, name: str) -> bool:
    """Whether a name has all words of one of the entity's, or the other way round."""
    words = _words(name)
    return bool(words) and any(
        other and (words <= other or other <= words) for other in map(_words, entity.names)
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(key_of(name).split()) - _EMPTY_WORDS
