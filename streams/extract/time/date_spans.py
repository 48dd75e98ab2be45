"""A date in a sentence, and dates that span from one to another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from streams.extract.document.mentions import DateMention
from streams.extract.document.sentence import Sentence
from streams.extract.time.timex.periods import spread

_JOINING = (["to"], ["until"], ["into"], ["through"], ["night", "into"], ["from"])
"""Words between two dates that make one span of them."""
_OPENING = frozenset({"from", "between"})
_DAY = timedelta(days=1)


def merged_spans(s: Sentence, found: Sequence[DateMention]) -> list[DateMention]:
    """Join "from Saturday to Sunday" and "late Thursday or early Friday" into one span of days."""
    made: list[DateMention] = []
    for when in found:
        if made and s.lower[made[-1].start] == "overnight" and when.start - made[-1].end <= 1:
            made.pop()
        joined = _joined(s, made[-1], when) if made else None
        if joined is not None:
            made[-1] = joined
        else:
            made.append(when)
    return made


def _joined(s: Sentence, last: DateMention, when: DateMention) -> DateMention | None:
    """Return the span from one date to another when the words between say so."""
    if last.first is None or when.first is None or last.first > when.last:
        return None
    gap = s.lower[last.end : when.start]
    opened = last.start > 0 and s.lower[last.start - 1] in _OPENING
    either = gap == ["or"] and when.first - last.last == _DAY
    if gap not in _JOINING and not either and not (opened and gap == ["and"]):
        return None
    days = spread(last.first, when.last)
    return replace(
        when, start=last.start, first=days.first, precision=days.precision, hour=last.hour
    )
