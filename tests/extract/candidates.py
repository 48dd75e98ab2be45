"""Event candidates made of a few words, for tests of single passes."""

from dataclasses import replace
from datetime import date
from typing import Any

from schemas.extraction import PlaceLink
from schemas.mention import Claim, Figure
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import CasualtyMention, DateMention, Sense, Trigger
from streams.extract.document.sentence import Sentence, normal, split_words

MONDAY = date(2023, 3, 13)


def make_context(text: str, index: int = 0) -> SentenceContext:
    words, starts, ends = split_words(text, 0, len(text))
    lower = [normal(word) for word in words]
    sentence = Sentence(index, 0, len(text), index, "body", words, lower, starts, ends)
    return SentenceContext(sentence, ())


def make_candidate(text: str, word: str, event_type: str, **changes: Any) -> EventCandidate:
    """Return an event that a word of a sentence tells; ``index`` numbers the sentence."""
    context = make_context(text, changes.pop("index", 0))
    at = context.sentence.lower.index(word)
    sense = Sense(word, "v", event_type, 1.0, (), ())
    trigger = Trigger(at, at + 1, sense, (0, len(context.sentence)))
    made = EventCandidate(context, trigger, event_type, 0.8, "asserted", "current", Claim())
    return replace(made, **changes)


def make_date(first: date = MONDAY, last: date | None = None) -> DateMention:
    return DateMention(0, 1, first, last or first, 1, "explicit")


def make_casualty(kind: str, number: int, *, start: int = 0, **changes: Any) -> CasualtyMention:
    group = changes.pop("group", None)
    figure = Figure(low=number, best=number, high=number, group=group)
    return replace(CasualtyMention(start, start + 1, kind, figure), **changes)


def make_link(toponym: int = 0, score: float = 0.8) -> PlaceLink:
    return PlaceLink(toponym=toponym, score=score, inherited=False)
