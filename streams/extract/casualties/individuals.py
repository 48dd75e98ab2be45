"""Finds single people: "a soldier", "his wife", "another", "he", "a 9-year-old"; "her parents"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from streams.extract.casualties.casualty_words import single_casualty_words
from streams.extract.casualties.numbers import PersonCount, exactly
from streams.extract.casualties.tables import WORDS
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.known_names import knowledge
from streams.extract.vocabulary.phrases import Phrases
from streams.extract.vocabulary.tables import PERSON_NOUNS

MAX_ADJECTIVES = 3
"""Words between an article or a number and its noun: "two unarmed off-duty police officers"."""
_YEARS_OLD = "-year-old"
_NTH = re.compile(r"\d+(?:st|nd|rd|th)")


@lru_cache(maxsize=1)
def singular_person_nouns() -> Phrases[str]:
    """Return the nouns for one person, each with its plural."""
    return Phrases((row.singular, row.plural) for row in PERSON_NOUNS.rows() if row.singular)


class IndividualFinder:
    """Finds the people of a sentence who are mentioned one by one."""

    def __init__(self) -> None:
        self._nouns = singular_person_nouns()
        self._subjects = WORDS["subject_pronouns"]
        self._objects = WORDS["object_pronouns"]
        self._behind_object = WORDS["behind_object_pronoun"]
        self._openers = WORDS["singular_openers"] | {"'s"}
        self._openers_of_pair = WORDS["possessives"] | {"both"}
        self._pairs = WORDS["pairs"]
        self._ordinals = WORDS["ordinals"]
        self._further = WORDS["further"]
        self._peoples = knowledge().demonyms.keys()
        self._behind_alone = single_casualty_words() | WORDS["auxiliaries"]
        self._ends_noun_phrase = WORDS["joiners"] | WORDS["auxiliaries"]

    def find(self, s: Sentence) -> Iterator[PersonCount]:
        """Yield single people, each once, and pairs such as "her parents"."""
        seen = 0
        for p in self._all(s):
            # In "a 9-year-old boy" both the article and the age open the phrase.
            if p.start >= seen:
                yield p
            seen = max(seen, p.end)

    def _all(self, s: Sentence) -> Iterator[PersonCount]:
        for at, word in enumerate(s.lower[:-1]):
            behind = s.lower[at + 1]
            if word in self._subjects or (word in self._objects and behind in self._behind_object):
                yield _individual(at, at + 1)
            if word in self._openers_of_pair and behind in self._pairs:
                yield PersonCount(at, at + 2, exactly(2, at, at + 2), behind)
            if word in self._openers or word.endswith(_YEARS_OLD):
                yield from self._opened_by(s, at)

    def without_article(self, s: Sentence) -> Iterator[PersonCount]:
        """Yield single people of a headline: "Man, 32, shot dead"."""
        for at in range(len(s)):
            noun = self._nouns.at(s.lower, at)
            opened = at > 0 and s.lower[at - 1] in self._openers
            if noun and not opened and s.lower[noun.end : noun.end + 1] != ["'s"]:
                yield _individual(at, noun.end, noun.value)

    def _opened_by(self, s: Sentence, at: int) -> Iterator[PersonCount]:
        """Yield the person whose noun phrase a word opens: "a young soldier", "another"."""
        further = self._is_further(s, at)
        if (end := self._end_without_noun(s, at)) is not None:
            yield replace(_individual(at, end), further=further)
        elif (noun := self._noun_behind(s, at)) is not None:
            end, plural = noun
            couple = plural == "couples" and s.lower[end : end + 1] != ["of"]
            count = exactly(2 if couple else 1, at, end)
            yield PersonCount(at, end, count, plural, further=further)
        elif s.lower[at].endswith(_YEARS_OLD) and s.lower[at - 1 : at] in (["a"], ["an"]):
            yield _individual(at - 1, at + 1)

    def _end_without_noun(self, s: Sentence, at: int) -> int | None:
        """Return where a person without a noun ends: "another wounded", "a third was hurt"."""
        another = s.lower[at] == "another"
        ordinal = s.lower[at] in {"a", "an", "the"} and self._is_ordinal(s.lower[at + 1])
        if not another and not ordinal:
            return None
        end = at + 1 if another else at + 2
        if end < len(s) and s.capital[end : end + 1] == [True] and s.lower[end] in self._peoples:
            end += 1
        return end if end < len(s) and s.lower[end] in self._behind_alone else None

    def _is_ordinal(self, word: str) -> bool:
        return word in self._ordinals or _NTH.fullmatch(word) is not None

    def _is_further(self, s: Sentence, at: int) -> bool:
        """Whether a word opens one more person: "another", "a fifth man"; not "the fifth"."""
        if s.lower[at] in self._further:
            return True
        return s.lower[at] in {"a", "an"} and self._is_ordinal(s.lower[at + 1])

    def _noun_behind(self, s: Sentence, at: int) -> tuple[int, str] | None:
        """Return where the noun behind an article ends, over a few adjectives, and its plural."""
        for noun_at in range(at + 1, min(len(s), at + 2 + MAX_ADJECTIVES)):
            if noun := self._nouns.at(s.lower, noun_at):
                return noun.end, noun.value
            if not s.lower[noun_at][0].isalnum() or s.lower[noun_at] in self._ends_noun_phrase:
                return None
        return None


def _individual(start: int, end: int, group: str | None = None) -> PersonCount:
    return PersonCount(start, end, exactly(1, start, end), group)
