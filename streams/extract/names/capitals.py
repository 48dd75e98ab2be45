"""Which words are written as names: capitals that mean something, also in text all in capitals."""

from dataclasses import replace
from functools import lru_cache

from streams.extract.document.sentence import Sentence
from streams.extract.names.tables import WORDS
from streams.extract.vocabulary.known_names import Knowledge
from streams.extract.vocabulary.lexicon import person_nouns
from streams.extract.vocabulary.phrases import Phrases
from streams.extract.vocabulary.tables import POSTAL_CODES

SHOUTED = 0.7
"""Share of capitals among the letters from which a sentence is taken to be all in capitals."""
FEW_LETTERS = 12
"""Letters up to which capitals may be an abbreviation and a number, not shouting."""
HEADLINE = 0.6
"""Share of capitalised words from which a sentence is taken to be a headline in title case."""
PROSE = 0.9
"""The same share for a sentence with a full stop, which headlines seldom have."""

_OPENERS = frozenset("\"“\u2018'([-\u2013—:;•*") | {"``"}
"""Signs behind which a sentence opens anew."""

LONG_WORD = 4
"""Letters of a word by which a headline is recognised: shorter ones keep their lower case in it."""
MIN_LONG_WORDS = 4
"""Long words below which the share of capitals says nothing."""
MIN_COMPOUND_PART = 3
"""Letters of the second part of a compound such as "US-led"; a shorter one is part of a name."""


@lru_cache(maxsize=1)
def arabic_articles() -> frozenset[str]:
    """Return the Arabic article in its spellings before a name: "al", "ash"."""
    return WORDS["arabic_articles"]


class PostalCodes:
    """Tells the code of a state from the word or the acronym that is spelt like it."""

    def __init__(self) -> None:
        self._codes = POSTAL_CODES.entries()

    def stands_at(self, s: Sentence, at: int) -> bool:
        """Whether a word is the code of a state, behind a comma and a name.

        "Gary, IN, on Monday" has one; "He was IN the room, OR so they say" has none.
        """
        if s.words[at] not in self._codes or at < 2 or s.words[at - 1] != ",":
            return False
        name = s.words[at - 2]
        if not (name[0].isupper() and len(name) > 1):
            return False
        after = (*s.words[at + 1 : at + 2], ".")[0]
        return not after[0].isalnum() or _is_mixed(s)

    def ends(self, s: Sentence, start: int, end: int) -> bool:
        """Whether a name ends with a code that no comma parts from it: "Portland ME"."""
        if end - start < 2 or s.words[end - 1] not in self._codes or not _is_mixed(s):
            return False
        town = s.words[start : end - 1]
        return town[-1][0].isupper() and not any(word.isupper() for word in town)


def _is_mixed(s: Sentence) -> bool:
    """Whether a word of a sentence is in lower case, so that capitals show something."""
    return any(word.islower() for word in s.words)


class Capitals:
    """Marks the words of a sentence that are capitalised as names are.

    Args:
        knowledge: the names that are known.
        not_names: words in lower case that are no names, beside common words and person nouns.
    """

    def __init__(self, knowledge: Knowledge, not_names: frozenset[str]) -> None:
        people = frozenset(word for noun in person_nouns() for word in noun.split())
        self._common = knowledge.common | people | not_names
        self._known = knowledge.is_place
        self._postal = PostalCodes()
        self._locatives = WORDS["headline_locatives"]
        places = (
            *knowledge.countries,
            *knowledge.cities,
            *knowledge.states,
            *knowledge.regions,
        )
        several = (name.replace(". ", " . ") for name in places if " " in name)
        self._places = Phrases((name, name) for name in several)

    def mark(self, sentence: Sentence) -> Sentence:
        """Return the sentence with its flags ``capital``, one for each word."""
        return replace(sentence, capital=self._flags(sentence))

    def _flags(self, sentence: Sentence) -> list[bool]:
        upper = [_is_capital(word) for word in sentence.words]
        if _is_shouted(sentence):
            flags = self._in_shouting(sentence)
        elif self._is_headline(sentence, upper):
            flags = self._in_headline(sentence, upper)
        else:
            flags = self._in_prose(sentence, upper)
        codes = (self._postal.stands_at(sentence, at) for at in range(len(sentence)))
        return [flag or code for flag, code in zip(flags, codes, strict=True)]

    def _is_headline(self, sentence: Sentence, upper: list[bool]) -> bool:
        pairs = zip(upper, sentence.words, strict=True)
        long = [up for up, word in pairs if len(word) >= LONG_WORD]
        share = PROSE if sentence.words[-1] == "." else HEADLINE
        return len(long) >= MIN_LONG_WORDS and sum(long) >= share * len(long)

    def _in_prose(self, sentence: Sentence, upper: list[bool]) -> list[bool]:
        flags = list(upper)
        opening = True
        for i, word in enumerate(sentence.words):
            if opening and upper[i] and self._is_common(sentence.lower[i]):
                place = self._places.at(sentence.lower, i) if len(word) > 1 else None
                flags[i] = place is not None and upper[place.end - 1]
            opening = (opening and not word[:1].isalnum()) or word in _OPENERS
            if word == "I":
                flags[i] = False
        return flags

    def _in_shouting(self, sentence: Sentence) -> list[bool]:
        flags = [
            word[0].isalpha() and len(word) > 1 and not self._is_common(word)
            for word in sentence.lower
        ]
        self._restore(sentence, flags)
        return flags

    def _in_headline(self, sentence: Sentence, upper: list[bool]) -> list[bool]:
        """Flag names of a headline; behind a preposition they run on: "in Miami Gardens"."""
        lower = sentence.lower
        flags = [up and not self._is_common(low) for up, low in zip(upper, lower, strict=True)]
        self._restore(sentence, flags)
        for i in range(2, len(flags)):
            if lower[i - 2] in self._locatives and flags[i - 1] and upper[i]:
                flags[i] = lower[i] not in self._locatives
        return flags

    def _restore(self, sentence: Sentence, flags: list[bool]) -> None:
        """Flag the words of place names of several words, which may be common: "New Haven"."""
        for found in self._places.find(sentence.lower):
            flags[found.start : found.end] = [True] * (found.end - found.start)

    def _is_common(self, word: str) -> bool:
        """Whether a word is a common one or a single letter, and no place that readers know."""
        return (word in self._common or len(word) == 1) and not self._known(word)


def _is_shouted(sentence: Sentence) -> bool:
    """Whether a sentence is all in capitals, and long enough for that to mean something."""
    letters = [word for word in sentence.words if word[0].isalpha()]
    whole = sum(map(len, letters))
    shouted = sum(len(word) for word in letters if word.isupper())
    return whole > FEW_LETTERS and shouted >= SHOUTED * whole


def _is_capital(word: str) -> bool:
    """Whether a word is written as a name: "Homs", "al-Bab"; not "US-led"."""
    if word[:1].isupper():
        return not _is_compound(word)
    article, dash, rest = word.partition("-")
    return bool(dash) and article in arabic_articles() and rest.lstrip("'")[:1].isupper()


def _is_compound(word: str) -> bool:
    """Whether a name only opens an adjective: "US-led", "Kurdish-controlled"."""
    first, dash, rest = word.partition("-")
    return (
        bool(dash)
        and rest.islower()
        and len(rest) >= MIN_COMPOUND_PART
        and first.lower() not in arabic_articles()
    )
