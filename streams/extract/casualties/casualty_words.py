"""Finds the casualty words of a sentence, and tells whose event a casualty verb governs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from streams.extract.casualties.tables import CASUALTY_WORDS, CasualtyKind, Voice
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.phrases import Phrases

DEADLY_REACH = 5
"""Words from a wound to the phrase that says it was deadly: "stabbed two young men to death"."""

_RELATIVE = frozenset({"acl:relcl", "acl"})


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

    def find(self, lower: Sequence[str]) -> list[CasualtyWord]:
        """Return the casualty words, left to right, without wounds that were deadly."""
        return _without_deadly_wounds(
            [
                CasualtyWord(match.start, match.end, match.value.kind, match.value.voice)
                for match in self._phrases.find(lower)
                if match.value.kind is not None
            ]
        )


def _without_deadly_wounds(words: Sequence[CasualtyWord]) -> list[CasualtyWord]:
    """Leave out a wound that the next phrase says was deadly: "stabbed two men to death"."""
    return [
        word
        for word, following in zip_longest(words, words[1:])
        if not (
            word.voice.name == "open_verb"
            and following is not None
            and (following.kind, following.voice.name) == ("killed", "before")
            and following.end - following.start > 1
            and following.start - word.end <= DEADLY_REACH
        )
    ]


@lru_cache(maxsize=1)
def single_casualty_words() -> frozenset[str]:
    """Return the casualty words that are no phrases: "killed", "deaths"."""
    return frozenset(
        row.form for row in CASUALTY_WORDS.rows() if row.kind is not None and " " not in row.form
    )


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
        or s.parse.deps[verb] not in _RELATIVE
        or s.lower[verb] not in single_casualty_words()
    ):
        return False
    return trigger not in s.parse.subtree(verb)
