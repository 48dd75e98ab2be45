"""Sentences in capitals, or with a capital on every word, rewritten as prose for the parser."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from streams.extract.document.parse import Passage
from streams.extract.document.sentence import Sentence
from streams.extract.names.capitals import HEADLINE, LONG_WORD, MIN_LONG_WORDS, SHOUTED
from streams.extract.names.tables import ACRONYMS, WORDS
from streams.extract.vocabulary.known_names import Knowledge
from streams.extract.vocabulary.lexicon import place_nouns
from streams.extract.vocabulary.tables import DIRECTIONS, PARTICLES

_VOWELS = frozenset("aeiouy")
_PART = re.compile(r"[^\W\d_]+")
MAX_SHORT_FORM = 6
"""Letters of the longest short form of a name that an article explains in brackets."""
ABBREVIATION_LENGTHS = range(2, 6)
"""Lengths of a word that is taken for an abbreviation because it has no vowel: "FMLN"."""


@dataclass(frozen=True, slots=True)
class Casing:
    """How an article itself writes its words.

    Attributes:
        forms: the most frequent form of each word in prose, by its lower case.
        bracketed: short forms of names in brackets, in lower case.
    """

    forms: dict[str, str]
    bracketed: frozenset[str]


class Truecaser:
    """Writes names with capitals and the rest without, letter for letter."""

    def __init__(self, knowledge: Knowledge) -> None:
        names = knowledge.calendar | knowledge.demonyms.keys() | knowledge.peoples
        self._written = names - WORDS["months_as_words"]
        self._particles = PARTICLES.entries()
        self._acronyms = ACRONYMS.entries()
        self._common = knowledge.common
        self._after = place_nouns() | knowledge.organisations
        self._before = knowledge.titles | DIRECTIONS.entries() | WORDS["place_name_openers"]
        self._lower = WORDS["lower_abbreviations"]
        self._contractions = tuple(WORDS["contractions"])

    def passages(self, sentences: Sequence[Sentence], article: Sequence[Sentence]) -> list[Passage]:
        """Return the passages of some sentences of an article; prose stays as it is.

        Every passage keeps its length. The capitals of the sentences must have been marked.
        """
        if not any(_is_shouted(s) or _is_headline(s) for s in sentences):
            return [s.passage for s in sentences]
        casing = _casing(article)
        return [self._passage(s, casing) for s in sentences]

    def _passage(self, s: Sentence, casing: Casing) -> Passage:
        shouted = _is_shouted(s)
        if not shouted and not _is_headline(s):
            return s.passage
        letters = list(s.passage.text)
        for at, start in enumerate(s.passage.starts):
            word = s.words[at]
            written = self._write(s, at, casing) if shouted else _without_capital(s, at)
            if len(written) == len(word):
                letters[start : start + len(word)] = written
        return replace(s.passage, text="".join(letters))

    def _write(self, s: Sentence, at: int, casing: Casing) -> str:
        word, low = s.words[at], s.lower[at]
        if not word[0].isalpha() or low == "i":
            return word
        opens = not any(before[0].isalpha() for before in s.words[:at])
        if low in casing.forms:
            return _title(casing.forms[low]) if opens else casing.forms[low]
        if low in self._acronyms or low in casing.bracketed or _is_abbreviation(low):
            return word
        if low in self._lower or low.endswith(self._contractions):
            return _title(low) if opens else low
        if opens or s.capital[at] or low in self._written or self._belongs(s, at):
            return self._as_name(low, opens=opens)
        return low

    def _belongs(self, s: Sentence, at: int) -> bool:
        """Whether a common word is part of the name beside it: "Marsh Street", "New Haven"."""
        after = s.capital[at - 1 : at] == [True] and s.lower[at] in self._after
        return after or (s.capital[at + 1 : at + 2] == [True] and s.lower[at] in self._before)

    def _as_name(self, low: str, *, opens: bool) -> str:
        """Write "al-zour" as "al-Zour", "o'neil" as "O'Neil", "rebel-held" as it is."""

        def capital(part: re.Match[str]) -> str:
            first = opens and part.start() == 0
            short = part.start() > 0 and len(part.group()) == 1
            plain = "-" in low and (part.group() in self._common or part.group() in self._particles)
            if part.group() in self._acronyms:
                return part.group().upper()
            return part.group() if not first and (plain or short) else _title(part.group())

        return _PART.sub(capital, low)


def _title(word: str) -> str:
    # "ß" and the like have capitals of two letters, which would move all that follows.
    return word[0].upper() + word[1:] if len(word[0].upper()) == 1 else word


def _is_abbreviation(low: str) -> bool:
    return len(low) in ABBREVIATION_LENGTHS and low.isalpha() and _VOWELS.isdisjoint(low)


def _without_capital(s: Sentence, at: int) -> str:
    """Take the capital off a word of a headline that is no name."""
    word = s.words[at]
    return word if at == 0 or s.capital[at] or word[1:].lower() != word[1:] else word.lower()


def _is_shouted(s: Sentence) -> bool:
    """Whether a sentence of any length is all in capitals; a single letter shows nothing."""
    letters = [word for word in s.words if word[0].isalpha()]
    loud = sum(len(word) for word in letters if word.isupper())
    whole = sum(len(word) for word in letters)
    return whole > 0 and loud >= SHOUTED * whole and any(len(word) > 1 for word in letters)


def _is_headline(s: Sentence) -> bool:
    long = [word[0].isupper() for word in s.words if len(word) >= LONG_WORD]
    return len(long) >= MIN_LONG_WORDS and sum(long) >= HEADLINE * len(long)


def _casing(article: Sequence[Sentence]) -> Casing:
    """Count how words are written where capitals mean something: inside of prose."""
    seen: dict[str, Counter[str]] = {}
    bracketed: set[str] = set()
    for s in article:
        bracketed.update(s.lower[at] for at in range(1, len(s) - 1) if _stands_for_name(s, at))
        if not _is_shouted(s) and not _is_headline(s):
            for at in range(1, len(s)):
                if s.words[at][0].isalpha():
                    seen.setdefault(s.lower[at], Counter())[s.words[at]] += 1
    forms = {low: counts.most_common(1)[0][0] for low, counts in seen.items()}
    return Casing(forms, frozenset(bracketed))


def _stands_for_name(s: Sentence, at: int) -> bool:
    """Whether a word is the short form in "the National Front (FN)"."""
    inside = s.words[at - 1] == "(" and s.words[at + 1] == ")"
    return inside and s.capital[at] and len(s.words[at]) <= MAX_SHORT_FORM and s.words[at].isupper()
