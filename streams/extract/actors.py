"""Who acts and to whom it is done: noun phrases that fill a role, with side and sector."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.mention import Actor, ActorRole
from streams.extract.casualties import Harm
from streams.extract.frames import FrameReader
from streams.extract.knowledge import Knowledge
from streams.extract.lexicon import Phrases, entries, rows
from streams.extract.link_features import head_of
from streams.extract.names import Name
from streams.extract.text import Sentence
from streams.extract.triggers import Trigger
from streams.language.parse import Parse

_MUTUAL = frozenset({"armed_clash", "FIGHTING", "CLASH", "ceasefire", "talks"})
"""Senses in which both sides act: "clashes between rebels and troops"."""
_BOTH = frozenset({"with", "between"})
_VERBAL = frozenset({"VERB", "AUX"})
_HARMFUL = frozenset({"killed", "injured", "displaced"})
MAX_ACTORS = 6


@dataclass(frozen=True, slots=True)
class _Party:
    start: int
    end: int
    name: str
    country: str | None
    sector: str | None


class ActorReader:
    """Reads the parties of an event from the arguments of its trigger and its words of harm."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._know = knowledge
        self._frames = FrameReader()
        groups = rows("groups.tsv")
        people = [(form, row[2]) for row in groups for form in row[:2] if form != "-"]
        sides = [(row[0], row[1]) for row in (*rows("actors.tsv"), *rows("armed_groups.tsv"))]
        self._nouns: Phrases[str] = Phrases(
            [*sides, *(p for p in people if p[0] not in dict(sides))]
        )
        self._things = entries("physical_targets.txt")
        self._suffering = {row[0] for row in rows("harm.tsv") if row[2] == "before"}

    def read(
        self,
        text: str,
        s: Sentence,
        trigger: Trigger,
        names: Sequence[Name],
        harms: Sequence[Harm] = (),
    ) -> tuple[Actor, ...]:
        """Return the actors of one trigger, agents first; ``harms`` are told of the same event."""
        if s.parse is None:
            return ()
        parties = self._parties(text, s, names)
        made: dict[str, Actor] = {}
        for role, word in self._arguments(s, s.parse, trigger, harms):
            for party in self._fillers(text, s, s.parse, word, parties):
                thing = party.name.lower() in self._things
                if not (thing and role != "target"):
                    made.setdefault(party.name.lower(), _actor(party, role))
        return tuple(sorted(made.values(), key=lambda a: a.role)[:MAX_ACTORS])

    def _arguments(
        self, s: Sentence, parse: Parse, trigger: Trigger, harms: Sequence[Harm]
    ) -> Iterator[tuple[ActorRole, int]]:
        """Yield words with their roles: of the words of harm first, whose objects are victims."""
        harmful = [harm for harm in harms if harm.kind in _HARMFUL]
        for harm in harmful:
            yield from self._of_harm(s, parse, harm)
        if any(harm.start < trigger.end and trigger.start < harm.end for harm in harmful):
            return
        frame = self._frames.read(s.lower, parse, (trigger.start, trigger.end))
        yield from (("agent", word) for word in frame.agents)
        both = trigger.sense.event_type in _MUTUAL
        if both and frame.verb is not None:
            yield from (("agent", word) for word in _with(s, parse, frame.verb))
        yield from (("target", word) for word in frame.objects)

    def _of_harm(self, s: Sentence, parse: Parse, harm: Harm) -> Iterator[tuple[ActorRole, int]]:
        """Yield who does harm and to whom; "left dead" and "stabbed to death" by their verb."""
        verbs = [at for at in range(harm.start, harm.end) if parse.pos[at] in _VERBAL]
        word = verbs[0] if verbs else head_of(parse, harm.start, harm.end)
        above = parse.heads[word]
        if not verbs and not parse.under(word, "nsubj") and parse.pos[above] in _VERBAL:
            word = above
        frame = self._frames.read(s.lower, parse, (word, word + 1))
        suffers = " ".join(s.lower[harm.start : harm.end]) in self._suffering
        if suffers and not frame.passive and not parse.under(word, "obj"):
            yield from (("victim", word) for word in frame.agents)
            return
        yield from (("agent", word) for word in frame.agents)
        yield from (("victim", word) for word in frame.objects)

    def _fillers(
        self, text: str, s: Sentence, parse: Parse, word: int, parties: Sequence[_Party]
    ) -> Iterator[_Party]:
        """Yield the party at a word; "members of the guerrillas" are the guerrillas."""
        at = next((p for p in parties if p.start <= word < p.end), None)
        if at is not None and at.sector is not None:
            yield at
            return
        inner = [
            party
            for child in parse.under(word, "nmod")
            for party in parties
            if party.start <= child < party.end and party.sector is not None
        ]
        if inner:
            yield inner[0]
        elif at is not None:
            yield at
        elif s.lower[word] in self._things and parse.deps[word] != "compound":
            yield self._party(text, s, word, word + 1, None)

    def _parties(self, text: str, s: Sentence, names: Sequence[Name]) -> list[_Party]:
        found = [
            self._party(text, s, hit.start, hit.end, None if hit.value == "-" else hit.value)
            for hit in self._nouns.find(s.lower)
        ]
        found += [
            self._party(text, s, n.start, n.end, None)
            for n in names
            if n.kind in {"organisation", "person"}
        ]
        found += [
            _Party(at, at + 1, word, country, None)
            for at, word in enumerate(s.words)
            if word[0].isupper() and (country := self._people_of(s.lower[at]))
        ]
        found.sort(key=lambda p: (p.start, p.start - p.end))
        kept: list[_Party] = []
        for party in found:
            if kept and party.start == kept[-1].end and _is_name_of(kept[-1], party):
                kept.append(self._party(text, s, kept.pop().start, party.end, party.sector))
            elif not kept or party.start >= kept[-1].end:
                kept.append(party)
        return kept

    def _people_of(self, word: str) -> str | None:
        """Return the country of a people told in the plural: "Palestinians"."""
        return self._know.demonyms.get(word.removesuffix("s")) if word.endswith("s") else None

    def _party(self, text: str, s: Sentence, start: int, end: int, sector: str | None) -> _Party:
        """Take in the people before a noun: "Syrian government forces"."""
        country = None
        while start > 0 and (
            s.lower[start - 1] in self._know.demonyms or s.lower[start - 1] in self._know.peoples
        ):
            country = self._know.demonyms.get(s.lower[start - 1])
            start -= 1
        return _Party(start, end, " ".join(s.span(text, start, end).split()), country, sector)


def _is_name_of(one: _Party, other: _Party) -> bool:
    """Whether a group's name stands before what its people are: "Houthi fighters"."""
    named = one.sector is not None and one.name[0].isupper()
    return named and other.sector is not None and other.name.islower()


def _with(s: Sentence, parse: Parse, verb: int) -> list[int]:
    """Return whom a verb of two sides joins to its subject: "clashed with rebels"."""
    return [
        side
        for at in parse.under(verb, "obl")
        for side in parse.conjuncts(at)
        if any(s.lower[case] in _BOTH for case in parse.under(at, "case"))
    ]


def _actor(party: _Party, role: ActorRole) -> Actor:
    return Actor(name=party.name, role=role, country=party.country, sector=party.sector)
