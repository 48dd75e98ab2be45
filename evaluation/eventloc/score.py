"""Places linked to verbs against the gold ones: by whole span, and by word."""

import re
from collections.abc import Sequence

from evaluation.counts import Counts
from evaluation.sources import Span, overlap

_WORD = re.compile(r"\w+(?:[-'\u2019]\w+)*")


def span_counts(gold: Sequence[Span], given: Sequence[Span]) -> Counts:
    """Count spans that are exactly the same."""
    return Counts(len(set(gold) & set(given)), len(set(given)), len(set(gold)))


def overlap_counts(gold: Sequence[Span], given: Sequence[Span]) -> Counts:
    """Count given spans that share a character with a gold one, each gold span once."""
    hit = {one for one in gold if any(overlap(one, other) for other in given)}
    surplus = sum(not any(overlap(one, other) for other in gold) for one in set(given))
    return Counts(len(hit), len(hit) + surplus, len(set(gold)))


def word_counts(text: str, gold: Sequence[Span], given: Sequence[Span]) -> Counts:
    """Count the words that the spans cover."""
    wanted, told = _words(text, gold), _words(text, given)
    return Counts(len(wanted & told), len(told), len(wanted))


def _words(text: str, spans: Sequence[Span]) -> set[int]:
    return {match.start() for start, end in spans for match in _WORD.finditer(text[:end], start)}
