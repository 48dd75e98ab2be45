"""What killed, blew up or burned, and how many took part, where only a later sentence tells it.

"A huge blast killed 40 people in the port. Officials said that fireworks had been stored there."
"Nurses marched through the capital. Police put the number of people who took part at 2,000."
"""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.article.sentence_events import type_by_victims
from streams.extract.article.tables import LATER_CAUSES
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import QuantityMention
from streams.extract.document.sentence import Sentence
from streams.extract.participants.quantities import QuantityReader
from streams.extract.triggers.cues import cue_sets_by_phrase
from streams.extract.vocabulary.phrases import Phrases

FOLLOWING = 4
"""Sentences behind an event that may still tell its cause."""
SIZE_WITHIN = 2
"""Sentences behind a protest that may still tell its size."""
SIZE = "participants"


class LaterCauses:
    """Applies ``later_causes.tsv``: event types that the words of later sentences settle."""

    def __init__(self) -> None:
        self._rows = {row.rule: row for row in LATER_CAUSES.rows()}
        wanted = {name for row in LATER_CAUSES.rows() for name in (row.cue, *row.against)}
        sets = cue_sets_by_phrase().items()
        self._phrases = Phrases(
            (phrase, found) for phrase, names in sets if (found := frozenset(names) & wanted)
        )

    def settle(
        self, candidates: Sequence[EventCandidate], contexts: Sequence[SentenceContext]
    ) -> list[EventCandidate]:
        """Return candidates with the types that later sentences tell.

        What takes up such an event takes its new type.
        """
        settled: list[EventCandidate] = []
        told: dict[str, str] = {}
        for candidate in candidates:
            decision = candidate.decision
            event_type = self._told_later(candidate, contexts)
            if event_type is not None:
                told[candidate.event_type] = event_type
            elif decision is not None and decision.continues:
                event_type = told.get(candidate.event_type)
            settled.append(candidate if event_type is None else _of_type(candidate, event_type))
        return settled

    def _told_later(
        self, candidate: EventCandidate, contexts: Sequence[SentenceContext]
    ) -> str | None:
        row = self._rows.get(candidate.decision.rule) if candidate.decision else None
        if row is None:
            return None
        first = candidate.context.sentence.index
        later = [c.sentence for c in contexts if first < c.sentence.index <= first + FOLLOWING]
        found: frozenset[str] = frozenset().union(*map(self._cues, later))
        return row.event_type if row.cue in found and found.isdisjoint(row.against) else None

    def _cues(self, s: Sentence) -> frozenset[str]:
        return frozenset().union(*(hit.value for hit in self._phrases.find(s.lower)))


def _of_type(candidate: EventCandidate, event_type: str) -> EventCandidate:
    """Return an event with a type; a shooting of many is a mass shooting."""
    new = replace(candidate, event_type=event_type)
    return replace(new, event_type=type_by_victims(new, new.casualty_mentions))


class LaterSizes:
    """Gives protests the number of people who took part from sentences that tell no event."""

    def __init__(self) -> None:
        self._quantities = QuantityReader()

    def fill(
        self, candidates: Sequence[EventCandidate], contexts: Sequence[SentenceContext]
    ) -> list[EventCandidate]:
        """Return candidates in the same order; each sentence gives its number to one of them."""
        told = {candidate.context.sentence.index for candidate in candidates}
        quiet = [context for context in contexts if context.sentence.index not in told]
        filled = list(candidates)
        for at, candidate in enumerate(candidates):
            follower = candidates[at + 1 : at + 2]
            end = follower[0].context.sentence.index if follower else None
            if any(quantity.kind == SIZE for quantity in candidate.quantities):
                continue
            found = self._sizes(candidate, quiet, end)
            filled[at] = replace(candidate, quantities=(*candidate.quantities, *found))
        return filled

    def _sizes(
        self, candidate: EventCandidate, quiet: Sequence[SentenceContext], end: int | None
    ) -> tuple[QuantityMention, ...]:
        """Return the sizes in quiet sentences right behind an event, before the next one."""
        if candidate.family != "unrest" or not candidate.counts:
            return ()
        first = candidate.context.sentence.index
        last = first + SIZE_WITHIN if end is None else min(end - 1, first + SIZE_WITHIN)
        return tuple(
            quantity
            for context in quiet
            if first < context.sentence.index <= last
            for quantity in self._quantities.read(context.sentence, context.names, ())
            if quantity.kind == SIZE and candidate.event_type in quantity.event_types
        )
