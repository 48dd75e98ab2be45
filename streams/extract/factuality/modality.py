"""Whether an event is asserted, negated, hypothetical, to come or ordered."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mention import Modality
from streams.extract.document.mentions import Trigger
from streams.extract.document.parse import Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.factuality.scope import ScopeReader
from streams.extract.vocabulary.phrases import Phrases, rows

_STRONG: dict[Modality, int] = {
    "negated": 4,
    "ordered": 3,
    "hypothetical": 2,
    "future": 1,
    "asserted": 0,
}

_MISHAPS = frozenset({"CASUALTY", "CRASH", "ACCIDENT", "SHOOTDOWN", "COLLAPSE", "FIRE", "accident"})
"""Senses that an exercise does not play: who dies in a drill is dead."""

_CAUSING = frozenset({"causing", "caused", "made", "making", "forcing", "forced", "began"})
"""Verbs whose infinitive has happened: "causing it to collapse"."""
_PARTING = frozenset({",", "into", "after", "over", "about", "in", "following", "by", "on"})

_CONDITIONS = frozenset({"if", "unless", "should", "were", "had"})
"""Words that open a condition at the head of a sentence; the last three by inversion."""
_SIGNS = frozenset("\"'([-\u2014\u2013\u2026\u2022")

_BREAKING = frozenset({",", ";", ":", "and", "but", "that", "which", "who", "said", "after"})
"""Words that part a noun from a verb: the verb is another's."""


@dataclass(frozen=True, slots=True)
class _Shade:
    modality: Modality
    reach: int


class ModalityReader:
    """Reads modality from the words before a trigger, in its clause, and from a noun's own verb."""

    def __init__(self) -> None:
        self._scope = ScopeReader()
        self._whole = Phrases(
            (row[1], _modality(row[0])) for row in rows("factuality/modality_whole.tsv")
        )
        self._shades = Phrases(
            (row[1], _Shade(_modality(row[0]), int(row[2])))
            for row in rows("factuality/modality.tsv")
        )
        self._verbs = Phrases(
            (row[1], _Shade(_modality(row[0]), int(row[2])))
            for row in rows("factuality/modality_after.tsv")
        )

    def read(self, s: Sentence, trigger: Trigger) -> Modality:
        """Return the modality of a trigger: the strongest cue that reaches it."""
        if s.parse is None:
            return self._by_words(s, trigger)
        return max(self.cues(s, s.parse, trigger), key=lambda cue: _STRONG[cue[0]])[0]

    def cues(self, s: Sentence, parse: Parse, trigger: Trigger) -> list[tuple[Modality, str]]:
        """Return what bears on a parsed trigger's assertion, each with its words."""
        head = top(parse, (trigger.start, trigger.end))
        found: list[tuple[Modality, str]] = [
            (kind, s.lower[at]) for kind, at in self._scope.read(s.lower, parse, head)
        ]
        found += [
            (hit.value, " ".join(s.lower[hit.start : hit.end]))
            for hit in self._whole.find(s.lower)
            if trigger.sense.event_type not in _MISHAPS
        ]
        found += [
            (kind, phrase) for kind, phrase in self._in_reach(s, trigger) if _is_whole(phrase)
        ]
        found += [
            (hit.value.modality, s.lower[hit.start])
            for hit in self._shades.find(s.lower, max(0, trigger.start - 1), trigger.start)
            if hit.value.modality == "negated"
        ]
        if "?" in s.lower[-2:]:
            found.append(("hypothetical", "?"))
        if trigger.start < _conditional_until(s.lower):
            found.append(("hypothetical", s.lower[_first(s.lower)]))
        return [*found, ("asserted", "")]

    def _by_words(self, s: Sentence, trigger: Trigger) -> Modality:
        found: list[Modality] = [kind for kind, _ in self._in_reach(s, trigger)]
        near = s.lower[max(trigger.clause[0], trigger.start - 4, 0) : trigger.start]
        if any(word.endswith("n't") for word in near):
            found.append("negated")
        if self._is_purpose(s, trigger):
            found.append("future")
        if trigger.sense.pos != "v":
            found += self._of_its_verb(s, trigger)
        return max(found, key=lambda kind: _STRONG[kind], default="asserted")

    def _in_reach(self, s: Sentence, trigger: Trigger) -> list[tuple[Modality, str]]:
        """Return the phrases of modality.tsv whose reach ends behind the trigger."""
        opens = trigger.clause[0] - (s.lower[trigger.clause[0]] == "that")
        start = max(opens, trigger.start - 12, 0)
        return [
            (hit.value.modality, " ".join(s.lower[hit.start : hit.end]))
            for hit in self._shades.find(s.lower, start, trigger.start)
            if trigger.start - hit.end < hit.value.reach and not self._closed(s, hit.end, trigger)
        ]

    def _closed(self, s: Sentence, at: int, trigger: Trigger) -> bool:
        """Whether a comma or a preposition parts the cue from a noun: "calls for a probe into"."""
        between = s.lower[at : trigger.start]
        if s.lower[at - 1] == "to" and between[:1] in (["a"], ["an"], ["the"]):
            return trigger.sense.pos != "v"
        return trigger.sense.pos != "v" and not _PARTING.isdisjoint(between)

    def _of_its_verb(self, s: Sentence, trigger: Trigger) -> list[Modality]:
        """Return what the verb of an event noun says of it: "the rally was called off"."""
        hits = self._verbs.find(s.lower, trigger.end, len(s.lower))[:1]
        return [
            hit.value.modality
            for hit in hits
            if hit.start - trigger.end <= hit.value.reach
            and _BREAKING.isdisjoint(s.lower[trigger.end : hit.start])
        ]

    def _is_purpose(self, s: Sentence, trigger: Trigger) -> bool:
        """Whether the trigger is an infinitive: "to retake the town"."""
        before = s.lower[max(0, trigger.start - 4) : trigger.start]
        if not _CAUSING.isdisjoint(before):
            return False
        base = s.lower[trigger.start] == trigger.sense.phrase.split(" ")[0]
        return trigger.sense.pos == "v" and base and before[-1:] == ["to"]


def _first(lower: Sequence[str]) -> int:
    return next((at for at, word in enumerate(lower) if word not in _SIGNS), 0)


def _conditional_until(lower: Sequence[str]) -> int:
    """Return the comma that ends an opening condition, 0 where there is none.

    "If the truce collapses, ...", "Should rebels take it, ...": the parser may miss such a verb.
    """
    first = _first(lower)
    if not lower or lower[first] not in _CONDITIONS or "," not in lower[first:]:
        return 0
    return lower.index(",", first)


def _is_whole(phrase: str) -> bool:
    """Whether a phrase is sure beside the parse, which reads single words and "to" better."""
    return " " in phrase and not phrase.endswith(" to")


def _modality(name: str) -> Modality:
    kinds: dict[str, Modality] = {kind: kind for kind in _STRONG}
    return kinds[name]
