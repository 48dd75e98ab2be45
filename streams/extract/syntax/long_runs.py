"""Long runs without a space, cut so that spaCy's tokenizer stays linear."""

import re

LONGEST = 80
"""Characters of a run that are read. The tokenizer takes time in the square of a run of brackets,
quotes or emoji, and no English word is as long."""

_RUN = re.compile(r"\S{81,}")
_SIGNS = re.compile(r"[^\w\s]|_")
_LONG_WORD = re.compile(r"\w{81,}")


def without_long_runs(text: str) -> str:
    """Return a text of the same length in which no run is longer than ``LONGEST``.

    Signs in a long run become spaces, so that "one—two—three" falls into its words; of what is
    longer still only the beginning is kept.
    """
    return text if len(text) <= LONGEST else _RUN.sub(_cut, text)


def _cut(run: re.Match[str]) -> str:
    return _LONG_WORD.sub(_beginning, _SIGNS.sub(" ", run.group()))


def _beginning(word: re.Match[str]) -> str:
    return word.group()[:LONGEST] + " " * (len(word.group()) - LONGEST)
