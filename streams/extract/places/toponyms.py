"""Names that may be places, with the words that tie them to a place reading."""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.document.mentions import Name, ToponymMention
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.inflection import verb_forms
from streams.extract.vocabulary.known_names import Knowledge
from streams.extract.vocabulary.lexicon import reporting_verbs
from streams.extract.vocabulary.phrases import entries
from streams.extract.vocabulary.tables import DIRECTIONS, GOVERNMENT_VERBS, LOCATIVES, PLACE_NOUNS

_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its", "this"})
_DASHES = frozenset("-\u2013—:")
_ADJECTIVES = frozenset({"us", "u.s.", "uk", "u.k.", "eu", "uae"})
_LANDS = frozenset({"soil", "territory", "mainland", "coast", "border", "airspace", "waters"})
_AUXILIARIES = frozenset(
    {"has", "have", "had", "is", "was", "will", "would", "been", "not", "also"}
)
_AUTHORITIES = frozenset({"police", "sheriff's", "sheriff", "authorities", "officers", "fire"})
_VAGUE = frozenset({"of", "to", "on", "from", "over", "through", "into", "between", "off"})
"""Prepositions that in text all in capitals make no place of an unknown word."""
JURISDICTION = 0.4
"""How well a place fits whose police speaks: local news names the town like that."""
DEMONYM = "demonym"
"""The feature hint of a people's name."""
_GROUNDS = frozenset({"cities", "towns", "villages"})
"""What makes a people's name that of its country: "missiles at Ukrainian cities"; what is said of a
"territory" is mostly no event."""
_JOINED = (["and"], [","], [",", "and"], ["or"])
"""What stands between two names of which a noun behind the second tells."""
_CROSSINGS = (["crossing"], ["crossings"], ["post"], ["gate"])
BORDER = 0.3
"""How well "the X border" fits: what it runs beside is seldom X itself."""
LOOK_BACK = 6
"""How many words before a name a preposition may stand: "in the north-eastern city of ..."."""


class ToponymFinder:
    """Turns place-like names into candidates with cue, feature hint and metonymy."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._know = knowledge
        self._fit = {row.word: row.fit for row in LOCATIVES.rows()}
        self._features = {row.word: (row.hint, row.order) for row in PLACE_NOUNS.rows()}
        self._plurals = {word for word in self._features if word.endswith("s")}
        self._directions = DIRECTIONS.entries()
        self._requests = entries("places/requests.txt")
        verbs = [
            *GOVERNMENT_VERBS.entries(),
            *reporting_verbs(),
        ]
        self._acts = {form for verb in verbs for form in verb_forms(verb)}

    def find(self, s: Sentence, names: Sequence[Name]) -> list[ToponymMention]:
        """Return the candidates of one sentence, left to right, not yet contained in each other."""
        found: list[ToponymMention] = []
        for name in names:
            if name.kind == "place" and (made := self._candidate(s, name, found)):
                found.append(made)
        found += [one for at in range(len(s) - 1) if (one := self._ground(s, at))]
        return self._distributed(s, sorted(found, key=lambda one: one.start))

    def _ground(self, s: Sentence, at: int) -> ToponymMention | None:
        """Return the country of "at Syrian cities", where a preposition makes it a place."""
        if s.lower[at + 1] not in _GROUNDS or s.lower[at] not in self._know.demonyms:
            return None
        cue, fit, _ = self._cue(s, at, [])
        if cue is None:
            return None
        span = (s.starts[at], s.ends[at])
        name = s.span(at, at + 1)
        return ToponymMention(s.index, at, at + 1, name, *span, cue, fit, DEMONYM, known=True)

    def _distributed(self, s: Sentence, found: Sequence[ToponymMention]) -> list[ToponymMention]:
        """Let a plural behind the last name of a list tell of all: "the X and Y regions"."""
        made = list(found)
        for at in range(len(made) - 1, 0, -1):
            one, other = made[at - 1], made[at]
            behind = s.lower[other.end : other.end + 1]
            shared = other.hint if behind and behind[0] in self._plurals else None
            shared = shared or (made[at].hint if other.shared else None)
            if shared and s.lower[one.end : other.start] in _JOINED:
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
            ToponymMention(s.index, 0, 0, name, left, left + len(name), "dateline", 0.3, known=True)
            for name, left in parts
            if name
        ]

    def _candidate(
        self, s: Sentence, name: Name, before: Sequence[ToponymMention]
    ) -> ToponymMention | None:
        start, end, hint, order = self._feature(s, name)
        cue, fit, hint2 = self._cue(s, start, before)
        if cue is None and end < len(s) and s.lower[end] in _AUTHORITIES:
            cue, fit = s.lower[end], JURISDICTION
        if s.lower[end : end + 1] == ["border"] and s.lower[end + 1 : end + 2] not in _CROSSINGS:
            fit = min(fit, BORDER)
        made = ToponymMention(
            sentence=s.index,
            start=start,
            end=end,
            name=" ".join(s.span(start, end).split()),
            char_start=s.starts[start],
            char_end=s.ends[end - 1],
            cue=cue or hint,
            fit=fit or (0.5 if hint else 0.0),
            hint=hint or hint2 or self._known_hint(" ".join(s.lower[start:end])),
            order=order,
            known=name.known,
        )
        if _is_shouted(s) and not made.known and (made.cue is None or made.cue in _VAGUE):
            return None
        return replace(made, metonym=not cue and self._is_metonym(s, start, end))

    def _known_hint(self, lower: str) -> str | None:
        if lower in self._know.countries:
            return "country"
        if lower in self._know.states and lower not in self._know.cities:
            return "admin1"
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
                return phrase or found, max(self._fit[found], 0.9 if phrase else 0), hint
            if not self._passes(s, at):
                break
            at -= 1
        if phrase:
            return phrase, 0.9, hint
        return self._beside(s, start, before)

    def _passes(self, s: Sentence, at: int) -> bool:
        """Whether a word may stand between a preposition and the name."""
        word = s.lower[at]
        return (
            word in _DETERMINERS
            or word in self._directions
            or word in self._know.demonyms
            or word == "'s"
            or s.capital[at]
            or word.endswith(("-held", "-controlled", "ern", "al"))
            or word
            in {"besieged", "nearby", "city", "town", "village", "port", "border", "capital"}
        )

    def _beside(
        self, s: Sentence, start: int, before: Sequence[ToponymMention]
    ) -> tuple[str | None, float, str | None]:
        """Take the cue from a feature noun in apposition, or from the name listed before."""
        previous = s.lower[start - 1] if start else ""
        if previous in _DASHES or previous == ",":
            feature = self._features.get(s.lower[start - 2]) if start > 1 else None
            if feature:
                return s.lower[start - 2], 0.9, feature[0]
        if feature := self._features.get(previous):
            return previous, 0.6, feature[0]
        if before and previous in {"and", "or", ",", "/"}:
            last = before[-1]
            gap = s.lower[last.end : start]
            if len(gap) <= 3 and all(
                w in {",", "and", "or", "/"} or w in self._features for w in gap
            ):
                return last.cue, last.fit, None
        return None, 0.0, None

    def _is_metonym(self, s: Sentence, start: int, end: int) -> bool:
        """Whether a name without a locative cue speaks, acts or is spoken to like a government."""
        at = end
        while at < len(s) and s.lower[at] in _AUXILIARIES and at < end + 3:
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
        if s.parse is None or " ".join(s.lower[start:end]) not in _ADJECTIVES or end >= len(s):
            return False
        told = s.parse.pos[end] in {"NOUN", "ADJ"} and not s.capital[end]
        return told and s.lower[end] not in self._features and s.lower[end] not in _LANDS


def _is_shouted(s: Sentence) -> bool:
    long = [word for word in s.words if len(word) > 3 and word[0].isalpha()]
    return bool(long) and all(word.isupper() for word in long)
