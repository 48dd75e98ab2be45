"""Text without capitals, given those that its names would have, letter for letter."""

from collections.abc import Sequence
from typing import NamedTuple

from streams.extract.document.sentence import normal, split_words
from streams.extract.names.tables import ACRONYMS, WORDS
from streams.extract.vocabulary.known_names import Knowledge, demonyms
from streams.extract.vocabulary.lexicon import locatives
from streams.extract.vocabulary.phrases import Phrases
from streams.extract.vocabulary.tables import DIRECTIONS, PARTICLES, POSTAL_CODES

MOST_CAPITALS = 0.01
"""Share of capitalised words up to which a text is taken to be written without capitals; days and
months do not count, for telephones and editors write those."""
FEWEST_WORDS = 6
"""Words below which a text without capitals says nothing of how its author writes."""
LOOK_BACK = 3
"""Words before an unknown one among which a preposition makes it a name: "in nearby rural x"."""
LEAST_NAME = 3
"""Letters of the shortest word that is taken for a name only because no other word is spelt so."""
_ENDS = frozenset(".!?")
_SUFFIXES = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "ies", "ied")
"""Endings by which a form of a common word is known: "burned", "villagers"."""


class _Words(NamedTuple):
    """The words of a text, as written and in lower case, with where they start."""

    written: Sequence[str]
    lower: Sequence[str]
    starts: Sequence[int]


class Recaser:
    """Gives a text that is all in lower case the capitals of sentences and names.

    Args:
        knowledge: the names that are known.
        not_names: words in lower case that are no names, beside common words.
    """

    def __init__(self, knowledge: Knowledge, not_names: frozenset[str]) -> None:
        self._know = knowledge
        self._common = knowledge.common | not_names | WORDS["lower_words"]
        self._demonyms = demonyms(knowledge)
        places = {*knowledge.countries, *knowledge.cities, *knowledge.states, *knowledge.regions}
        names = places | self._demonyms
        self._names = Phrases((name.replace(". ", " . "), name) for name in names)
        self._words = WORDS["places_as_words"]
        self._acronyms = ACRONYMS.entries()
        self._postal = frozenset(code.lower() for code in POSTAL_CODES.entries())
        self._locatives = locatives()
        self._strict = WORDS["strict_locatives"] | {"from", "to"}
        self._passed = DIRECTIONS.entries() | WORDS["before_lower_name"]
        self._behind = WORDS["behind_lower_place"]
        self._particles = PARTICLES.entries()
        self._months = WORDS["months_as_words"]

    def recase(self, text: str) -> str:
        """Return a text without capitals with those that it lacks, and any other as it is."""
        words, starts, _ = split_words(text, 0, len(text))
        read = _Words(words, [normal(word) for word in words], starts)
        if not self._is_uncased(read):
            return text
        letters = list(text)
        for at, written in enumerate(self._cased(read)):
            if len(written) == len(words[at]):
                letters[starts[at] : starts[at] + len(written)] = written
        return "".join(letters)

    def _is_uncased(self, read: _Words) -> bool:
        pairs = zip(read.written, read.lower, strict=True)
        spelt = [
            word for word, low in pairs if word[0].isalpha() and low not in self._know.calendar
        ]
        capitals = sum(word[0].isupper() for word in spelt)
        return len(spelt) >= FEWEST_WORDS and capitals <= MOST_CAPITALS * len(spelt)

    def _cased(self, read: _Words) -> list[str]:
        names = self._flags(read)
        cased, opens = [], True
        for at, low in enumerate(read.lower):
            if self._is_abbreviation(read, names, at):
                cased.append(read.written[at].upper())
            elif opens or (names[at] and not (low in self._particles and at and names[at - 1])):
                cased.append(_title(read.written[at]))
            else:
                cased.append(read.written[at])
            opens = low in _ENDS or (opens and not low[0].isalnum())
        return cased

    def _flags(self, read: _Words) -> list[bool]:
        """Return for each word whether it is of a name."""
        flags = [self._is_day(read, at) for at in range(len(read.lower))]
        for hit in self._names.find(read.lower):
            if self._is_named(read, flags, hit.start, hit.end):
                flags[hit.start : hit.end] = [True] * (hit.end - hit.start)
        for at, low in enumerate(read.lower):
            if not flags[at] and self._may_be_name(low):
                flags[at] = self._is_placed(read.lower, flags, at)
            elif not flags[at] and read.lower[at + 1 : at + 2] == [","]:
                behind = not self._strict.isdisjoint(read.lower[max(0, at - 1) : at])
                flags[at] = behind and self._is_area(read.lower, at + 2)
        return flags

    def _is_day(self, read: _Words, at: int) -> bool:
        low = read.lower[at]
        if low not in self._know.calendar or low not in self._months:
            return low in self._know.calendar
        beside = (*read.lower[max(0, at - 1) : at], *read.lower[at + 1 : at + 2])
        return any(word[0].isdigit() for word in beside)

    def _is_named(self, read: _Words, flags: Sequence[bool], start: int, end: int) -> bool:
        """Whether a known name is one here: "in turkey", not "turkey soup"."""
        lower = read.lower
        if end - start > 1 or (
            lower[start] not in self._common and lower[start] not in self._words
        ):
            return True
        before, after = lower[max(0, start - 2) : start], (*lower[end : end + 1], ".")[0]
        behind = after in self._behind or not after[0].isalpha()
        listed = before[-1:] == [","] and start > 1 and flags[start - 2]
        inner = after == "," and self._is_area(lower, end + 1)
        return inner or (behind and (listed or not self._strict.isdisjoint(before[-1:])))

    def _is_area(self, lower: Sequence[str], at: int) -> bool:
        """Whether a country or a state is named at a word: "nice, france"."""
        hit = self._names.at(lower, at) if at < len(lower) else None
        areas = (self._know.countries, self._know.states)
        return hit is not None and any(hit.value in of for of in areas)

    def _may_be_name(self, low: str) -> bool:
        """Whether a word is no form of a common one."""
        spelt = low.replace("-", "").replace("'", "").isalpha()
        return len(low) >= LEAST_NAME and spelt and not self._is_common(low)

    def _is_common(self, low: str) -> bool:
        if low in self._common or "'" in low:
            return True
        if "-" in low:
            return all(len(part) < LEAST_NAME or self._is_common(part) for part in low.split("-"))
        return any(
            low.endswith(end) and not self._common.isdisjoint(_stems(low.removesuffix(end)))
            for end in _SUFFIXES
        )

    def _is_placed(self, lower: Sequence[str], flags: Sequence[bool], at: int) -> bool:
        """Whether an unknown word stands where a name does: behind "in", or beside a name."""
        before = lower[at - 1] if at else ""
        if before in self._know.titles or before in self._know.first_names:
            return True
        if lower[at] in self._know.first_names or (at and flags[at - 1]):
            return True
        if before in {",", "and", "'s"} and at > 1 and flags[at - 2]:
            return True
        for back in range(at - 1, max(-1, at - 1 - LOOK_BACK), -1):
            if lower[back] in self._locatives:
                return True
            if lower[back] not in self._passed:
                return False
        return False

    def _is_abbreviation(self, read: _Words, names: Sequence[bool], at: int) -> bool:
        """Whether a word is written in capitals: "nato", "the us", "columbus, oh,"."""
        low = read.lower[at]
        before = read.lower[at - 1] if at else ""
        if low == "us":
            return before == "the"
        if low in self._postal and before == "," and at > 1 and names[at - 2]:
            after = (*read.lower[at + 1 : at + 2], ".")[0]
            return not after[0].isalnum()
        return low in self._acronyms or (
            low.count(".") > 1 and low not in WORDS["lower_abbreviations"]
        )


def _stems(base: str) -> set[str]:
    """Return the words of which a form may be made: "planned" of "plan", "cried" of "cry"."""
    undoubled = base[:-1] if base[-1:] == base[-2:-1] else base
    return {base, f"{base}e", f"{base}y", undoubled}


def _title(word: str) -> str:
    # "ß" and the like have capitals of two letters, which would move all that follows.
    return word[0].upper() + word[1:] if len(word[0].upper()) == 1 else word
