"""Places linked to event verbs: what extraction links, and how it agrees with the gold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evaluation.measures import Counts
from evaluation.sources import Span, overlap
from schemas import Extraction, MentionDraft

Asked = Literal["at the verb", "elsewhere", "nowhere"]


@dataclass(frozen=True)
class Linked:
    """Spans of places, and where the event was found that they belong to."""

    places: tuple[Span, ...]
    asked: Asked


def linked_places(extraction: Extraction, verb: Span) -> Linked:
    """Return the place of each draft that is triggered at the verb.

    Where none is, the drafts of the nearest trigger stand for it: extraction tells an event once
    in a clause, perhaps by another word. Without any draft nothing is linked.
    """
    at_verb = [
        one for one in extraction.drafts if overlap((one.trigger_start, one.trigger_end), verb)
    ]
    drafts = at_verb or _nearest(extraction.drafts, verb)
    spans = dict.fromkeys(
        span for one in drafts if (span := _best_place(extraction, one)) is not None
    )
    asked: Asked = "at the verb" if at_verb else "elsewhere" if drafts else "nowhere"
    return Linked(tuple(spans), asked)


def _nearest(drafts: Sequence[MentionDraft], verb: Span) -> list[MentionDraft]:
    def gap(one: MentionDraft) -> int:
        return max(one.trigger_start - verb[1], verb[0] - one.trigger_end)

    least = min(map(gap, drafts), default=0)
    return [one for one in drafts if gap(one) == least]


def _best_place(extraction: Extraction, draft: MentionDraft) -> Span | None:
    """Return the span of the best link that is no metonym: the one that geocoding takes first."""
    for link in draft.place_links:
        toponym = extraction.toponyms[link.toponym]
        if not toponym.metonym:
            return toponym.char_start, toponym.char_end
    return None


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
