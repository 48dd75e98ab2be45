"""Capitalised spans that are names: where each begins and ends."""

from collections.abc import Iterator, Sequence

from streams.extract.document.mentions import Name
from streams.extract.document.sentence import Sentence
from streams.extract.names.capitals import PostalCodes, arabic_articles
from streams.extract.names.classifier import NameClassifier
from streams.extract.names.tables import OF_HEADS, WORDS
from streams.extract.vocabulary.known_names import Knowledge, demonyms
from streams.extract.vocabulary.lexicon import armed_group_names, place_nouns
from streams.extract.vocabulary.tables import ABBREVIATIONS, PARTICLES

MAX_NAME = 8
"""Longest name in words."""
_SAINTS = frozenset({"st", "st.", "saint"})
SHOP_WORDS = 3
"""Words behind "X's" among which one says that it is a shop or a club: "X's Ice Cream Parlor"."""


class NameFinder:
    """Finds and classifies the names of a sentence by general cues; no list of places decides."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._known = knowledge
        self._classifier = NameClassifier(knowledge)
        self._postal = PostalCodes()
        self._demonyms = demonyms(knowledge)
        self._particles = PARTICLES.entries()
        self._of_heads = OF_HEADS.entries()
        self._place_nouns = place_nouns()
        self._armed_groups = armed_group_names()
        self._abbreviations = ABBREVIATIONS.entries()
        self._authorities = WORDS["local_authorities"]
        self._numbered = WORDS["numbered_names"]
        self._ordinal_endings = tuple(WORDS["ordinal_endings"])
        self._joiners = WORDS["name_joiners"]
        self._shops = WORDS["shop_nouns"]
        self._countries = WORDS["country_abbreviations"]
        self._behind_country = WORDS["behind_abbreviation"]

    def find(self, sentence: Sentence) -> list[Name]:
        """Return the names of a sentence, left to right."""
        return [
            self._name(sentence, left, right)
            for start, end in self._spans(sentence)
            for left, right in self._parts(sentence, start, end)
        ]

    def _name(self, s: Sentence, start: int, end: int) -> Name:
        joined = " ".join(s.lower[start:end]).replace(" 's ", "'s ")
        split = start > 0 and s.capital[start - 1] and self._postal.ends(s, start - 1, end)
        if end - start == 1 and (split or self._postal.stands_at(s, start)):
            return Name(s.index, start, end, s.span(start, end), "place", known=True)
        known = self._known.is_place(joined) or self._known.is_place(joined.replace(" . ", ". "))
        kind = self._classifier.kind(s, start, end, known=known)
        if "'s" in s.lower[start:end] and not self._shops.isdisjoint(s.lower[start:end]):
            kind = "place"
        return Name(s.index, start, end, s.span(start, end), kind, known)

    def _spans(self, s: Sentence) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(s):
            if not self._is_capital(s, at) and not self._is_numbered(s, at):
                at += 1
                continue
            end = self._extend(s, at)
            yield at, end
            at = end

    def _is_capital(self, s: Sentence, at: int) -> bool:
        """Whether a word is capitalised as a name is, and is no day or month."""
        return at < len(s) and s.capital[at] and s.lower[at] not in self._known.calendar

    def _extend(self, s: Sentence, start: int) -> int:
        """Return one past the last word of the name that starts at ``start``."""
        end = start + 1
        while end < min(len(s), start + MAX_NAME):
            if self._is_capital(s, end):
                if s.lower[end - 1] in self._countries and s.lower[end] in self._behind_country:
                    break
                end += 1
            elif self._is_numbered(s, end):
                end += 2
            elif s.lower[end] == "." and s.lower[end - 1] in self._abbreviations:
                if end + 1 >= len(s) or not s.capital[end + 1]:
                    break
                end += 1
            elif joined := self._joined(s, start, end):
                end += joined
            else:
                break
        return end

    def _is_numbered(self, s: Sentence, at: int) -> bool:
        """Whether a number opens or carries on the name of a street: "177th Street"."""
        word = s.lower[at]
        if not word[0].isdigit():
            return False
        ordinal = word.endswith(self._ordinal_endings)
        after = s.lower[at + 1] if at + 1 < len(s) else ""
        return ordinal and after in self._place_nouns and s.capital[at + 1]

    def _joined(self, s: Sentence, start: int, at: int) -> int:
        """Return how many words a particle or "of" carries the name on; 0 where the name ends."""
        word = s.lower[at]
        if word == "'s":
            return self._possessed(s, start, at)
        article, dash, rest = word.partition("-")
        if dash and article in arabic_articles() and len(rest) > 1:
            return 1
        if word[0].isdigit() and s.lower[at - 1] in self._numbered:
            return 1
        if word in self._particles:
            return self._particled(s, at)
        if word in self._joiners and self._is_capital(s, at + 1):
            heads = s.lower[start:at]
            return 2 if not self._of_heads.isdisjoint(heads) or self._is_organised(heads) else 0
        return 0

    def _particled(self, s: Sentence, at: int) -> int:
        """Return how many words one or two particles carry a name on: "Rio de la Plata"."""
        if self._is_capital(s, at + 1):
            return 2
        two = at + 1 < len(s) and s.lower[at + 1] in self._particles
        return 3 if two and self._is_capital(s, at + 2) else 0

    def _possessed(self, s: Sentence, start: int, at: int) -> int:
        """Return how many words a possessive carries a name on: "Sam's Club", "Cox's Bazar"."""
        if not self._is_capital(s, at + 1):
            return 0
        owner = " ".join(s.lower[start:at]).replace(" . ", ". ")
        if self._known.is_place(f"{owner}'s {s.lower[at + 1]}"):
            return 2
        if self._known.is_place(owner) or owner in self._demonyms:
            return 0
        behind = s.lower[at + 1 : at + 1 + SHOP_WORDS]
        shop = any(s.capital[at + 1 + k] and word in self._shops for k, word in enumerate(behind))
        given = owner in self._known.first_names or s.lower[start] in _SAINTS
        return 2 if shop or given else 0

    def _is_organised(self, lower: Sequence[str]) -> bool:
        return not self._known.organisations.isdisjoint(lower)

    def _parts(self, s: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Take peoples and single letters off the edges of a span; part a place from its police."""
        cut = next((at for at in range(start + 1, end) if s.lower[at] in self._authorities), None)
        if cut and not self._is_organised(s.lower[start:cut]):
            yield start, cut
            start = cut
        while start < end and self._is_lead(s, start, end):
            start += 1
        while end > start + 1 and s.lower[end - 1] in self._demonyms:
            two = " ".join(s.lower[end - 2 : end])
            end -= 2 if two in self._demonyms else 1
        if start < end and self._postal.ends(s, start, end):
            yield start, end - 1
            start = end - 1
        if start < end:
            yield start, end

    def _is_lead(self, s: Sentence, start: int, end: int) -> bool:
        """Whether the first word of a span is no part of the name behind it."""
        word = s.lower[start]
        two = f"{word} {s.lower[start + 1]}" if start + 1 < end else ""
        if two in self._demonyms or two in self._armed_groups:
            return False
        heads = (" ".join(s.lower[start:to]) for to in range(start + 2, end + 1))
        if any(map(self._known.is_place, heads)):
            return False
        if word == "." or len(word) == 1:
            return True
        people = word in self._demonyms or word in self._known.peoples
        return people and not (end - start > 1 and self._is_organised(s.lower[start:end]))
