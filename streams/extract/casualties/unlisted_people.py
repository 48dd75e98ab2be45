"""Finds people whose noun no list has, by what is done to them: "killing 14 diggers"."""

from collections.abc import Iterator, Mapping, Sequence

from streams.extract.casualties.numbers import Count, PersonCount, exactly
from streams.extract.casualties.tables import CASUALTY_WORDS, NOT_PEOPLE, WORDS, VoiceName
from streams.extract.document.parse import Parse
from streams.extract.document.sentence import Sentence

_VERBAL: frozenset[VoiceName] = frozenset({"verb", "before", "after"})
"""Voices of verbs that are hardly ever used of anything but casualties; "shot" is not of them."""
_NOUNS = frozenset({"NOUN", "PROPN"})


class UnlistedPeopleFinder:
    """Finds people by the casualty verb whose victims they are, where there is a parse."""

    def __init__(self) -> None:
        self._verbs = {
            row.form
            for row in CASUALTY_WORDS.rows()
            if row.voice.name in _VERBAL and row.kind != "displaced" and " " not in row.form
        } - WORDS["also_of_things"]
        self._not_people = NOT_PEOPLE.entries()
        self._dying = WORDS["dying"]
        self._openers = WORDS["singular_openers"] | {"its"}
        self._person_endings = tuple(WORDS["person_endings"])

    def find(self, s: Sentence, numbers: Sequence[Count]) -> Iterator[PersonCount]:
        """Yield people, from their number or article to their noun."""
        parse = s.parse
        if parse is None or self._verbs.isdisjoint(s.lower):
            return
        number_at = {at: number for number in numbers for at in range(number.start, number.end)}
        for noun in sorted({n for verb in range(len(s)) for n in self._victims(s, parse, verb)}):
            if parse.lemmas[noun] in self._not_people or s.lower[noun] in self._not_people:
                continue
            count = self._count(s, parse, noun, number_at)
            if count is not None:
                yield PersonCount(count.start, noun + 1, count, s.words[noun])

    def _victims(self, s: Sentence, parse: Parse, verb: int) -> Iterator[int]:
        """Yield the nouns for the victims of a casualty verb, with those joined by "and"."""
        if s.lower[verb] not in self._verbs or parse.pos[verb] != "VERB":
            return
        labels = ["obj", "nsubj:pass"]
        if parse.lemmas[verb] in self._dying:
            labels.append("nsubj")
        for first in parse.under(verb, *labels):
            yield from (at for at in parse.conjuncts(first) if parse.pos[at] in _NOUNS)

    def _count(
        self, s: Sentence, parse: Parse, noun: int, number_at: Mapping[int, Count]
    ) -> Count | None:
        """Return how many a noun stands for: by its number, or one behind an article."""
        numbers = [number_at[at] for at in parse.under(noun, "nummod") if at in number_at]
        if numbers and numbers[0].start < noun:
            return numbers[0]
        if parse.tags[noun] == "NNP":
            return exactly(1, noun, noun + 1)
        openers = [
            at for at in parse.under(noun, "det", "nmod:poss") if s.lower[at] in self._openers
        ]
        is_person = parse.tags[noun] == "NN" and parse.lemmas[noun].endswith(self._person_endings)
        if is_person and openers and openers[0] < noun:
            return exactly(1, openers[0], noun + 1)
        return None
