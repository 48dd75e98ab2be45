"""What a name is of: a place, a person, an organisation, a people."""

from itertools import pairwise

from streams.extract.document.mentions import NameKind
from streams.extract.document.sentence import Sentence
from streams.extract.names.tables import WORDS
from streams.extract.vocabulary.known_names import Knowledge, demonyms
from streams.extract.vocabulary.lexicon import (
    armed_group_names,
    locatives,
    place_nouns,
    reporting_forms,
)
from streams.extract.vocabulary.tables import PERSON_NOUNS

DASH = "-"
"""Before a name of several words it opens an entry of a list, which is more often of people."""
MAX_ACRONYM = 6
"""Letters of the longest word in capitals that is taken for an acronym."""
MIN_PROSE_WORD = 3
"""Letters of a word in lower case that shows that a sentence is not all in capitals."""
EXPLANATION = 7
"""Words behind a name that may explain it: "X, a small village in"."""
MAX_AGE_DIGITS = 2
"""Digits of an age: "A, 24,"; a larger number is a distance or a count."""


class NameClassifier:
    """Tells by its words and its neighbours what a name is of."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._known = knowledge
        self._demonyms = demonyms(knowledge)
        self._place_nouns = place_nouns()
        self._person_nouns = {row.singular for row in PERSON_NOUNS.rows() if row.singular} | {DASH}
        self._reporting = reporting_forms()
        self._armed_groups = armed_group_names()
        self._place_openers = WORDS["place_openers_of_persons"]
        self._behind_age = WORDS["behind_age"]
        self._closes_age = WORDS["closes_age"]
        self._before_aged = WORDS["before_aged_name"]
        self._place_locatives = locatives() - WORDS["locatives_of_people"]
        self._strict_locatives = WORDS["strict_locatives"]
        self._suffixes = WORDS["person_suffixes"]
        self._introduces = knowledge.titles | WORDS["introduces_person"]
        self._explanation_openers = WORDS["explanation_openers"]
        self._behind_explanation = WORDS["behind_explanation"]

    def kind(self, s: Sentence, start: int, end: int, *, known: bool) -> NameKind:
        """Return what the name at words ``start`` to ``end`` (one past) is of.

        ``known``: it is the name of a place that most readers know.
        """
        lower = s.lower[start:end]
        joined = " ".join(lower)
        if joined in self._demonyms or (len(lower) == 1 and lower[0] in self._known.peoples):
            return "people"
        if joined in self._armed_groups:
            return "organisation"
        if known and not self._is_introduced(s, start):
            return "place"
        organised = not self._known.organisations.isdisjoint(lower)
        if (organised and lower[-1] not in self._place_nouns) or _is_acronym(s, start, end):
            return "organisation"
        person = not self._is_placed(s, start) and self._is_person(s, start, end)
        return "person" if person else "place"

    def _is_introduced(self, s: Sentence, start: int) -> bool:
        """Whether a title stands before a name: "Gen. X", "a man named X"."""
        before = s.lower[start - 1] if start else ""
        if before == "." and start > 1:
            before = s.lower[start - 2]
        return before in self._introduces

    def _is_explained(self, s: Sentence, end: int) -> bool:
        """Whether what follows says that a name is a place: "X, a village in"."""
        behind = s.lower[end : end + EXPLANATION]
        if behind[:1] != [","] or self._explanation_openers.isdisjoint(behind[1:2]):
            return False
        return any(
            word in self._place_nouns and after in self._behind_explanation
            for word, after in pairwise(behind[2:])
        )

    def _is_placed(self, s: Sentence, start: int) -> bool:
        """Whether a name that opens like a person's stands where a place does."""
        before = s.lower[max(0, start - 2) : start]
        of = before[-1:] == ["of"] and before[0] in self._place_nouns
        inside = not self._strict_locatives.isdisjoint(before[-1:])
        return s.lower[start] in self._place_openers and (of or inside)

    def _is_person(self, s: Sentence, start: int, end: int) -> bool:
        lower, titles = s.lower[start:end], self._known.titles
        # "the Sheikh Maqsoud district": the noun behind a name outweighs a title.
        described = end < len(s) and s.lower[end] in self._place_nouns and not s.capital[end]
        titled = lower[0] in titles or not titles.isdisjoint(lower[1:-1])
        if titled or self._is_introduced(s, start) or lower[-1] in self._suffixes:
            return not described
        before = s.lower[start - 1] if start else ""
        if before.endswith("-year-old") or before in self._before_aged:
            return True
        placed = before in self._place_locatives
        aged, several = self._is_aged(s, end), len(lower) > 1
        if aged and several and not placed and s.lower[end + 2] in self._closes_age:
            return True
        if described or self._is_explained(s, end) or lower[-1] in self._place_nouns or placed:
            return False
        if aged or before in self._person_nouns:
            return True
        after = s.lower[end] if end < len(s) else ""
        first = lower[0] in self._known.first_names or any(len(word) == 1 for word in lower)
        return several and (first or after in self._reporting)

    def _is_aged(self, s: Sentence, end: int) -> bool:
        """Whether an age stands behind a name: "A, 24,"; not "A, 70 kilometers north of B"."""
        comma, age, after = (*s.lower[end : end + 3], "", "", "")[:3]
        aged = comma == "," and age.isdigit() and len(age) <= MAX_AGE_DIGITS
        return aged and after in self._behind_age


def _is_acronym(s: Sentence, start: int, end: int) -> bool:
    """Whether a name is one short word in capitals in a sentence that is not all in capitals."""
    word = s.words[start]
    mixed = any(w.islower() and len(w) >= MIN_PROSE_WORD for w in s.words)
    return end - start == 1 and mixed and word.isupper() and 1 < len(word) <= MAX_ACRONYM
