"""Postal codes of states and provinces behind a town: "Columbus, GA" and "Portland ME"."""

from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.tables import POSTAL_CODES


class PostalCodes:
    """Tells the code of a state from the word or the acronym that is spelt like it."""

    def __init__(self) -> None:
        self._codes = POSTAL_CODES.entries()

    def stands_at(self, s: Sentence, at: int) -> bool:
        """Whether a word is the code of a state, behind a comma and a name.

        "Gary, IN, on Monday" has one; "He was IN the room, OR so they say" has none.
        """
        if s.words[at] not in self._codes or at < 2 or s.words[at - 1] != ",":
            return False
        name = s.words[at - 2]
        if not (name[0].isupper() and len(name) > 1):
            return False
        after = (*s.words[at + 1 : at + 2], ".")[0]
        return not after[0].isalnum() or not _is_shouted(s)

    def ends(self, s: Sentence, start: int, end: int) -> bool:
        """Whether a name ends with a code that no comma parts from it: "Portland ME"."""
        mixed = end - start > 1 and s.words[end - 1] in self._codes and not _is_shouted(s)
        return mixed and not any(word.isupper() for word in s.words[start : end - 1])


def _is_shouted(s: Sentence) -> bool:
    """Whether no word of a sentence is in lower case, so that capitals show nothing."""
    return not any(word.islower() for word in s.words)
