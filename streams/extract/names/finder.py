"""Capitalised spans, and what each seems to be: a place, a person, an organisation, a people."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from streams.extract.document.mentions import Name, NameKind
from streams.extract.document.sentence import Sentence
from streams.extract.names.capitals import ARTICLES
from streams.extract.vocabulary.known_names import Knowledge, demonyms
from streams.extract.vocabulary.lexicon import (
    armed_group_names,
    locatives,
    place_nouns,
    reporting_forms,
)
from streams.extract.vocabulary.phrases import entries
from streams.extract.vocabulary.tables import ABBREVIATIONS, DIRECTIONS, PARTICLES, PERSON_NOUNS

_LOCAL_POLICE = frozenset({"police", "sheriff", "sheriff's", "fire"})
_NUMBERED = frozenset({"route", "highway", "checkpoint", "camp", "gate", "zone", "block"})
"""Names that a number ends: "Highway 1"."""
_ELEMENTS = frozenset({"sheikh", "abu", "imam", "umm", "um", "saint"})
"""Titles and first names that open names of places as well: "in Sheikh Zuweid"."""
_BEHIND_AGE = frozenset({",", ".", ";", ")", "(", "and", "of", "from", "was", "were", "who", "is"})
_ALSO_OF_PEOPLE = frozenset({"against", "to", "from", "of", "on"})
"""Prepositions that stand before people as often as before places."""

_SUFFIXES = frozenset({"jr", "sr"})
_STRICTLY_IN = (["in"], ["near"], ["at"], ["outside"], ["inside"], ["around"], ["into"])
_BEHIND_FEATURE = frozenset(
    {"in", "of", "near", "on", "outside", "where", "about", "north", "south"}
)

DASH = "-"
"""Before a name of several words it opens an entry of a list, which is more often of people."""
MAX_NAME = 8
"""Longest name in words."""


class NameFinder:
    """Finds and classifies the names of a sentence by general cues; no list of places decides."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._know = knowledge
        self._demonyms = demonyms(knowledge)
        self._particles = frozenset(row.word for row in PARTICLES.rows())
        self._starting = {row.word for row in PARTICLES.rows() if row.position == "start"}
        self._of_heads = entries("names/of_heads.txt")
        self._features = place_nouns()
        self._directions = DIRECTIONS.entries()
        self._locatives = locatives()
        self._people = {row.singular for row in PERSON_NOUNS.rows() if row.singular} | {DASH}
        self._says = reporting_forms()
        self._armed = armed_group_names()
        self._abbreviations = ABBREVIATIONS.entries()

    def find(self, sentence: Sentence) -> list[Name]:
        """Return the names of a sentence, left to right."""
        return [
            self._classify(sentence, left, right)
            for start, end in self._spans(sentence)
            for left, right in self._parts(sentence, start, end)
        ]

    def _spans(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        at, n = 0, len(sentence)
        while at < n:
            named = sentence.capital[at] and sentence.lower[at] not in self._know.calendar
            if not named and not self._is_numbered(sentence, at):
                at += 1
                continue
            end = self._extend(sentence, at)
            yield at, end
            at = end

    def _extend(self, s: Sentence, start: int) -> int:
        """Return one past the last word of the name that starts at ``start``."""
        end = start + 1
        while end < min(len(s), start + MAX_NAME):
            if s.capital[end] and s.lower[end] not in self._know.calendar:
                end += 1
            elif self._is_numbered(s, end):
                end += 2
            elif s.lower[end] == "." and s.lower[end - 1] in self._abbreviations:
                if end + 1 >= len(s) or not s.capital[end + 1]:
                    break
                end += 1
            elif skip := self._joined(s, start, end):
                end += skip
            else:
                break
        return end

    def _is_numbered(self, s: Sentence, at: int) -> bool:
        """Whether a number opens or carries on the name of a street: "177th Street"."""
        word = s.lower[at]
        if not word[0].isdigit():
            return False
        ordinal = word.endswith(("th", "st", "nd", "rd"))
        after = s.lower[at + 1] if at + 1 < len(s) else ""
        return ordinal and after in self._features and s.capital[at + 1]

    def _joined(self, s: Sentence, start: int, at: int) -> int:
        """Return how many words a particle or "of" carries the name on, 0 when it ends."""

        def capital(i: int) -> bool:
            return i < len(s) and s.capital[i] and s.lower[i] not in self._know.calendar

        word = s.lower[at]
        article, dash, rest = word.partition("-")
        if dash and article in ARTICLES and len(rest) > 1:
            return 1
        if word[0].isdigit() and s.lower[at - 1] in _NUMBERED:
            return 1
        if word in self._particles and capital(at + 1):
            return 2
        if word in self._particles and at + 1 < len(s) and s.lower[at + 1] in self._particles:
            return 3 if capital(at + 2) else 0
        if word in {"of", "for"} and capital(at + 1):
            heads = s.lower[start:at]
            return 2 if self._of_heads.intersection(heads) or self._is_organisation(heads) else 0
        return 0

    def _is_organisation(self, lower: Sequence[str]) -> bool:
        return any(word in self._know.organisations for word in lower)

    def _parts(self, s: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Take peoples and single letters off a span's edges; part a place from its police."""
        cut = next((i for i in range(start + 1, end) if s.lower[i] in _LOCAL_POLICE), None)
        if cut and not self._is_organisation(s.lower[start:cut]):
            yield start, cut
            start = cut
        while start < end and self._is_lead(s, start, end):
            start += 1
        while end > start + 1 and s.lower[end - 1] in self._demonyms:
            end -= 1
        if start < end:
            yield start, end

    def _is_lead(self, s: Sentence, start: int, end: int) -> bool:
        word = s.lower[start]
        two = f"{word} {s.lower[start + 1]}" if start + 1 < end else ""
        if two in self._know.countries or two in self._know.cities or two in self._know.states:
            return False
        if two in self._demonyms or two in self._armed:
            return False
        if word == "." or len(word) == 1:
            return True
        return (word in self._demonyms or word in self._know.peoples) and not (
            end - start > 1 and self._is_organisation(s.lower[start:end])
        )

    def _classify(self, s: Sentence, start: int, end: int) -> Name:
        lower = s.lower[start:end]
        joined = " ".join(lower)
        known = self._know.is_place(joined) or self._know.is_place(joined.replace(" . ", ". "))
        return Name(
            s.index, start, end, s.span(start, end), self._kind(s, start, end, known), known
        )

    def _kind(self, s: Sentence, start: int, end: int, known: bool) -> NameKind:
        lower = s.lower[start:end]
        if " ".join(lower) in self._demonyms or (
            len(lower) == 1 and lower[0] in self._know.peoples
        ):
            return "people"
        if " ".join(lower) in self._armed:
            return "organisation"
        if known and not self._is_titled(s, start):
            return "place"
        organised = self._is_organisation(lower) and lower[-1] not in self._features
        if organised or self._is_acronym(s, start, end):
            return "organisation"
        person = not self._is_placed(s, start) and self._is_person(s, start, end)
        return "person" if person else "place"

    def _is_acronym(self, s: Sentence, start: int, end: int) -> bool:
        word = s.words[start]
        mixed = any(w.islower() and len(w) > 2 for w in s.words)
        return end - start == 1 and mixed and word.isupper() and 1 < len(word) <= 6

    def _is_titled(self, s: Sentence, start: int) -> bool:
        before = s.lower[start - 1] if start else ""
        if before == "." and start > 1:
            before = s.lower[start - 2]
        return before in self._know.titles or before in {"named", "mr", "mrs", "ms"}

    def _is_explained(self, s: Sentence, end: int) -> bool:
        """Whether what follows says that a name is a place: "X, a village in"."""
        behind = s.lower[end : end + 7]
        if behind[:1] != [","] or behind[1:2] not in (["a"], ["an"], ["the"]):
            return False
        return any(
            word in self._features and after in _BEHIND_FEATURE
            for word, after in pairwise(behind[2:])
        )

    def _is_placed(self, s: Sentence, start: int) -> bool:
        """Whether a name that may open like a person's stands where a place does."""
        before = s.lower[max(0, start - 2) : start]
        of = before[-1:] == ["of"] and before[0] in self._features
        return s.lower[start] in _ELEMENTS and (of or before[-1:] in _STRICTLY_IN)

    def _is_person(self, s: Sentence, start: int, end: int) -> bool:
        lower, n = s.lower[start:end], len(s)
        # "the Sheikh Maqsoud district": the noun behind a name outweighs a title.
        described = n > end and s.lower[end] in self._features and not s.capital[end]
        titled = lower[0] in self._know.titles or not self._know.titles.isdisjoint(lower[1:-1])
        if titled or self._is_titled(s, start) or lower[-1] in _SUFFIXES:
            return not described
        described = described or self._is_explained(s, end)
        before = s.lower[start - 1] if start else ""
        placed = before in self._locatives - _ALSO_OF_PEOPLE
        aged = len(lower) > 1 and not placed and _is_aged(s, end) and s.lower[end + 2] in {",", "."}
        if aged or before.endswith("-year-old") or before in {"age", "aged"}:
            return True
        if described or lower[-1] in self._features or placed:
            return False
        after = s.lower[end] if end < n else ""
        several = len(lower) > 1 and (lower[0] in self._know.first_names or after in self._says)
        if several or _is_aged(s, end) or before in self._people:
            return True
        return any(len(word) == 1 for word in lower) and len(lower) > 1


def _is_aged(s: Sentence, end: int) -> bool:
    """Whether an age stands behind a name: "A, 24,"; not "A, 70 kilometers north of B"."""
    behind = s.lower[end : end + 3]
    aged = len(behind) > 2 and behind[0] == "," and behind[1].isdigit() and len(behind[1]) < 3
    return aged and behind[2] in _BEHIND_AGE
