"""Capitals that the text does not name: "the Afghan capital", "the capital of Chad"."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from streams.extract.document.mentions import Name, ToponymMention
from streams.extract.document.sentence import Sentence
from streams.extract.places.tables import WORDS
from streams.extract.vocabulary.known_names import Knowledge
from streams.extract.vocabulary.phrases import Phrases

Cue = tuple[str | None, float, str | None]
"""The locative words before a name, how well they fit, and a feature hint."""
CueReader = Callable[[Sentence, int, Sequence[ToponymMention]], Cue]
APPOSITION = 2
"""Words behind "the capital" within which its name may stand: ", X"."""


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
            start, written = self._phrase(s, made, at)
            if written is not None:
                inner = [one for one in made if start <= one.start <= max(at, one.start)]
                made = [self._only_tells(s, one, start, at, written) for one in made]
                first = min([start, *(one.start for one in inner)])
                made.append(self._capital_at(s, (first, at), written, found, cue_of))
        return sorted(made, key=lambda one: one.start)

    def _phrase(
        self, s: Sentence, made: Sequence[ToponymMention], at: int
    ) -> tuple[int, str | None]:
        """Return where a phrase for a capital starts, and how the gazetteer knows it."""
        after = (*s.lower[at + 1 : at + 2], ".")[0]
        if after == "of":
            behind = at + 3 if s.lower[at + 2 : at + 3] == ["the"] else at + 2
            outer = next((one for one in made if one.start == behind), None)
            if outer is not None and outer.name.lower() in self._countries:
                return at, f"capital of {outer.name}"
            return at, None
        if after[0].isalpha() and after not in self._closes and not s.words[at + 1][0].isupper():
            return at, None
        if s.lower[at - 1] == "'s":
            outer = next((one for one in made if one.end == at - 1), None)
            if outer is not None and outer.name.lower() in self._countries:
                return outer.start, f"{outer.name}'s capital"
            return at, None
        for start in range(max(0, at - 3), at):
            hit = self._people.at(s.lower, start)
            before = s.lower[start - 1] if start else ""
            if hit is not None and hit.end == at and before in self._determiners:
                return start, f"{s.span(start, at)} capital"
        return at, None

    def _only_tells(
        self, s: Sentence, one: ToponymMention, start: int, at: int, written: str
    ) -> ToponymMention:
        inside = one.end == at - 1 and one.start >= start
        behind = one.name in written and at < one.start <= at + 3
        del s
        return replace(one, metonym=True, cue=None, fit=0.0) if inside or behind else one

    def _capital_at(
        self,
        s: Sentence,
        span: tuple[int, int],
        written: str,
        found: Sequence[ToponymMention],
        cue_of: CueReader,
    ) -> ToponymMention:
        start, at = span
        before = [one for one in found if one.start < start]
        cue, fit, _ = cue_of(s, start, before)
        place = (s.starts[at], s.ends[at])
        return ToponymMention(
            s.index, at, at + 1, written, *place, cue, fit, hint="city", known=True
        )

    def _is_named(self, s: Sentence, names: Sequence[Name], at: int) -> bool:
        """Whether the capital's name stands beside the phrase: "the Afghan capital, Kabul"."""
        places = [name for name in names if name.kind == "place" and name.known]
        if any(at < name.start <= at + APPOSITION for name in places):
            return s.lower[at + 1] != "of"
        return False
