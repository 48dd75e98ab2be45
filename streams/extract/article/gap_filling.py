"""What a candidate lacks, taken from the others of its article: places, days, doubt.

Each pass takes all candidates in text order and returns them in the same order.
"""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.article.coreference import THREAD
from streams.extract.article.discourse import DiscourseContext
from streams.extract.article.tables import WORDS
from streams.extract.document.event import EventCandidate
from streams.extract.document.mentions import DateMention

BEFORE_NOUN = 4
"""Words before a noun in which "another" may stand: "another big car bomb blast"."""
LATER_PLACE = 0.5
"""What the score of a place is multiplied by that only a later sentence names."""


def doubt_unverified(
    candidates: Sequence[EventCandidate], discourses: Sequence[DiscourseContext]
) -> list[EventCandidate]:
    """Mark the claims of a sentence whose successor says that they could not be verified."""
    doubted = {d.at - 1 for d in discourses if d.claim.stance == "cannot_verify"}
    return [
        _unverified(candidate)
        if candidate.context.sentence.index in doubted
        and candidate.claim.source is not None
        and candidate.claim.stance == "asserts"
        else candidate
        for candidate in candidates
    ]


def _unverified(candidate: EventCandidate) -> EventCandidate:
    claim = candidate.claim.model_copy(update={"stance": "cannot_verify"})
    return replace(candidate, claim=claim)


def fill_places(candidates: Sequence[EventCandidate]) -> list[EventCandidate]:
    """Give a candidate without any place the place of the next one of its thread."""
    return [
        candidate
        if candidate.links
        else _placed_like(candidate, candidates[at + 1 : at + 1 + THREAD])
        for at, candidate in enumerate(candidates)
    ]


def _placed_like(candidate: EventCandidate, later: Sequence[EventCandidate]) -> EventCandidate:
    for other in later:
        if other.links and other.family == candidate.family and other.role == candidate.role:
            links = tuple(
                link.model_copy(
                    update={
                        "inherited": True,
                        "basis": "later",
                        "score": link.score * LATER_PLACE,
                    }
                )
                for link in other.links
            )
            return replace(candidate, links=links, place_name=other.place_name)
    return candidate


def fill_dates(candidates: Sequence[EventCandidate]) -> list[EventCandidate]:
    """Give an undated candidate the date that a later one of the same thread tells."""
    return [
        _dated_like(candidate, candidates[at + 1 :]) if _may_be_dated(candidate) else candidate
        for at, candidate in enumerate(candidates)
    ]


def _may_be_dated(candidate: EventCandidate) -> bool:
    undated = candidate.when is None and not candidate.ongoing
    return undated and candidate.context.sentence.kind != "caption"


def _dated_like(candidate: EventCandidate, later: Sequence[EventCandidate]) -> EventCandidate:
    for other in later:
        if other.own_date is None or other.role != candidate.role:
            continue
        if other.modality != candidate.modality:
            continue
        apart = other.context.sentence.index - candidate.context.sentence.index
        if apart <= THREAD and _is_same_thread(candidate, other):
            return replace(candidate, when=other.when, inherited_date=True)
    return candidate


def _is_same_thread(one: EventCandidate, other: EventCandidate) -> bool:
    if one.family != other.family:
        return False
    if one.place_name is None or other.place_name is None:
        return one.event_type == other.event_type
    return one.place_name == other.place_name


def share_day(candidates: Sequence[EventCandidate]) -> list[EventCandidate]:
    """Date the undated mentions of a disaster, if the article gives only one day for it.

    "The blaze broke out at 3 a.m." is of the day on which the hotel burned.
    """
    types = {c.event_type for c in candidates if c.family == "disaster"}
    days = {event_type: _only_day(candidates, event_type) for event_type in types}
    others = WORDS["other_than_before"]
    return [
        replace(candidate, when=day, inherited_date=True)
        if (day := days.get(candidate.event_type)) is not None
        and candidate.counts
        and candidate.own_date is None
        and not candidate.ongoing
        and not _is_another(candidate, others)
        else candidate
        for candidate in candidates
    ]


def _only_day(candidates: Sequence[EventCandidate], event_type: str) -> DateMention | None:
    """Return the date of the events of a type, if they all are of one and the same day."""
    dates = [
        c.own_date for c in candidates if c.event_type == event_type and c.counts and c.own_date
    ]
    days = {(when.first, when.last) for when in dates}
    return dates[0] if len(days) == 1 and dates[0].first == dates[0].last else None


def _is_another(candidate: EventCandidate, others: frozenset[str]) -> bool:
    """Whether a word before a noun says that it is another than before: "another blast"."""
    start = candidate.trigger.start
    before = candidate.context.sentence.lower[max(0, start - BEFORE_NOUN) : start]
    return not others.isdisjoint(before)
