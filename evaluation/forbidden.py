"""What must not count, and how one tells that it did.

Each entry of ``not_events`` quotes the text. Only events that count are looked at (asserted,
current, not retracted or merged), and of those only evidence whose own mention counts. An event
rests on the quote when the trigger of such evidence overlaps it, or when such evidence begins
with it (page furniture before a caption, for example, that was not stripped).

What the entry forbids decides what then follows:

``event``
    No event may rest on the quote, except one of words alone (``SPOKEN``): a vow is at most a
    threat and persuasion at most talks. It still costs precision when nobody expected it.
``double_count``
    The quote tells an expected happening once more. An event may rest on it, but all events that
    count must not have more dead between them than ``total_killed_allowed``.

An entry that does not say what it forbids is a ``double_count`` when a number in its quote lies in
the killed range of an expected event, else an ``event``. The total is checked even where no entry
is about it. Too few dead is a miss, told in the report, and not a violation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.gold import Expected, Forbids, GoldEvent, NotEvent, Range
from evaluation.sources import Sources, overlap
from schemas import Event
from streams.errors import UsageError

SPOKEN = frozenset({"accusation", "sanction", "talks", "threat"})
"""Types that are words or paper: none of them says that anybody was hurt or anything taken."""

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


@dataclass(frozen=True)
class Violation:
    """An entry that was counted after all, by which events, and how one sees it."""

    quote: str
    why: str
    how: str
    event_ids: tuple[str, ...]


def violations(events: Sequence[Event], expected: Expected, sources: Sources) -> list[Violation]:
    """Return the entries that were violated, in their order, each at most once.

    Raises:
        UsageError: if a quote is in none of the texts.
    """
    counting = [event for event in events if event.counts]
    found = [_check(entry, counting, expected, sources) for entry in expected.not_events]
    broken = [violation for violation in found if violation]
    if not any(_forbids(entry, expected.events) == "double_count" for entry in expected.not_events):
        broken.extend(_too_many("", "more dead than there were", counting, expected))
    return broken


def total_killed(events: Sequence[Event]) -> int:
    """Return the dead of all events that count: the best figure, else the lowest, else none."""
    figures = [event.casualties.killed for event in events if event.counts]
    return sum((f.best if f.best is not None else f.low) or 0 for f in figures if f is not None)


def rests_on(event: Event, entry: NotEvent, sources: Sources) -> bool:
    """Whether an event has evidence that is triggered by the quote, or begins with it."""
    spans = sources.spans(entry.quote, entry.article_id)
    return any(
        overlap(sources.trigger(item), span) or item.char_start == span[0]
        for item in sources.telling(event)
        if item.quoted_from == "text"
        for span in spans.get((item.article_id, item.article_version), ())
    )


def _check(
    entry: NotEvent, counting: Sequence[Event], expected: Expected, sources: Sources
) -> Violation | None:
    if not sources.spans(entry.quote, entry.article_id):
        msg = f"expected.json forbids a quote that no text has: {entry.quote!r}; correct the quote"
        raise UsageError(msg)
    if _forbids(entry, expected.events) == "double_count":
        return next(iter(_too_many(entry.quote, entry.why, counting, expected)), None)
    guilty = [
        event
        for event in counting
        if event.event_type not in SPOKEN and rests_on(event, entry, sources)
    ]
    if not guilty:
        return None
    how = ", ".join(sorted({f"counted as {event.event_type}" for event in guilty}))
    return Violation(entry.quote, entry.why, how, tuple(event.event_id for event in guilty))


def _too_many(
    quote: str, why: str, counting: Sequence[Event], expected: Expected
) -> list[Violation]:
    allowed = expected.total_killed_allowed
    total = total_killed(counting)
    if allowed is None or total <= allowed[1]:
        return []
    telling = tuple(event.event_id for event in counting if event.casualties.killed is not None)
    return [Violation(quote, why, f"{total} dead in all, at most {allowed[1]}", telling)]


def _forbids(entry: NotEvent, events: Sequence[GoldEvent]) -> Forbids:
    if entry.forbids is not None:
        return entry.forbids
    numbers = [int(found.replace(",", "")) for found in _NUMBER.findall(entry.quote)]
    ranges = [r for event in events if event.killed for r in (event.killed.low, event.killed.high)]
    known = any(_within(number, r) for number in numbers for r in ranges if r)
    return "double_count" if known else "event"


def _within(number: int, allowed: Range) -> bool:
    return allowed[0] <= number <= allowed[1]
