"""Which names are places: with the words before and behind them that say so."""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.document.mentions import Name, ToponymMention
from streams.extract.document.sentence import Sentence
from streams.extract.places.asides import Asides
from streams.extract.places.tables import REQUESTS, WORDS
from streams.extract.places.unnamed import CapitalFinder, Offshore
from streams.extract.vocabulary.inflection import verb_forms
from streams.extract.vocabulary.known_names import Knowledge
from streams.extract.vocabulary.lexicon import reporting_verbs
from streams.extract.vocabulary.tables import DIRECTIONS, GOVERNMENT_VERBS, LOCATIVES, PLACE_NOUNS

_DASHES = frozenset("-\u2013\u2014:")
"""Signs between a noun and the name that it describes: "the capital - X"."""
DEMONYM = "demonym"
"""The feature hint of a people's name."""
JURISDICTION = 0.4
"""How well a place fits whose police speaks: local news names the town like that."""
BORDER = 0.3
"""How well "the X border" fits: what it runs beside is seldom X itself."""
FILED = 0.3
"""How well the place fits where an agency filed."""
DESCRIBED = 0.9
"""How well a place fits that a noun places: "the city of X", "the village - X"."""
PRECEDED = 0.6
"""How well a place fits right behind a noun: "the town X"."""
FOLLOWED = 0.5
"""How well a place without a preposition fits before its noun: "X province"."""
LOOK_BACK = 6
"""How many words before a name a preposition may stand: "in the north-eastern city of ..."."""
AUXILIARY_REACH = 3
"""How many words behind a name its auxiliaries may stand: "Moscow has also been"."""
LIST_GAP = 3
"""Words between two names of a list: ", and the"."""
SHORT_WORD = 3
"""Letters up to which a word in capitals may be an abbreviation, and nothing shouts."""
_ADJECTIVE_ENDINGS = ("-held", "-controlled", "ern", "al")
"""Endings of words that may stand between a preposition and a place: "in rebel-held X"."""


class ToponymFinder:
    """Turns names of places into toponym mentions with cue, feature hint and metonymy."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._know = knowledge
        self._asides = Asides()
        self._fit = {row.word: row.fit for row in LOCATIVES.rows()}
        self._features = {row.word: (row.hint, row.order) for row in PLACE_NOUNS.rows()}
        self._plurals = {word for word in self._features if word.endswith("s")}
        self._directions = DIRECTIONS.entries()
        self._requests = REQUESTS.entries()
        self._abbreviations = WORDS["abbreviated_countries"]
        self._authorities = WORDS["authorities"]
        self._auxiliaries = WORDS["auxiliaries"]
        self._before_place = WORDS["before_place"]
        self._between_items = WORDS["between_items"]
        self._crossings = WORDS["crossings"]
        self._determiners = WORDS["determiners"]
        self._ends_feast = WORDS["ends_feast"]
        self._joins_names = WORDS["joins_names"]
        self._lands = WORDS["lands"]
        self._people_nouns = WORDS["of_people"]
        self._vague = WORDS["vague_prepositions"]
        self._waters = WORDS["water_nouns"]
        self._landmarks = WORDS["landmark_heads"]
        self._offshore = Offshore()
        self._capitals = CapitalFinder(knowledge)
        verbs = GOVERNMENT_VERBS.entries() | reporting_verbs()
        self._acts = {form for verb in verbs for form in verb_forms(verb)}

    def find(self, s: Sentence, names: Sequence[Name]) -> list[ToponymMention]:
        """Return the toponyms of one sentence, left to right, not yet contained in each other."""
        found: list[ToponymMention] = []
        for name in names:
            if name.kind == "place" and (made := self._toponym(s, name, found)):
                found.append(made)
        found += [one for at in range(len(s) - 1) if (one := self._of_people(s, at))]
        ordered = sorted(found, key=lambda one: one.start)
        every = self._capitals.add(s, names, ordered, self._cue)
        return self._distributed(s, [one for one in every if not self._is_feast(s, one)])

    def _is_feast(self, s: Sentence, one: ToponymMention) -> bool:
        """Return whether a name is a feast or its last word: "Day" in "a Mother's Day parade"."""
        if one.end <= one.start or s.lower[one.end - 1] not in self._ends_feast:
            return False
        before = one.start > 0 and (s.capital[one.start - 1] or s.lower[one.start - 1] == "'s")
        return before or one.end - one.start > 1

    def _of_people(self, s: Sentence, at: int) -> ToponymMention | None:
        """Return the country of "at Syrian cities", where a preposition makes it a place."""
        if s.lower[at + 1] not in self._people_nouns or s.lower[at] not in self._know.demonyms:
            return None
        cue, fit, _ = self._cue(s, at, [])
        if cue is None:
            return None
        span = (s.starts[at], s.ends[at])
        name = s.span(at, at + 1)
        return ToponymMention(s.index, at, at + 1, name, *span, cue, fit, DEMONYM, known=True)

    def _distributed(self, s: Sentence, found: Sequence[ToponymMention]) -> list[ToponymMention]:
        """Give names the hint of the plural behind the last of a list: "the X and Y regions"."""
        made = list(found)
        for at in range(len(made) - 1, 0, -1):
            one, other = made[at - 1], made[at]
            behind = s.lower[other.end : other.end + 1]
            shared = other.hint if behind and behind[0] in self._plurals else None
            shared = shared or (made[at].hint if other.shared else None)
            if shared and " ".join(s.lower[one.end : other.start]) in self._joins_names:
                made[at - 1] = replace(one, hint=shared, order=other.order, shared=True)
                made[at] = replace(made[at], shared=True)
        return made

    def dateline(self, text: str, s: Sentence) -> list[ToponymMention]:
        """Return the place where an agency filed, if the sentence opens with one."""
        if s.dateline is None:
            return []
        start, end = s.dateline.place_start, s.dateline.place_end
        parts, at = [], start
        for part in text[start:end].split(","):
            left = at + len(part) - len(part.lstrip())
            parts.append((part.strip(), left))
            at += len(part) + 1
        return [
            ToponymMention(
                s.index, 0, 0, name, left, left + len(name), "dateline", FILED, known=True
            )
            for name, left in parts
            if name
        ]

    def _toponym(
        self, s: Sentence, name: Name, before: Sequence[ToponymMention]
    ) -> ToponymMention | None:
        start, end, hint, order = self._feature(s, name)
        cue, fit, hint2 = self._cue(s, start, before)
        cue = self._offshore.cue(s, start) or cue
        if cue is None and end < len(s) and s.lower[end] in self._authorities:
            cue, fit = s.lower[end], JURISDICTION
        if s.lower[end : end + 1] == ["border"]:
            at_crossing = not self._crossings.isdisjoint(s.lower[end + 1 : end + 2])
            fit = fit if at_crossing else min(fit, BORDER)
        made = ToponymMention(
            sentence=s.index,
            start=start,
            end=end,
            name=" ".join(s.span(start, end).split()),
            char_start=s.starts[start],
            char_end=s.ends[end - 1],
            cue=cue or hint,
            fit=fit or (FOLLOWED if hint else 0.0),
            hint=hint or hint2 or self._known_hint(" ".join(s.lower[start:end])),
            order=order,
            known=name.known,
        )
        if _is_shouted(s) and not made.known and (made.cue is None or made.cue in self._vague):
            return None
        metonym = not cue and self._is_metonym(s, start, end)
        return replace(made, metonym=metonym, aside=self._asides.of(s, made))

    def _known_hint(self, lower: str) -> str | None:
        if lower in self._know.countries:
            return "country"
        if lower in self._know.states and lower not in self._know.cities:
            return "admin1"
        if lower in self._know.regions:
            return None if self._waters.isdisjoint(lower.split()) else "water"
        return "city" if lower in self._know.cities else None

    def _feature(self, s: Sentence, name: Name) -> tuple[int, int, str | None, str | None]:
        """Find the feature noun behind or at the end of a name; it is no part of the name."""
        start, end = name.start, name.end
        for length in (2, 1):
            word = " ".join(s.lower[end : end + length])
            if word in self._features and not (s.capital[end] and length == 1):
                return start, end, *self._features[word]
        last = s.lower[end - 1]
        if end - start > 1 and last in self._features and not name.known:
            hint, order = self._features[last]
            return start, end - 1 if hint in {"admin1", "admin2", "district"} else end, hint, order
        if end - start > 1 and s.lower[start] in self._landmarks and s.lower[start + 1] == "of":
            return start, end, "facility", "inner"
        return start, end, None, None

    def _cue(
        self, s: Sentence, start: int, before: Sequence[ToponymMention]
    ) -> tuple[str | None, float, str | None]:
        """Return the locative words before a name, how well they fit, and a feature hint."""
        hint: str | None = None
        phrase: str | None = None
        at = start - 1
        while at >= max(0, start - LOOK_BACK):
            word = s.lower[at]
            if word == "of" and at and (feature := self._features.get(s.lower[at - 1])):
                hint, phrase, at = feature[0], f"{s.lower[at - 1]} of", at - 2
                continue
            if word in self._fit:
                longer = f"{s.lower[at - 1]} {word}" if at else word
                found = longer if longer in self._fit else word
                return phrase or found, max(self._fit[found], DESCRIBED if phrase else 0), hint
            if not self._passes(s, at):
                break
            at -= 1
        if phrase:
            return phrase, DESCRIBED, hint
        return self._beside(s, start, before)

    def _passes(self, s: Sentence, at: int) -> bool:
        """Whether a word may stand between a preposition and the name."""
        word = s.lower[at]
        return (
            word in self._determiners
            or word in self._directions
            or word in self._know.demonyms
            or word == "'s"
            or s.capital[at]
            or word.endswith(_ADJECTIVE_ENDINGS)
            or word in self._before_place
        )

    def _beside(
        self, s: Sentence, start: int, before: Sequence[ToponymMention]
    ) -> tuple[str | None, float, str | None]:
        """Take the cue from a feature noun in apposition, or from the name listed before."""
        previous = s.lower[start - 1] if start else ""
        if previous in _DASHES or previous == ",":
            feature = self._features.get(s.lower[start - 2]) if start > 1 else None
            if feature:
                return s.lower[start - 2], DESCRIBED, feature[0]
        if feature := self._features.get(previous):
            return previous, PRECEDED, feature[0]
        if before and previous in self._between_items:
            last = before[-1]
            gap = s.lower[last.end : start]
            items = self._between_items
            if len(gap) <= LIST_GAP and all(w in items or w in self._features for w in gap):
                return last.cue, last.fit, None
        return None, 0.0, None

    def _is_metonym(self, s: Sentence, start: int, end: int) -> bool:
        """Whether a name without a locative cue speaks, acts or is spoken to like a government."""
        at = end
        while at < len(s) and s.lower[at] in self._auxiliaries and at < end + AUXILIARY_REACH:
            at += 1
        if at < len(s) and s.lower[at] in self._acts:
            return True
        if at < len(s) and at > end and s.lower[at].endswith("ing"):
            return True
        if self._is_adjective(s, start, end):
            return True
        before = s.lower[start - 1] if start else ""
        if before == "the" and start > 1:
            before = s.lower[start - 2]
        return before in self._requests

    def _is_adjective(self, s: Sentence, start: int, end: int) -> bool:
        """Whether an abbreviation stands for the adjective that it lacks: "a US journalist"."""
        if (
            s.parse is None
            or " ".join(s.lower[start:end]) not in self._abbreviations
            or end >= len(s)
        ):
            return False
        described = s.parse.pos[end] in {"NOUN", "ADJ"} and not s.capital[end]
        place = s.lower[end] in self._features or s.lower[end] in self._lands
        return described and not place


def _is_shouted(s: Sentence) -> bool:
    """Whether a sentence is all in capitals, so that they make no names."""
    long = [word for word in s.words if len(word) > SHORT_WORD and word[0].isalpha()]
    return bool(long) and all(word.isupper() for word in long)
