"""Places that the text tells without their name: "the Afghan capital", "150 miles off X"."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from streams.extract.document.mentions import Name, ToponymMention
from streams.extract.document.sentence import Sentence
from streams.extract.places.tables import WORDS
from streams.extract.vocabulary.known_names import Knowledge
from streams.extract.vocabulary.phrases import Phrases
from streams.extract.vocabulary.tables import DIRECTIONS

Cue = tuple[str | None, float, str | None]
"""The locative words before a name, how well they fit, and a feature hint."""
CueReader = Callable[[Sentence, int, Sequence[ToponymMention]], Cue]
APPOSITION = 2
"""Words behind "the capital" within which its name may stand: ", X"."""


LONGEST_PEOPLE = 2
"""Words of the longest demonym of a country: "South Sudanese"."""


class _Phrase(NamedTuple):
    """Where a phrase for a capital starts, how the gazetteer knows it, and whose it is."""

    start: int
    written: str
    country: ToponymMention | None = None


class CapitalFinder:
    """Makes toponyms of phrases for capitals, which the gazetteer knows as names of them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._people = Phrases((name, None) for name in knowledge.demonyms)
        self._countries = knowledge.countries
        self._capital = WORDS["capital_nouns"]
        self._closes = WORDS["behind_capital"]
        self._determiners = WORDS["determiners"]

    def add(
        self,
        s: Sentence,
        names: Sequence[Name],
        found: Sequence[ToponymMention],
        cue_of: CueReader,
    ) -> list[ToponymMention]:
        """Return the toponyms of a sentence with its capitals.

        The country in "Somalia's capital" only says which one: no event is put at it.
        """
        made = list(found)
        for at in range(1, len(s)):
            if s.lower[at] not in self._capital or self._is_named(s, names, at):
                continue
            phrase = self._phrase(s, made, at)
            if phrase is not None and not _explains(s, made, phrase.start):
                made = [_told(one) if one is phrase.country else one for one in made]
                made.append(_capital_at(s, at, phrase, cue_of(s, phrase.start, made)))
        return sorted(made, key=lambda one: one.start)

    def _phrase(self, s: Sentence, made: Sequence[ToponymMention], at: int) -> _Phrase | None:
        """Return the phrase for a capital that ends, or begins, with the word for it."""
        after = (*s.lower[at + 1 : at + 2], ".")[0]
        if after == "of":
            behind = at + 3 if s.lower[at + 2 : at + 3] == ["the"] else at + 2
            outer = next((one for one in made if one.start == behind), None)
            known = outer is not None and outer.name.lower() in self._countries
            return _Phrase(at, f"capital of {outer.name}", outer) if outer and known else None
        if after[0].isalpha() and after not in self._closes and not s.words[at + 1][0].isupper():
            return None
        if s.lower[at - 1] == "'s":
            outer = next((one for one in made if one.end == at - 1), None)
            known = outer is not None and outer.name.lower() in self._countries
            return (
                _Phrase(outer.start, f"{outer.name}'s capital", outer) if outer and known else None
            )
        return self._of_people(s, at)

    def _of_people(self, s: Sentence, at: int) -> _Phrase | None:
        """Return the phrase "Afghan capital" behind a determiner; "British capital" is money."""
        for start in range(max(1, at - LONGEST_PEOPLE), at):
            hit = self._people.at(s.lower, start)
            if hit is not None and hit.end == at and s.lower[start - 1] in self._determiners:
                return _Phrase(start, f"{s.span(start, at)} capital")
        return None

    def _is_named(self, s: Sentence, names: Sequence[Name], at: int) -> bool:
        """Whether the capital's name stands beside the phrase: "the Afghan capital, Kabul"."""
        places = [name for name in names if name.kind == "place" and name.known]
        if any(at < name.start <= at + APPOSITION for name in places):
            return s.lower[at + 1] != "of"
        return False


def _told(country: ToponymMention) -> ToponymMention:
    return replace(country, metonym=True, cue=None, fit=0.0)


def _capital_at(s: Sentence, at: int, phrase: _Phrase, cue: Cue) -> ToponymMention:
    place = (s.starts[at], s.ends[at])
    found, fit, _ = cue
    return ToponymMention(
        s.index, at, at + 1, phrase.written, *place, found, fit, hint="city", known=True
    )


def _explains(s: Sentence, made: Sequence[ToponymMention], start: int) -> bool:
    """Whether a phrase only explains the name before it: "Kabul, the Afghan capital"."""
    at = start - 1 if s.lower[start - 1] == "the" else start
    return at > 1 and s.lower[at - 1] == "," and any(one.end == at - 1 for one in made)


class Offshore:
    """Finds distances from a port or a coast that are told behind what lies at sea."""

    def __init__(self) -> None:
        self._units = WORDS["units_of_distance"]
        self._nautical = WORDS["nautical"]
        self._off = WORDS["offshore"]
        self._directions = DIRECTIONS.entries()
        self._shores = WORDS["shores"]

    def cue(self, s: Sentence, start: int) -> str | None:
        """Return the distance before a name: "150 nautical miles off", "60 miles southeast of".

        On land a distance and a bearing say the same; only nautical miles are at sea by themselves.
        """
        at = start - 1
        bearing = at > 1 and s.lower[at] == "of" and s.lower[at - 1] in self._directions
        while not bearing and at >= 0 and s.lower[at] in self._shores:
            at -= 1
        if at < 1:
            return None
        off = s.lower[at] in self._off
        unit = at - 1 if off else at - 2
        if off and s.lower[unit] in self._directions:
            unit -= 1
        if not (off or bearing) or unit < 1 or s.lower[unit] not in self._units:
            return None
        nautical = s.lower[unit] in self._nautical or s.lower[unit - 1] in self._nautical
        if bearing and not nautical:
            return None
        number = unit - 2 if s.lower[unit - 1] in self._nautical else unit - 1
        return " ".join(s.lower[max(0, number) : at + 1])
