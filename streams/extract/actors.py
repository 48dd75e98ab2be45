"""Who acts and to whom it is done: nouns for sides and people around a trigger."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mention import Actor, ActorRole
from streams.extract.knowledge import Knowledge
from streams.extract.lexicon import Phrases, rows
from streams.extract.names import Name
from streams.extract.sides import is_passive
from streams.extract.text import Sentence
from streams.extract.triggers import Trigger

_MUTUAL = frozenset({"armed_clash", "FIGHTING", "CLASH"})
"""Senses in which both sides act: "clashes between rebels and troops"."""
MAX_ACTORS = 6


@dataclass(frozen=True, slots=True)
class _Party:
    start: int
    end: int
    name: str
    country: str | None
    sector: str | None


class ActorReader:
    """Reads the parties of an event by their order around the trigger and its voice."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._know = knowledge
        self._nouns = Phrases(
            (row[0], row[1]) for row in (*rows("actors.tsv"), *rows("armed_groups.tsv"))
        )
        groups = [row for row in rows("groups.tsv") if row[2] != "-"]
        self._people = Phrases((form, row[2]) for row in groups for form in row[:2] if form != "-")

    def read(
        self, text: str, s: Sentence, trigger: Trigger, names: Sequence[Name]
    ) -> tuple[Actor, ...]:
        """Return the actors of one trigger, agents first."""
        parties = self._parties(text, s, names, trigger.clause)
        passive = is_passive(s.lower, trigger)
        made: dict[tuple[str, str], Actor] = {}
        for party in parties:
            if party.start < trigger.end and party.end > trigger.start:
                continue
            role = self._role(s, trigger, party, passive)
            actor = Actor(name=party.name, role=role, country=party.country, sector=party.sector)
            made.setdefault((party.name.lower(), role), actor)
        return tuple(sorted(made.values(), key=lambda a: a.role)[:MAX_ACTORS])

    def _role(self, s: Sentence, trigger: Trigger, party: _Party, passive: bool) -> ActorRole:
        between = s.lower[party.end : trigger.start] if party.end <= trigger.start else []
        before = s.lower[max(0, party.start - 4) : party.start]
        if "by" in before and party.start >= trigger.end:
            return "agent"
        if party.end <= trigger.start:
            if trigger.sense.pos == "v":
                return "target" if passive else "agent"
            return "target" if "of" in before[-2:] or "against" in between else "agent"
        if trigger.sense.event_type in _MUTUAL and {
            "between",
            "and",
            "with",
        } & set(before):
            return "agent"
        return "target"

    def _parties(
        self, text: str, s: Sentence, names: Sequence[Name], scope: tuple[int, int]
    ) -> list[_Party]:
        found = [
            self._party(text, s, hit.start, hit.end, hit.value)
            for phrases in (self._nouns, self._people)
            for hit in phrases.find(s.lower, *scope)
        ]
        found += [
            self._party(text, s, n.start, n.end, None)
            for n in names
            if n.kind == "organisation" and scope[0] <= n.start < scope[1]
        ]
        found.sort(key=lambda p: (p.start, p.start - p.end))
        kept: list[_Party] = []
        for party in found:
            if not kept or party.start >= kept[-1].end:
                kept.append(party)
        return kept

    def _party(self, text: str, s: Sentence, start: int, end: int, sector: str | None) -> _Party:
        """Take in the people before a noun: "Syrian government forces"."""
        country = None
        while start > 0 and (
            s.lower[start - 1] in self._know.demonyms or s.lower[start - 1] in self._know.peoples
        ):
            country = self._know.demonyms.get(s.lower[start - 1])
            start -= 1
        return _Party(start, end, " ".join(s.span(text, start, end).split()), country, sector)
