"""Finds the noun phrases that name a side or people, with sector and country where stated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.extract.document.mentions import Name
from streams.extract.document.parse import Parse
from streams.extract.document.sentence import Sentence
from streams.extract.participants.tables import PHYSICAL_TARGETS, WORDS
from streams.extract.vocabulary.known_names import Knowledge
from streams.extract.vocabulary.phrases import Phrases
from streams.extract.vocabulary.tables import ACTORS, ARMED_GROUPS, PERSON_NOUNS

GROUP_SECTORS = frozenset({"rebels", "criminals", "militia", "armed_group"})
"""Sectors of groups that have members: "fighters of X"."""
MOST_WEAPON_WORDS = 3
"""Words for a weapon between the adjective of a state and its attack."""
STATE = "state"
"""Sector of a country that acts: "Israel bombed …"."""

SectorAndCountry = tuple[str | None, str | None]
"""A sector, and the ISO 3166-1 alpha-3 code of a country; None where it is not stated."""


@dataclass(frozen=True, slots=True)
class Party:
    """A side at words ``start`` to ``end`` (one past); ``thing``: a building, a vehicle.

    ``named``: it has a name or a country, and is not only what its people are ("fighters").
    """

    start: int
    end: int
    name: str
    country: str | None
    sector: str | None
    thing: bool = False
    named: bool = False


class PartyFinder:
    """Finds the parties of a sentence."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._know = knowledge
        self._nouns: Phrases[SectorAndCountry] = Phrases(_nouns(knowledge))
        self._collective = WORDS["collective_nouns"]
        self._weapons = WORDS["weapon_modifiers"]
        self._things = PHYSICAL_TARGETS.entries()
        self._groups = {row.name for row in ARMED_GROUPS.rows()}

    def find(self, s: Sentence, names: Sequence[Name]) -> list[Party]:
        """Return the parties of a sentence, left to right, without overlap."""
        found = [self._party(s, m.start, m.end, m.value) for m in self._nouns.find(s.lower)]
        found += [
            self._party(s, name.start, name.end, (None, None))
            for name in names
            if name.kind in {"organisation", "person"}
        ]
        found += self._nationals(s)
        found.sort(key=lambda p: (p.start, p.start - p.end))
        kept: list[Party] = []
        for party in found:
            if kept and party.start == kept[-1].end and _is_name_of(kept[-1], party):
                known = (party.sector, kept[-1].country)
                kept.append(self._party(s, kept.pop().start, party.end, known))
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
            for child in _nested(parse, word)
            for party in parties
            if party.start <= child < party.end
            if party.sector not in {None, STATE} or s.lower[word] in self._collective
        )
        if (party := next(inner, own)) is not None:
            return party
        if s.lower[word] in self._things and parse.deps[word] != "compound":
            return Party(word, word + 1, s.words[word], None, None, thing=True)
        return None

    def group_of(self, parse: Parse, word: int, parties: Sequence[Party]) -> Party | None:
        """Return the named group of fighters: "terrorists of the FMLN", "Shining Path members"."""
        own = next((p for p in parties if p.start <= word < p.end), None)
        if own is not None and own.named:
            return None
        below = parse.under(word, "nmod", "compound", "appos", "amod")
        below += [
            at for one in below for at in parse.under(one, "appos", "compound", "amod", "nmod")
        ]
        groups = [
            party
            for party in parties
            if party.named and party.sector in GROUP_SECTORS and not party.thing
            if any(party.start <= at < party.end for at in below)
        ]
        return groups[0] if groups else None

    def state_of_attack(self, s: Sentence, parse: Parse, start: int, end: int) -> Party | None:
        """Return the state whose forces an adjective names: "a Russian missile attack".

        It stands right before the words ``start`` to ``end`` of the attack, or before its weapon.
        """
        for at in range(start - 1, max(-1, start - 1 - MOST_WEAPON_WORDS), -1):
            code = self._know.demonyms.get(s.lower[at])
            if code is not None and parse.deps[at] in {"amod", "compound", "nmod"}:
                return Party(at, at + 1, s.words[at], code, STATE, named=True)
            if parse.heads[at] not in range(at, end) or s.lower[at] not in self._weapons:
                return None
        return None

    def _nationals(self, s: Sentence) -> Iterator[Party]:
        """Yield people named by their country, in the plural: "Palestinians"."""
        for at, word in enumerate(s.words):
            demonym = s.lower[at].removesuffix("s") if word[0].isupper() else ""
            if demonym != s.lower[at] and demonym in self._know.demonyms:
                yield Party(at, at + 1, word, self._know.demonyms[demonym], None)

    def _party(self, s: Sentence, start: int, end: int, known: SectorAndCountry) -> Party:
        """Return a party with the demonyms before it: "Syrian government forces".

        Without a country of its own it is of the one that it belongs to: "Syria's army".
        """
        sector, country = known
        while start > 0 and (
            s.lower[start - 1] in self._know.demonyms or s.lower[start - 1] in self._know.peoples
        ):
            country = self._know.demonyms.get(s.lower[start - 1], country)
            start -= 1
        if country is None and start > 1 and s.lower[start - 1] == "'s":
            country = self._know.countries.get(s.lower[start - 2])
        name = " ".join(s.span(start, end).split())
        return Party(start, end, name, country, sector, named=self._is_named(s, start, end))

    def _is_named(self, s: Sentence, start: int, end: int) -> bool:
        """Whether a party has a name; a word that only opens its sentence is none."""
        words = " ".join(s.lower[start:end])
        if any(group in words for group in self._groups):
            return True
        return any(s.capital[at] and at > 0 for at in range(start, end))


def _nested(parse: Parse, word: int) -> list[int]:
    """Return the nouns behind "of", two deep: "members of the 12th front of the guerrillas"."""
    below = parse.under(word, "nmod")
    return below + [at for one in below for at in parse.under(one, "nmod")]


def _nouns(knowledge: Knowledge) -> Iterator[tuple[str, SectorAndCountry]]:
    """Yield the phrases that name a party; of two with the same words the first one counts."""
    for group in ARMED_GROUPS.rows():
        yield group.name, (group.sector, group.country)
    actors = {row.phrase: row.sector for row in ACTORS.rows()}
    for phrase, sector in actors.items():
        yield phrase, (sector, None)
    for people in PERSON_NOUNS.rows():
        for form in (people.plural, people.singular):
            if form and form not in actors:
                yield form, (people.sector, None)
    for name, code in knowledge.countries.items():
        yield name, (STATE, code)


def _is_name_of(one: Party, other: Party) -> bool:
    """Whether a group's name stands before what its people are: "Houthi fighters"."""
    named = one.sector not in {None, STATE} and one.name[0].isupper()
    return named and other.sector is not None and other.name.islower()
