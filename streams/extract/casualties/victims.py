"""PersonCount told by a noun that no list has: it is they whom a verb of harm is done to."""

from collections.abc import Iterator, Mapping, Sequence

from streams.extract.casualties.numbers import Count
from streams.extract.document.parse import Parse
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.phrases import entries, rows

_ONE = frozenset({"a", "an", "one", "another", "his", "her", "their", "the", "its"})
_UNSURE = frozenset({"displaced", "-"})
_MANY_MEANINGS = frozenset({"loose", "hits", "hit", "toll", "noun", "part"})
_THINGS_TOO = frozenset({"captured", "seized", "snatched", "wounds"})
"""Words of harm that are done to things as well."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_DYING = frozenset({"die", "perish", "drown", "suffocate"})
_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "eer", "ant", "ee")
"""How nouns for a person end; one alone is believed only with such an end."""


class VictimReader:
    """Finds people by what is done to them, where the parse tells it."""

    def __init__(self) -> None:
        told = [row for row in rows("casualties/casualty_words.tsv") if " " not in row[0]]
        self._harmed = frozenset(
            row[0]
            for row in told
            if row[1] not in _UNSURE and row[2] not in _MANY_MEANINGS and row[0] not in _THINGS_TOO
        )
        self._things = entries("casualties/not_people.txt")

    def find(self, s: Sentence, counts: Sequence[Count]) -> Iterator[tuple[int, Count]]:
        """Yield nouns that harm is done to, with their count, whose span is the whole phrase."""
        parse = s.parse
        if parse is None or self._harmed.isdisjoint(s.lower):
            return
        number_at = {at: count for count in counts for at in range(count.start, count.end)}
        for noun in sorted({n for verb in range(len(s)) for n in self._of(s, parse, verb)}):
            lemma = parse.lemmas[noun]
            if lemma in self._things or s.lower[noun] in self._things:
                continue
            count = _count(s, parse, noun, number_at)
            if count is not None:
                yield noun, count

    def _of(self, s: Sentence, parse: Parse, verb: int) -> Iterator[int]:
        """Yield the nouns that a verb of harm is done to, with those that "and" joins to them."""
        if s.lower[verb] not in self._harmed or parse.pos[verb] != "VERB":
            return
        labels = ["obj", "nsubj:pass"]
        if parse.lemmas[verb] in _DYING:
            labels.append("nsubj")
        for first in parse.under(verb, *labels):
            yield from (at for at in parse.conjuncts(first) if parse.pos[at] in _NOUNS)


def _count(s: Sentence, parse: Parse, noun: int, number_at: Mapping[int, Count]) -> Count | None:
    """Return how many a noun tells: by its number, or one behind an article."""
    numbers = [number_at[at] for at in parse.under(noun, "nummod") if at in number_at]
    if numbers and numbers[0].start < noun:
        return numbers[0]
    if parse.tags[noun] == "NNP":
        return Count(noun, noun + 1, 1, 1, 1)
    openers = [at for at in parse.under(noun, "det", "nmod:poss") if s.lower[at] in _ONE]
    single = parse.tags[noun] == "NN" and parse.lemmas[noun].endswith(_ENDINGS)
    if single and openers and openers[0] < noun:
        return Count(openers[0], noun + 1, 1, 1, 1)
    return None
