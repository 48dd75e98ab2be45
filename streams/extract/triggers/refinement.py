"""From a trigger's base sense to an event type, by the cues in its clause and sentence."""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.document.mentions import CueMarks, Trigger, TypeDecision
from streams.extract.document.sentence import Sentence
from streams.extract.triggers.argument_cues import ArgumentCueReader
from streams.extract.triggers.tables import (
    AGENTLESS,
    ASIDE,
    CLAUSE,
    LEMMA,
    NONE,
    PLACE,
    PREVIOUS,
    SAME,
    TYPE_RULES,
    WORDS,
    TypeRule,
    type_rule,
)

LEAST_CONFIDENCE = 0.05
"""No rule makes a type less likely than that: what is impossible has the type ``none``."""
MOST_CONFIDENCE = 0.99
"""No rule is surer than that: rules read words, and words are ambiguous."""


class TypeRefiner:
    """Applies ``type_rules.tsv`` to triggers."""

    def __init__(self) -> None:
        self._arguments = ArgumentCueReader()
        self._agentless = WORDS["agentless_verbs"]
        self._rules: dict[str, list[TypeRule]] = {}
        for rule in TYPE_RULES.rows():
            self._rules.setdefault(rule.base, []).append(rule)
        self._with_cues = {
            base: [rule for rule in rules if rule.cues] for base, rules in self._rules.items()
        }

    def decide(
        self,
        trigger: Trigger,
        s: Sentence,
        marks: CueMarks,
        places: Sequence[int],
        previous: str | None,
    ) -> TypeDecision:
        """Return the type of a trigger.

        ``places`` are the words where place names start; ``previous`` is the type of the event
        before, which a vague word such as "attack" may continue.
        """
        sense = trigger.sense
        cues = self._arguments.read(s, marks, trigger, places)
        if blocking := cues.intersection({*sense.blocks, ASIDE}):
            return TypeDecision(NONE, 0.0, argument_cues=cues, blocked_by=blocking)
        if not trigger.is_base:
            return TypeDecision(sense.event_type, sense.weight, argument_cues=cues)
        decision = self._by_rules(trigger, marks, places, cues, previous)
        return (
            replace(decision, argument_cues=cues) if decision else TypeDecision(NONE, 0.0, "", cues)
        )

    def _by_rules(
        self,
        trigger: Trigger,
        marks: CueMarks,
        places: Sequence[int],
        cues: frozenset[str],
        previous: str | None,
    ) -> TypeDecision | None:
        base, lemma = trigger.sense.event_type, trigger.sense.lemma
        cues |= {f"{LEMMA}:{lemma}", f"{PREVIOUS}:{previous}"}
        if lemma in self._agentless:
            cues |= {AGENTLESS}
        weight = trigger.sense.weight
        clause = cues_within(marks, places, trigger.clause, trigger) | cues | {CLAUSE}
        sentence = cues_within(marks, places, (0, len(marks)), trigger) | cues
        decision = _first(self._with_cues[base], clause, weight, previous)
        return decision or _first(self._rules[base], sentence, weight, previous)


def _first(
    rules: Sequence[TypeRule], present: frozenset[str], weight: float, previous: str | None
) -> TypeDecision | None:
    """Return what the first rule says whose cues are present."""
    for rule in rules:
        if rule.cues <= present and (previous or rule.event_type != SAME):
            continues = rule.event_type == SAME
            event_type = previous if previous and continues else rule.event_type
            confidence = min(MOST_CONFIDENCE, max(LEAST_CONFIDENCE, weight + rule.change))
            return TypeDecision(event_type, confidence, rule.id, continues=continues)
    return None


def cues_within(
    marks: CueMarks, places: Sequence[int], span: tuple[int, int], trigger: Trigger
) -> frozenset[str]:
    """Return the cues of the words of a span (end one past), the trigger's own words left out."""
    own = range(trigger.start, trigger.end)
    found = frozenset().union(*(marks[at] for at in range(*span) if at not in own))
    return found | {PLACE} if any(span[0] <= place < span[1] for place in places) else found


def why(decision: TypeDecision) -> str:
    """Return what led to a decision, for people; empty where the sense is an event type itself."""
    if decision.blocked_by:
        return f"blocked by {', '.join(sorted(decision.blocked_by))}"
    return f"rule {decision.rule}: {type_rule(decision.rule)}" if decision.rule else ""
