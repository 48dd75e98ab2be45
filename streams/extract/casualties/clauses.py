"""What belongs to another event of the sentence: one that a relative clause tells."""

from functools import lru_cache

from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.phrases import rows

_RELATIVE = frozenset({"acl:relcl", "acl"})


@lru_cache(maxsize=1)
def words_of_harm() -> frozenset[str]:
    """Return the single words that tell of harm to people, as ``harm.tsv`` has them."""
    return frozenset(
        row[0]
        for row in rows("casualties/casualty_words.tsv")
        if row[1] != "-" and " " not in row[0]
    )


def is_of_another(s: Sentence, word: int, trigger: int) -> bool:
    """Whether a word belongs to a relative clause that tells an event of its own.

    "Freed 38 pupils who were abducted last month": the month is not that of the release.
    """
    if s.parse is None:
        return False
    above = (at for at in (word, *s.parse.ancestors(word)) if s.parse.pos[at] == "VERB")
    verb = next(above, None)
    if verb is None or s.parse.deps[verb] not in _RELATIVE or s.lower[verb] not in words_of_harm():
        return False
    return trigger not in s.parse.subtree(verb)
