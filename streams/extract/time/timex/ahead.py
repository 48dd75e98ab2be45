"""Whether the words around a time point ahead: "will meet on Monday", "due on 3 May"."""

from collections.abc import Sequence

from streams.extract.vocabulary.phrases import entries

REACH = 9
"""How many words before a time its verb may stand."""
BEHIND = 5
"""How many words behind it: "on Monday the council will"."""

_MARKS = entries("time/future_words.txt")
_DIRECT = frozenset({"by", "until", "till"})
"""Prepositions that point ahead only directly before a time."""
_BACK = frozenset({"had", "was", "were"})
_PARTING = frozenset({";", ":", "but", "said", "when", "after", "\u201c", "\u201d"})


def stands_until(lower: Sequence[str], start: int) -> bool:
    """Return whether a time is one until which something is to happen: "by 3 May"."""
    until = start > 0 and lower[start - 1] in _DIRECT
    return until and _BACK.isdisjoint(lower[max(0, start - REACH) : start])


def points_ahead(lower: Sequence[str], start: int, end: int) -> bool:
    """Return whether a verb or noun that points ahead stands nearer than a break."""
    if _is_past(lower, start):
        return False
    for at in range(start - 1, max(-1, start - REACH), -1):
        if lower[at] in _MARKS:
            return _BACK.isdisjoint(lower[max(0, at - 3) : at])
        if lower[at] in _PARTING:
            break
    for word in lower[end : end + BEHIND]:
        if word in _PARTING:
            return False
        if word in {"will", "'ll", "would"}:
            return True
    return False


def _is_past(lower: Sequence[str], start: int) -> bool:
    """Whether the verb right before a time is one of the past: "announced Friday"."""
    at = (
        start - 2
        if start > 1 and lower[start - 1] in {"on", "in", "at", "early", "late"}
        else start - 1
    )
    past = at >= 0 and lower[at].endswith("ed") and lower[at] not in _MARKS
    return past and (at == 0 or lower[at - 1] not in {"be", "to"})
