"""On which side of a trigger the cues stand: with the one who acts, or with whom it is done to."""

from collections.abc import Sequence

from streams.extract.triggers import Marks, Trigger

REACH = 8
"""Words on either side of a trigger that are taken for its subject or object."""

_BE = frozenset({"was", "were", "been", "being", "is", "are", "be"})
_OBJECT = frozenset({"of", "on", "against", "at"})


def is_passive(lower: Sequence[str], trigger: Trigger) -> bool:
    """Whether a verb's subject suffers: "were shelled", "was being attacked"."""
    if trigger.sense.pos != "v":
        return False
    before = lower[max(trigger.clause[0], trigger.start - 3) : trigger.start]
    return not _BE.isdisjoint(before) and not lower[trigger.start].endswith("ing")


def sides_of(lower: Sequence[str], marks: Marks, trigger: Trigger) -> frozenset[str]:
    """Return the cue sets around a trigger as ``agent:set`` and ``object:set``."""
    left = range(max(trigger.clause[0], trigger.start - REACH), trigger.start)
    right = range(trigger.end, min(len(lower), trigger.end + REACH))
    by = next((i for i in right if lower[i] == "by"), None)
    if is_passive(lower, trigger):
        agents, objects = range(by, right.stop) if by is not None else range(0), left
    elif trigger.sense.pos == "v":
        agents, objects = left, right
    else:
        of = next((i for i in right if lower[i] in _OBJECT), None)
        agents = range(by, right.stop) if by is not None else left
        objects = range(of, by or right.stop) if of is not None else range(0)
    unsaid = frozenset({"unsaid"}) if is_passive(lower, trigger) and by is None else frozenset()
    return unsaid | _named("agent", marks, agents) | _named("object", marks, objects)


def _named(side: str, marks: Marks, span: range) -> frozenset[str]:
    return frozenset(f"{side}:{name}" for i in span for name in marks[i])
