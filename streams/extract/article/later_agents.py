"""Who did it, where only a sentence without an event of its own says so.

"Gunmen killed a mayor in Arauca. Police blamed the National Liberation Army." The party belongs to
the last act of violence before, like what takes it up with a noun ("claimed the attack").

A sentence that tells another event says of that one who did it, and reaches back to none. Who is
blamed is an agent as the text has it; whether it is true is for the claim to say.
"""

from collections.abc import Sequence
from dataclasses import replace

from schemas.mention import Actor
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.participants.actors import MAX_ACTORS, ActorReader
from streams.extract.vocabulary.known_names import knowledge

WITHIN = 2
"""Sentences behind an event in which a party may still be named for it."""
_DEEDS = frozenset({"violence", "effect", "seizure"})
"""Families of events for which somebody is blamed."""
_TOLD_BY = frozenset({"politics"})
"""Families of events that only say who blames whom."""
_NEVER = frozenset({"arrest", "raid", "weapons_seizure", "prisoner_release", "displacement"})
"""Types of these families that the law or nobody in arms does."""


class LaterAgents:
    """Gives events the agents that a later sentence names. ``linked``: pronouns are resolved."""

    def __init__(self, *, linked: bool = True) -> None:
        self._actors = ActorReader(knowledge(), linked=linked)

    def fill(
        self, candidates: Sequence[EventCandidate], contexts: Sequence[SentenceContext]
    ) -> list[EventCandidate]:
        """Return the candidates in the same order, with the parties that are named for them."""
        filled = list(candidates)
        deeds = [at for at, one in enumerate(filled) if _is_deed(one)]
        told = {one.context.sentence.index for one in filled if one.family not in _TOLD_BY}
        for at, context in enumerate(contexts):
            index = context.sentence.index
            before = [n for n in deeds if filled[n].context.sentence.index < index]
            if index in told or not before:
                continue
            last = before[-1]
            if index - filled[last].context.sentence.index <= WITHIN:
                filled[last] = _with(filled[last], self._actors.responsible(contexts, at))
        return filled


def _is_deed(candidate: EventCandidate) -> bool:
    return candidate.counts and candidate.family in _DEEDS and candidate.event_type not in _NEVER


def _with(candidate: EventCandidate, found: Sequence[Actor]) -> EventCandidate:
    """Return an event with further agents, unless it has them already."""
    known = {actor.name.lower() for actor in candidate.actors}
    new = [actor for actor in found if actor.name.lower() not in known]
    actors = sorted((*candidate.actors, *new), key=lambda actor: actor.role)
    return replace(candidate, actors=tuple(actors[:MAX_ACTORS]))
