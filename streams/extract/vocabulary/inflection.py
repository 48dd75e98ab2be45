"""Forms of English words: irregular ones from a table, the others by the rules of spelling."""

from functools import lru_cache

from streams.extract.vocabulary.tables import IRREGULAR_VERBS

_VOWELS = "aeiou"
_SIBILANT = ("s", "x", "z", "ch", "sh")
"""Endings behind which the ending -s has a vowel: "crashes"."""
_NEVER_DOUBLED = "wxy" + _VOWELS
_SHORTEST_DOUBLED = 3
"""Letters of the shortest verb whose last consonant doubles: "rob"."""


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, ...]]:
    return {row.lemma: row.forms for row in IRREGULAR_VERBS.rows()}


def verb_forms(lemma: str) -> tuple[str, ...]:
    """Return a verb and its forms in -s, -ed and -ing: "raid", "raids", "raided", "raiding".

    An irregular verb has all forms of its row.
    """
    if lemma in _irregular():
        return (lemma, *_irregular()[lemma])
    if lemma.endswith("e"):
        stem = lemma[:-1]
        return lemma, lemma + "s", lemma + "d", stem + "ing"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    plural = "es" if lemma.endswith(_SIBILANT) else "s"
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma
    return lemma, lemma + plural, stem + "ed", stem + "ing"


def noun_forms(lemma: str) -> tuple[str, ...]:
    """Return a noun's singular and regular plural: "city", "cities"."""
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma, lemma[:-1] + "ies"
    if lemma.endswith(_SIBILANT):
        return lemma, lemma + "es"
    return lemma, lemma + "s"


def phrase_forms(phrase: str, pos: str) -> list[str]:
    """Return all forms of a phrase.

    Args:
        phrase: its words in their basic forms, one space between.
        pos: what is inflected: ``v`` the first word, a verb; ``n`` the last, a noun; ``x`` none.
    """
    first, _, rest = phrase.partition(" ")
    if pos == "v":
        return [f"{form} {rest}" if rest else form for form in verb_forms(first)]
    if pos == "n":
        head, _, last = phrase.rpartition(" ")
        return [f"{head} {form}" if head else form for form in noun_forms(last)]
    return [phrase]


def _doubles(lemma: str) -> bool:
    """Whether the last consonant doubles: a short vowel before it, in a word of one syllable."""
    if len(lemma) < _SHORTEST_DOUBLED or lemma[-1] in _NEVER_DOUBLED:
        return False
    vowels = sum(letter in _VOWELS for letter in lemma)
    return lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS and vowels == 1
