"""Noun phrases that name a side or people: with sector, and country where the text says it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.extract.document.mentions import Name
from streams.extract.document.parse import Parse
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.known_names import Knowledge
from streams.extract.vocabulary.phrases import Phrases, entries, rows
from streams.extract.vocabulary.tables import ACTORS, ARMED_GROUPS

STATE = "state"
"""Sector of a country that is named as who acts: "Israel bombed …"."""


@dataclass(frozen=True, slots=True)
class Party:
    """A side at words ``start`` to ``end`` (one past); ``thing``: a building, a vehicle."""

    start: int
    end: int
    name: str
    country: str | None
    sector: str | None
    thing: bool = False


class PartyFinder:
    """Finds the parties of a sentence."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._know = knowledge
        armed = [(row.name, (row.sector, row.country)) for row in ARMED_GROUPS.rows()]
        sides = [(row.phrase, (row.sector, None)) for row in ACTORS.rows()]
        people = [
            (form, (_told(row[2]), None))
            for row in rows("vocabulary/person_nouns.tsv")
            for form in row[:2]
            if form != "-" and form not in dict(sides)
        ]
        states = [(name, (STATE, code)) for name, code in knowledge.countries.items()]
        self._nouns: Phrases[tuple[str | None, str | None]] = Phrases(
            [*armed, *sides, *people, *states]
        )
        self._things = entries("participants/physical_targets.txt")

    def find(self, s: Sentence, names: Sequence[Name]) -> list[Party]:
        """Return the parties of a sentence, left to right, without overlap."""
        found = [self._party(s, h.start, h.end, h.value) for h in self._nouns.find(s.lower)]
        found += [
            self._party(s, n.start, n.end, (None, None))
            for n in names
            if n.kind in {"organisation", "person"}
        ]
        found += self._peoples(s)
        found.sort(key=lambda p: (p.start, p.start - p.end))
        kept: list[Party] = []
        for party in found:
            if kept and party.start == kept[-1].end and _is_name_of(kept[-1], party):
                whole = (party.sector, kept[-1].country)
                kept.append(self._party(s, kept.pop().start, party.end, whole))
            elif not kept or party.start >= kept[-1].end:
                kept.append(party)
        return kept

    def at(self, s: Sentence, parse: Parse, word: int, parties: Sequence[Party]) -> Party | None:
        """Return the party that a word heads; "members of the guerrillas" are the guerrillas."""
        own = next((p for p in parties if p.start <= word < p.end), None)
        if own is not None and own.sector is not None:
            return own
        inner = (
            party
            for child in parse.under(word, "nmod")
            for party in parties
            if party.start <= child < party.end and party.sector not in {None, STATE}
        )
        if (told := next(inner, own)) is not None:
            return told
        if s.lower[word] in self._things and parse.deps[word] != "compound":
            return Party(word, word + 1, s.words[word], None, None, thing=True)
        return None

    def _peoples(self, s: Sentence) -> Iterator[Party]:
        """Yield people told by their country in the plural: "Palestinians"."""
        for at, word in enumerate(s.words):
            people = s.lower[at].removesuffix("s") if word[0].isupper() else ""
            if people != s.lower[at] and people in self._know.demonyms:
                yield Party(at, at + 1, word, self._know.demonyms[people], None)

    def _party(
        self, s: Sentence, start: int, end: int, told: tuple[str | None, str | None]
    ) -> Party:
        """Take in the people before a noun ("Syrian government forces"), or see whose it is."""
        sector, country = told
        while start > 0 and (
            s.lower[start - 1] in self._know.demonyms or s.lower[start - 1] in self._know.peoples
        ):
            country = self._know.demonyms.get(s.lower[start - 1], country)
            start -= 1
        if country is None and start > 1 and s.lower[start - 1] == "'s":
            country = self._know.countries.get(s.lower[start - 2])
        return Party(start, end, " ".join(s.span(start, end).split()), country, sector)


def _told(field: str) -> str | None:
    return None if field == "-" else field


def _is_name_of(one: Party, other: Party) -> bool:
    """Whether a group's name stands before what its people are: "Houthi fighters"."""
    named = one.sector not in {None, STATE} and one.name[0].isupper()
    return named and other.sector is not None and other.name.islower()
