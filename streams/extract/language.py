"""Whether a text is English, the only language whose triggers Dateline knows."""

import re

from streams.extract.lexicon import words

SHARE = 0.12
"""Least share of function words; English news has 0.3 to 0.45, other languages under 0.08."""
MIN_WORDS = 30
SAMPLE = 20_000
"""Characters that are looked at."""

_WORD = re.compile(r"[^\W\d_]{1,30}")


def is_english(text: str, language: str | None) -> bool:
    """Whether an article is to be read: its tag says English or, without a tag, its words do.

    A text of fewer than ``MIN_WORDS`` words is taken for English when nothing speaks against it.
    """
    if language is not None and language.lower().split("-")[0].split("_")[0] not in {
        "en",
        "eng",
        "und",
    }:
        return False
    found = _WORD.findall(text[:SAMPLE].lower())
    if len(found) < MIN_WORDS:
        return True
    frequent = words("stop_words.txt")
    return sum(word in frequent for word in found) >= SHARE * len(found)
