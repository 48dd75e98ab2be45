"""Resolves "they", "the group", "its fighters" to the party that the article named before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.extract.document.event import SentenceContext
from streams.extract.document.sentence import Sentence
from streams.extract.participants.parties import GROUP_SECTORS, STATE, Party, PartyFinder
from streams.extract.participants.tables import ANAPHORA, WORDS
from streams.extract.vocabulary.lexicon import reporting_verbs

NAME_REACH = 5
"""Sentences back in which a group may have been named: a noun still says what it is."""
PRONOUN_REACH = 2
"""Sentences back in which the antecedent of a pronoun may be; a pronoun says little of it."""
OPENING_WORDS = 2
"""The last word at which a party opens its sentence, where there is no parse to tell."""

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_OF_STATES = frozenset({"armed_forces", "police"})


class Antecedents:
    """Finds the named party that a pronoun or a definite noun refers to."""

    def __init__(self, finder: PartyFinder) -> None:
        self._finder = finder
        self._possessives = WORDS["possessives"]
        self._plural = WORDS["plural_pronouns"]
        self._definite = WORDS["definite_openers"]
        self._speaking = reporting_verbs()
        self._reporting = self._speaking - WORDS["own_deeds"]
        self._sectors: dict[str, frozenset[str]] = {
            row.word: frozenset(row.sectors) for row in ANAPHORA.rows()
        }

    def of_pronoun(self, contexts: Sequence[SentenceContext], at: int, word: int) -> Party | None:
        """Return the antecedent of a word that names no party by itself, if there is one.

        "They" is the last party that acts in arms, "the group" the last that has a name.
        """
        s = contexts[at].sentence
        sectors = self._sectors.get(s.lower[word])
        if sectors is None:
            return None
        if s.lower[word] in self._plural:
            return self._of_they(contexts, at, word, sectors)
        definite = self._is_definite(s, word)
        return next(self._named(contexts, at, word, sectors), None) if definite else None

    def of_speaker(self, contexts: Sequence[SentenceContext], at: int, word: int) -> Party | None:
        """Return the group of fighters that says what "it" did: "X said it had carried out …"."""
        s = contexts[at].sentence
        if s.parse is None or s.lower[word] != "it":
            return None
        verb = s.parse.heads[word]
        above = s.parse.heads[verb]
        if s.parse.deps[verb] != "ccomp" or s.parse.lemmas[above] not in self._speaking:
            return None
        speakers = s.parse.under(above, "nsubj")
        parties = [p for p in self._parties(contexts[at]) if p.sector in GROUP_SECTORS]
        return next((p for p in parties for at in speakers if p.start <= at < p.end), None)

    def of_noun(self, contexts: Sequence[SentenceContext], at: int, party: Party) -> Party:
        """Return a party with the name, or at least the country, stated before."""
        s = contexts[at].sentence
        sectors = self._sectors.get(s.lower[party.end - 1])
        if sectors is None or party.named or not self._is_definite(s, party.start):
            return party
        if party.sector in _OF_STATES:
            return self._with_country(contexts, at, party)
        found = next(self._named(contexts, at, party.start, sectors), None)
        if found is None:
            return party
        return replace(party, name=found.name, country=found.country, sector=found.sector)

    def _of_they(
        self, contexts: Sequence[SentenceContext], at: int, word: int, sectors: frozenset[str]
    ) -> Party | None:
        for back in range(at, max(-1, at - PRONOUN_REACH - 1), -1):
            s = contexts[back].sentence
            end = word if back == at else len(s)
            before = [p for p in self._parties(contexts[back]) if p.end <= end]
            fit = [p for p in before if p.sector in sectors and self._acts(s, p)]
            if fit:
                return self.of_noun(contexts, back, fit[-1])
        return None

    def _with_country(self, contexts: Sequence[SentenceContext], at: int, party: Party) -> Party:
        """Return forces with their country: "its troops" are of the state named just before.

        "The army" is of the country that an army before was of.
        """
        s = contexts[at].sentence
        if party.country is not None:
            return party
        if s.lower[party.start - 1] in self._possessives:
            before = [p for p in self._parties(contexts[at]) if p.end < party.start]
            country = next((p.country for p in reversed(before) if p.sector == STATE), None)
            return replace(party, country=country)
        named = self._named(contexts, at, party.start, _OF_STATES)
        head = s.lower[party.end - 1]
        return next((replace(party, country=p.country) for p in named if _ends(p, head)), party)

    def _named(
        self,
        contexts: Sequence[SentenceContext],
        at: int,
        word: int,
        sectors: frozenset[str],
    ) -> Iterator[Party]:
        """Yield named parties of some sectors before a word, the last one first."""
        for back in range(at, max(-1, at - NAME_REACH - 1), -1):
            s = contexts[back].sentence
            end = word if back == at else len(s)
            before = [p for p in self._parties(contexts[back]) if p.end <= end]
            fit = [p for p in before if p.sector in sectors and _has_name(p)]
            subjects = [p for p in fit if self._acts(s, p)]
            yield from reversed(subjects or fit)

    def _acts(self, s: Sentence, party: Party) -> bool:
        """Whether a party does or suffers something, or opens its sentence: "X said they had …".

        One that only reports, behind what it reports, is a source: "…, the X said".
        """
        if s.parse is None:
            return party.start <= OPENING_WORDS
        inside = range(party.start, party.end)
        opens = "VERB" not in s.parse.pos[: party.start]
        heads = [at for at in inside if s.parse.heads[at] not in inside]
        return any(
            s.parse.deps[at] in _SUBJECTS
            and (opens or s.parse.lemmas[s.parse.heads[at]] not in self._reporting)
            for at in heads
        )

    def _parties(self, context: SentenceContext) -> list[Party]:
        return self._finder.find(context.sentence, context.names)

    def _is_definite(self, s: Sentence, start: int) -> bool:
        """Whether a noun is taken as known: "the militants", "its fighters", "the group's men"."""
        return start > 0 and s.lower[start - 1] in self._definite


def _has_name(party: Party) -> bool:
    return party.country is not None or party.named


def _ends(party: Party, head: str) -> bool:
    return party.country is not None and party.name.lower().endswith(head)
