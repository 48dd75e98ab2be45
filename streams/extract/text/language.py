"""Whether a text is in the language of the rule tables, the only one that is read."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from streams.extract.text.tables import STOP_WORDS
from streams.rules.table import ENGLISH, rules_language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

CLEARLY = 0.2
"""Share of function words from which nothing else is asked; English news has 0.3 to 0.45."""
HARDLY = 0.12
"""Share below which a text of ``MIN_WORDS`` is not English; other languages are under 0.08."""
MIN_WORDS = 30
"""Words from which a low share is no accident of a short text."""
SURE = 0.9
"""Probability from which py3langid is believed of a short text, or of one with some English."""
LIKELY = 0.5
"""Probability below which its guess is not named: another language may be as likely."""
SAMPLE = 20_000
"""Characters that are looked at."""
LOOK = 4_000
"""Characters that py3langid looks at: its answer has settled long before."""
UNKNOWN = "und"
"""ISO 639 code for an undetermined language."""
_BEYOND_LATIN = "\u0250"
"""The first letter behind those of Latin scripts."""

_WORD = re.compile(r"[^\W\d_]{1,30}")
_TAG = re.compile(r"[a-z]{2,3}(?![a-z])")
_ALIASES = {ENGLISH: frozenset({"eng", "pcm"})}
"""Other codes that are read as a language. Nigerian Pidgin is read as English: in a headline,
telling them apart is a guess."""


def foreign_language(text: str, tag: str | None) -> str | None:
    """Return the language of an article that is not to be read, None for one that is.

    A language tag decides. Without one the share of function words does, and where that leaves
    doubt, py3langid. A text that nothing speaks against is taken for English.

    Args:
        text: the text of the article; its beginning is looked at.
        tag: the BCP 47 tag that the article came with, if any.

    Returns:
        an ISO 639 code, or ``"und"`` where no language is likely.
    """
    tagged = _primary(tag)
    if tagged is not None:
        return None if tagged in _codes_read() else tagged
    sample = text[:SAMPLE].lower()
    found = _WORD.findall(sample)
    frequent = STOP_WORDS.entries()
    share = sum(word in frequent for word in found) / max(1, len(found))
    if share >= CLEARLY or not found:
        return None
    read = _codes_read()
    guessed, likely = _identifier().classify(sample[:LOOK])
    latin = sum(word[0] < _BEYOND_LATIN for word in found) >= len(found) / 2
    doubtful = not latin or (len(found) >= MIN_WORDS and share < HARDLY)
    if likely >= SURE or not doubtful:
        return None if guessed in read or likely < SURE else str(guessed)
    return UNKNOWN if likely < LIKELY or guessed in read else str(guessed)


def _codes_read() -> frozenset[str]:
    """Return the ISO 639 codes of the language of the rule tables."""
    return _ALIASES.get(rules_language(), frozenset()) | {rules_language()}


def _primary(tag: str | None) -> str | None:
    """Return the language of a BCP 47 tag; what is no tag says nothing."""
    match = _TAG.match(tag.strip().lower()) if tag else None
    return match.group() if match and match.group() != UNKNOWN else None


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    """Load py3langid when the first doubtful text comes: it takes 0.7 s and 120 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
