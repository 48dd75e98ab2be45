"""Whether an event is asserted, negated, hypothetical, to come or ordered."""

from collections.abc import Iterator, Sequence

from schemas.mention import Modality
from streams.extract.document.mentions import Trigger
from streams.extract.document.parse import Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.factuality.governing_words import GoverningWordReader
from streams.extract.factuality.tables import MODALITY_PHRASES, WORDS
from streams.extract.vocabulary.phrases import Phrases

_STRENGTH: dict[Modality, int] = {
    "negated": 4,
    "ordered": 3,
    "hypothetical": 2,
    "future": 1,
    "asserted": 0,
}
"""Of several modalities the strongest holds: "may not attack" is negated."""
_MISHAPS = frozenset({"CASUALTY", "CRASH", "ACCIDENT", "SHOOTDOWN", "COLLAPSE", "FIRE", "accident"})
"""Senses that an exercise does not play: who dies in a drill is dead."""
CLAUSE_REACH = 12
"""Words before a trigger among which a phrase that reaches it begins; no reach is longer."""
_SIGNS = frozenset("\"'([-\u2014\u2013\u2026\u2022")
"""Characters before the first word of a sentence."""


class ModalityReader:
    """Reads modality from the parse around a trigger, and from phrases of its sentence."""

    def __init__(self) -> None:
        self._governing = GoverningWordReader()
        rows = MODALITY_PHRASES.rows()
        self._of_sentence = Phrases((r.phrase, r.modality) for r in rows if r.reach is None)
        self._of_clause = Phrases((r.phrase, (r.modality, r.reach)) for r in rows if r.reach)
        self._negations = WORDS["adjacent_negations"]
        self._parting = WORDS["noun_partings"]
        self._conditional = WORDS["conditional_openers"]

    def read(self, s: Sentence, trigger: Trigger) -> Modality:
        """Return the strongest modality of a trigger; without a parse it is asserted."""
        if s.parse is None:
            return "asserted"
        return max(self.cues(s, s.parse, trigger), key=lambda cue: _STRENGTH[cue[0]])[0]

    def cues(self, s: Sentence, parse: Parse, trigger: Trigger) -> list[tuple[Modality, str]]:
        """Return what bears on a trigger's assertion, each modality with its words."""
        head = top(parse, (trigger.start, trigger.end))
        found: list[tuple[Modality, str]] = [
            (modality, s.lower[at]) for modality, at in self._governing.read(s.lower, parse, head)
        ]
        return [*found, *self._of_words(s, trigger), ("asserted", "")]

    def _of_words(self, s: Sentence, trigger: Trigger) -> Iterator[tuple[Modality, str]]:
        """Yield what words say that the parser may attach elsewhere."""
        if trigger.sense.event_type not in _MISHAPS:
            for hit in self._of_sentence.find(s.lower):
                yield hit.value, " ".join(s.lower[hit.start : hit.end])
        yield from self._of_phrases_before(s, trigger)
        if trigger.start and s.lower[trigger.start - 1] in self._negations:
            yield "negated", s.lower[trigger.start - 1]
        if "?" in s.lower[-2:]:
            yield "hypothetical", "?"
        if trigger.start < self._conditional_until(s.lower):
            yield "hypothetical", s.lower[_first(s.lower)]

    def _of_phrases_before(self, s: Sentence, trigger: Trigger) -> Iterator[tuple[Modality, str]]:
        """Yield the phrases of the clause within whose reach a trigger stands."""
        opens = trigger.clause[0] - (s.lower[trigger.clause[0]] == "that")
        for hit in self._of_clause.find(
            s.lower, max(opens, trigger.start - CLAUSE_REACH, 0), trigger.start
        ):
            modality, reach = hit.value
            between = s.lower[hit.end : trigger.start]
            # A comma or preposition parts a phrase from a noun: "calls for a probe into the raid".
            parted = trigger.sense.pos != "v" and not self._parting.isdisjoint(between)
            if len(between) < reach and not parted:
                yield modality, " ".join(s.lower[hit.start : hit.end])

    def _conditional_until(self, lower: Sequence[str]) -> int:
        """Return the comma that ends an opening condition, 0 where there is none.

        "If the truce collapses, ...", "Should rebels take it, ...": the parser may miss the verb.
        """
        first = _first(lower)
        if not lower or lower[first] not in self._conditional or "," not in lower[first:]:
            return 0
        return lower.index(",", first)


def _first(lower: Sequence[str]) -> int:
    return next((at for at, word in enumerate(lower) if word not in _SIGNS), 0)
