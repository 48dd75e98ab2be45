"""Facets of events: features that the ontology lists, such as ``grenade`` or ``stabbing``.

What an event is told to be is its type; how it was done, by whom, and what else the passage tells
of it are facets. They are read last, when types, actors, casualties and the other events of the
article are known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.ontology import Facet, load_ontology
from streams.extract.article.tables import FACET_RULES, NOT, FacetRule
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import CueMarks
from streams.extract.triggers.cues import CueSets

PASSAGE = 2
"""Sentences behind that of an event which may still tell of it: what police did to a protest."""
HARM = frozenset({"killed", "injured"})
"""Kinds of casualties by which an event has done harm to people."""


class FacetReader:
    """Gives candidates their facets by the rules of ``facets.tsv``."""

    def __init__(self) -> None:
        self._cues = CueSets()
        ontology = load_ontology()
        self._rules: dict[str, list[FacetRule]] = {}
        for rule in FACET_RULES.rows():
            for event_type in rule.event_types or ontology.facets[rule.facet].types:
                self._rules.setdefault(event_type, []).append(rule)
        self._facets: dict[str, Facet] = dict(ontology.facets)

    def read(
        self, candidates: Sequence[EventCandidate], contexts: Sequence[SentenceContext]
    ) -> list[EventCandidate]:
        """Return candidates with their facets, in the same order.

        ``contexts`` are the sentences of the article.
        """
        passages = _Passages(self._cues, candidates, contexts)
        return [self._with_facets(candidate, passages) for candidate in candidates]

    def _with_facets(self, candidate: EventCandidate, passages: "_Passages") -> EventCandidate:
        rules = self._rules.get(candidate.event_type)
        if not rules:
            return candidate
        present = frozenset(passages.cues_of(candidate))
        held = {rule.facet for rule in rules if _holds(rule, present)}
        return replace(candidate, facets=tuple(name for name in self._facets if name in held))


class _Passages:
    """The cues of events and of the sentences around them, each sentence marked once."""

    def __init__(
        self,
        cues: CueSets,
        candidates: Sequence[EventCandidate],
        contexts: Sequence[SentenceContext],
    ) -> None:
        self._cues = cues
        self._candidates = candidates
        self._contexts = {context.sentence.index: context for context in contexts}
        self._marks: dict[int, CueMarks] = {}

    def cues_of(self, candidate: EventCandidate) -> Iterator[str]:
        """Yield the cues of an event: of its clause, arguments, sentence, passage and fields."""
        sense, index = candidate.trigger.sense, candidate.context.sentence.index
        marks = self._marked(index)
        first, last = candidate.trigger.clause
        span = range(min(first, candidate.trigger.start), max(last, candidate.trigger.end))
        yield from (name for at in span for name in marks[at])
        yield from candidate.decision.argument_cues if candidate.decision else ()
        yield from (f"sentence:{name}" for mark in marks for name in mark)
        yield from (f"lemma:{sense.lemma}", f"sense:{sense.event_type}")
        yield from (f"actor:{a.sector}" for a in candidate.actors if a.role == "agent")
        if _does_harm(candidate):
            yield "harm"
        for at in range(index, index + PASSAGE + 1):
            yield from (f"passage:{name}" for mark in self._marked(at) for name in mark)
        for other in self._around(candidate):
            yield f"event:{other.event_type}"
            if _does_harm(other):
                yield f"harmful:{other.event_type}"

    def _marked(self, index: int) -> CueMarks:
        context = self._contexts.get(index)
        if context is None:
            return ()
        if index not in self._marks:
            self._marks[index] = self._cues.mark(context.sentence)
        return self._marks[index]

    def _around(self, candidate: EventCandidate) -> Iterator[EventCandidate]:
        """Yield the real events of a passage that may belong to an event: not those elsewhere."""
        index = candidate.context.sentence.index
        for other in self._candidates:
            ahead = other.context.sentence.index - index
            if other is candidate or not other.counts or not 0 <= ahead <= PASSAGE:
                continue
            if other.place_name in (None, candidate.place_name) or candidate.place_name is None:
                yield other


def _holds(rule: FacetRule, present: frozenset[str]) -> bool:
    return all(
        cue.removeprefix(NOT) not in present if cue.startswith(NOT) else cue in present
        for cue in rule.cues
    )


def _does_harm(candidate: EventCandidate) -> bool:
    return any(mention.kind in HARM for mention in candidate.casualty_mentions)
