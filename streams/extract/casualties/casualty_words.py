"""Finds the casualty words of a sentence, and tells whose event a casualty verb governs."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from streams.extract.casualties.tables import CASUALTY_WORDS, WORDS, CasualtyKind, Voice
from streams.extract.document.parse import RELATIVE, VERBAL, Parse
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.phrases import Phrases

DEADLY_REACH = 5
"""Words from a wound to the phrase that says it was deadly: "stabbed two young men to death"."""

RESULT_REACH = 10
"""Words from a shot to "dead" behind those who were hit: "shot a guard and two nurses dead"."""


@dataclass(frozen=True, slots=True)
class CasualtyWord:
    """A casualty word or phrase at words ``start`` to ``end`` (one past)."""

    start: int
    end: int
    kind: CasualtyKind
    voice: Voice


class CasualtyWordFinder:
    """Finds the casualty words of a sentence."""

    def __init__(self) -> None:
        self._phrases = Phrases((row.form, row) for row in CASUALTY_WORDS.rows())

        self._results = WORDS["deadly_results"]
        self._parts = WORDS["auxiliaries"] | WORDS["parts_object_and_result"]

    def find(self, s: Sentence) -> list[CasualtyWord]:
        """Return the casualty words, left to right, without wounds that were deadly."""
        words = [
            CasualtyWord(match.start, match.end, match.value.kind, match.value.voice)
            for match in self._phrases.find(s.lower)
            if match.value.kind is not None
        ]
        return [
            word
            for word, following in zip_longest(words, words[1:])
            if following is None or not self._is_deadly(s, word, following)
        ]

    def _is_deadly(self, s: Sentence, word: CasualtyWord, following: CasualtyWord) -> bool:
        """Whether the next phrase says that a wound was deadly: "shot two men to death", "dead"."""
        if not word.voice.is_open or word.voice.is_fixed:
            return False
        if (following.kind, following.voice.name) != ("killed", "before"):
            return False
        if following.end - following.start > 1:
            return following.start - word.end <= DEADLY_REACH
        between = range(word.end, following.start)
        result = s.lower[following.start] in self._results and len(between) <= RESULT_REACH
        if not result or not self._parts.isdisjoint(s.lower[at] for at in between):
            return False
        return s.parse is None or not any(_is_finite(s.parse, at) for at in between)


def _is_finite(parse: Parse, word: int) -> bool:
    return parse.pos[word] in VERBAL and parse.deps[word] != "amod"


@lru_cache(maxsize=1)
def single_casualty_words() -> frozenset[str]:
    """Return the casualty words that are no phrases: "killed", "deaths"."""
    return frozenset(
        row.form for row in CASUALTY_WORDS.rows() if row.kind is not None and " " not in row.form
    )


def is_about_another(s: Sentence, word: int, trigger: int) -> bool:
    """Return whether a word is in a relative clause about somebody or something else.

    "A banker who left his job last year was arrested": last year is not that of the arrest. A
    clause about the event itself is not meant: "an attack that began last year".
    """
    if s.parse is None:
        return False
    clause = next(
        (at for at in (word, *s.parse.ancestors(word)) if s.parse.deps[at] == "acl:relcl"), None
    )
    if clause is None or trigger in s.parse.subtree(clause):
        return False
    return s.parse.heads[clause] != trigger


def is_in_other_clause(s: Sentence, word: int, trigger: int) -> bool:
    """Whether a word is in a relative clause about casualties of another event.

    "Freed 38 pupils who were abducted last month": the month is not that of the release.
    """
    if s.parse is None:
        return False
    above = (at for at in (word, *s.parse.ancestors(word)) if s.parse.pos[at] == "VERB")
    verb = next(above, None)
    if (
        verb is None
        or s.parse.deps[verb] not in RELATIVE
        or s.lower[verb] not in single_casualty_words()
    ):
        return False
    if trigger in s.parse.subtree(verb):
        return False
    # "An attack in which four were killed on Sunday": the clause is about the event itself.
    antecedent = s.parse.heads[verb]
    return s.parse.pos[antecedent] == "VERB" or trigger not in s.parse.subtree(antecedent)
