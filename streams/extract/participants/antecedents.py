"""Who "they", "the group", "its fighters" are: the party that an article named before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.extract.document.event import SentenceContext
from streams.extract.document.sentence import Sentence
from streams.extract.participants.parties import STATE, Party, PartyFinder
from streams.extract.vocabulary.lexicon import reporting_verbs
from streams.extract.vocabulary.phrases import rows

REACH = 5
"""How many sentences back a group may have been named."""
NEAR = 2
"""How many sentences back whom a pronoun stands for may be."""

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_POSSESSIVE = frozenset({"its", "their"})
_OWN_DEEDS = frozenset({"claim", "admit"})
"""Verbs by which a group speaks of its own deeds: "X said its men had"."""
_OF_STATES = frozenset({"armed_forces", "police"})
_KNOWN = frozenset({"the", "these", "those", "its", "their", "'s"})


class Antecedents:
    """Finds the named party that a pronoun or a definite noun takes up again."""

    def __init__(self, finder: PartyFinder) -> None:
        self._finder = finder
        self._says = reporting_verbs() - _OWN_DEEDS
        self._alike = {
            row[0]: frozenset(row[1].split("|")) for row in rows("participants/anaphora.tsv")
        }

    def of_pronoun(self, contexts: Sequence[SentenceContext], at: int, word: int) -> Party | None:
        """Return whom a word that is no party by itself stands for.

        "They" is the last party told of that acts in arms, "the group" the last that has a name.
        """
        lower = contexts[at].sentence.lower
        wanted = self._alike.get(lower[word])
        if wanted is None:
            return None
        if lower[word] != "they":
            known = _is_known(contexts[at].sentence, word)
            return next(self._named(contexts, at, word, wanted), None) if known else None
        for back in range(at, max(-1, at - NEAR - 1), -1):
            s = contexts[back].sentence
            before = word if back == at else len(s)
            told = [p for p in self._parties(contexts[back]) if p.end <= before]
            fit = [p for p in told if p.sector in wanted and self._acts(s, p)]
            if fit:
                return self.of_noun(contexts, back, fit[-1])
        return None

    def of_noun(self, contexts: Sequence[SentenceContext], at: int, party: Party) -> Party:
        """Return a party with the name, or at least the country, that was told before."""
        s = contexts[at].sentence
        head = s.lower[party.end - 1]
        wanted = self._alike.get(head)
        named = party.name[:1].isupper() and party.start > 0
        if wanted is None or named or not _is_known(s, party.start):
            return party
        if party.sector in _OF_STATES:
            return self._with_country(contexts, at, party)
        found = next(self._named(contexts, at, party.start, wanted), None)
        if found is None:
            return party
        return replace(party, name=found.name, country=found.country, sector=found.sector)

    def _with_country(self, contexts: Sequence[SentenceContext], at: int, party: Party) -> Party:
        """Return forces with their country: "its troops" are of who was named just before them.

        "The army" is of the country that an army was said to be of.
        """
        s = contexts[at].sentence
        if party.country is not None:
            return party
        if s.lower[party.start - 1] in _POSSESSIVE:
            told = [p for p in self._parties(contexts[at]) if p.end < party.start]
            country = next((p.country for p in reversed(told) if p.sector == STATE), None)
            return replace(party, country=country)
        named = self._named(contexts, at, party.start, _OF_STATES)
        head = s.lower[party.end - 1]
        return next((replace(party, country=p.country) for p in named if _ends(p, head)), party)

    def _named(
        self,
        contexts: Sequence[SentenceContext],
        at: int,
        before: int,
        wanted: frozenset[str],
    ) -> Iterator[Party]:
        """Yield named parties of the sectors that are wanted, the last told first."""
        for back in range(at, max(-1, at - REACH - 1), -1):
            end = before if back == at else len(contexts[back].sentence)
            told = [p for p in self._parties(contexts[back]) if p.end <= end]
            fit = [p for p in told if p.sector in wanted and self._has_name(p)]
            subjects = [p for p in fit if self._acts(contexts[back].sentence, p)]
            yield from reversed(subjects or fit)

    def _has_name(self, party: Party) -> bool:
        words = party.name.split()
        return party.country is not None or any(word[0].isupper() for word in words)

    def _acts(self, s: Sentence, party: Party) -> bool:
        """Whether a party does or suffers something, or opens its sentence: "X said they had …".

        Who only stands behind what is told is its source: "…, the X said".
        """
        if s.parse is None:
            return party.start <= 2
        inside = range(party.start, party.end)
        opens = "VERB" not in s.parse.pos[: party.start]
        heads = [at for at in inside if s.parse.heads[at] not in inside]
        return any(
            s.parse.deps[at] in _SUBJECTS
            and (opens or s.parse.lemmas[s.parse.heads[at]] not in self._says)
            for at in heads
        )

    def _parties(self, context: SentenceContext) -> list[Party]:
        return self._finder.find(context.sentence, context.names)


def _is_known(s: Sentence, start: int) -> bool:
    """Whether a noun is told as known: "the militants", "its fighters", "the group's men"."""
    return start > 0 and s.lower[start - 1] in _KNOWN


def _ends(party: Party, head: str) -> bool:
    return party.country is not None and party.name.lower().endswith(head)
