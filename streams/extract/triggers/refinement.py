"""From a trigger's base sense to an event type, by the cues in its clause and sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from streams.extract.document.mentions import CueMarks, Trigger, TypeDecision
from streams.extract.document.sentence import Sentence
from streams.extract.triggers.argument_cues import SideReader
from streams.extract.vocabulary.phrases import rows

CLAUSE = "clause"
_NOBODYS = frozenset({"die", "perish"})
"""Verbs that, as a passive without "by", do not say who did it."""
SAME = "same"
NONE = "none"


@dataclass(frozen=True, slots=True)
class _Rule:
    cues: frozenset[str]
    event_type: str
    change: float

    def __str__(self) -> str:
        """Return the rule as its row says it."""
        return f"{' + '.join(sorted(self.cues)) or 'always'} → {self.event_type} ({self.change:+g})"


class Refiner:
    """Applies ``data/refine.tsv``."""

    def __init__(self) -> None:
        self._sides = SideReader()
        self._rules: dict[str, list[_Rule]] = {}
        for base, cue, event_type, change in rows("triggers/type_rules.tsv"):
            cues = frozenset() if cue == "*" else frozenset(cue.split("+"))
            self._rules.setdefault(base, []).append(_Rule(cues, event_type, float(change)))

    def decide(
        self,
        trigger: Trigger,
        s: Sentence,
        marks: CueMarks,
        places: Sequence[int],
        told: str | None,
    ) -> TypeDecision:
        """Return the type of a trigger; ``told`` is the type of the happening told just before."""
        weight = trigger.sense.weight
        sides = self._sides.read(s, marks, trigger, places)
        if against := sides.intersection(trigger.sense.blocks):
            return TypeDecision(NONE, 0.0, f"{', '.join(sorted(against))} speaks against it", sides)
        if not trigger.is_base:
            return TypeDecision(trigger.sense.event_type, weight, "", sides)
        rules = self._rules[trigger.sense.event_type]
        verdict = self._by_rules(trigger, marks, places, rules, (sides, told))
        return replace(verdict, sides=sides) if verdict else TypeDecision(NONE, 0.0, "", sides)

    def _by_rules(
        self,
        trigger: Trigger,
        marks: CueMarks,
        places: Sequence[int],
        rules: Sequence[_Rule],
        around: tuple[frozenset[str], str | None],
    ) -> TypeDecision | None:
        weight, (sides, told) = trigger.sense.weight, around
        lemma = trigger.sense.phrase.split(" ")[0]
        sides |= {f"lemma:{lemma}", f"told:{told}"}
        if lemma in _NOBODYS:
            sides |= {"unsaid"}
        own = cues_within(marks, places, trigger.clause, trigger) | sides | {CLAUSE}
        whole = cues_within(marks, places, (0, len(marks)), trigger) | sides
        return _first(rules, own, weight, told, clause=True) or _first(rules, whole, weight, told)


def _first(
    rules: Sequence[_Rule],
    present: frozenset[str],
    weight: float,
    told: str | None,
    *,
    clause: bool = False,
) -> TypeDecision | None:
    """Return what the first rule says whose cues are there; in a clause, rules without wait."""
    for rule in rules:
        if rule.event_type == SAME and not told:
            continue
        if (rule.cues or not clause) and rule.cues <= present:
            kind = told if rule.event_type == SAME and told else rule.event_type
            return TypeDecision(kind, _bounded(weight + rule.change), str(rule))
    return None


def cues_within(
    marks: CueMarks, places: Sequence[int], scope: tuple[int, int], trigger: Trigger | None = None
) -> frozenset[str]:
    """Return the cue sets that occur in a span of words, the trigger's own words left out."""
    own = range(trigger.start, trigger.end) if trigger else range(0)
    found = frozenset().union(*(marks[i] for i in range(*scope) if i not in own))
    if any(scope[0] <= place < scope[1] for place in places):
        found |= {"@place"}
    return found


def _bounded(value: float) -> float:
    return min(0.99, max(0.05, value))
