"""Candidates of one happening within an article: gaps of one are filled from the others."""

from collections.abc import Sequence

from streams.extract.document.event import EventCandidate
from streams.extract.document.mentions import ToponymMention, Trigger
from streams.extract.document.tables import takes_casualties
from streams.extract.places.linking import names_event
from streams.extract.syntax.distance import distance
from streams.extract.triggers.tables import anaphoric_types

_TOLD_ON = frozenset({"violence", "disaster", "unrest"})

THREAD = 6
"""How many sentences a happening is told on without its place being named again."""

TIED_REACH = 16
"""How many words behind a noun its place may stand: "the attack happened in a shop in X"."""
FAR_CLOSER = 3.0
"""By how much a word of casualty must hang closer on another deed for that to have done it."""
_DEFINITE = frozenset({"the", "this", "these", "that", "those"})
_NEW = frozenset({"latest", "second", "third", "fourth", "first", "other", "previous", "worst"})
_CALLED = frozenset({"called", "calling", "described", "was", "branded", "labelled"})
_OTHERS = _NEW | {"another", "earlier", "separate", "similar", "last"}
_AFTERWARDS = frozenset(
    {
        *("hospital", "clinic", "surgery", "wounds", "injuries", "injury", "later", "scene"),
        *("centre", "center", "trauma", "he", "she", "him", "her", "victim"),
    }
)
"""Words of the death of one who was told of before."""
_DEATHS = frozenset({"die", "pronounce", "succumb", "dead"})
_TIMING = frozenset({"after", "before", "since", "following"})
"""What such a word and a comma enclose has no place of the main clause: "after the raid, in X"."""
_PARTING = frozenset({",", "and", "but", "that", "who", "which", ";"})

EFFECTS = frozenset({"CASUALTY", "DESTROY", "COLLAPSE"})
"""Base senses of what an attack does, which is read after the attack itself."""
_DESTROYERS = frozenset(
    {"air_strike", "shelling", "bombing", "suicide_attack", "natural_disaster", "accident"}
)


def told_before(earlier: Sequence[EventCandidate], sentence: int) -> str | None:
    """Return the type of the happening that a vague word ("the attack", "killed") continues."""
    for candidate in reversed(earlier):
        if sentence - candidate.context.sentence.index > THREAD:
            break
        if candidate.counts and candidate.family in _TOLD_ON:
            return candidate.event_type
    return None


def refers(candidate: EventCandidate, reactions: frozenset[str]) -> bool:
    """Whether a noun takes up what was told before: definite, and no place is told of it.

    ``reactions`` are verbs of those who speak of it: "The envoy in Geneva condemned the attack".
    """
    s, trigger = candidate.context.sentence, candidate.trigger
    if trigger.sense.pos == "v":
        return False
    before = s.lower[max(0, trigger.start - 3) : trigger.start]
    at = max((i for i, word in enumerate(before) if word in _DEFINITE), default=None)
    named = at is not None and _NEW.isdisjoint(before[at:])
    called = "it" in s.lower[max(0, trigger.start - 5) : trigger.start] and not _CALLED.isdisjoint(
        s.lower[max(0, trigger.start - 6) : trigger.start]
    )
    return (named or called) and not any(
        _is_tied(s.lower, trigger, c, reactions) for c in candidate.context.toponyms
    )


def _is_tied(
    lower: Sequence[str], trigger: Trigger, c: ToponymMention, reactions: frozenset[str]
) -> bool:
    """Whether a place is told of the noun itself: "the attack in X", "In X, the attack"."""
    if names_event(c, trigger):
        return True
    if c.cue is None or c.metonym or c.start == c.end:
        return False
    if c.start >= trigger.end:
        if lower[trigger.end : trigger.end + 1] == [","] and not _TIMING.isdisjoint(
            lower[max(0, trigger.start - 2) : trigger.start]
        ):
            return False
        between = lower[trigger.end : c.start]
        near = len(between) <= TIED_REACH and c.start < trigger.clause[1]
    else:
        between = lower[c.end : trigger.start]
        near = c.start <= 2
    return near and _PARTING.isdisjoint(between[1:]) and reactions.isdisjoint(between)


def taken_up(candidate: EventCandidate, earlier: Sequence[EventCandidate]) -> EventCandidate | None:
    """Return the last candidate told before that a referring noun can mean."""
    types = anaphoric_types(candidate.trigger.sense.event_type) or {candidate.event_type}
    told = (r for r in reversed(earlier) if r.counts and r.event_type in types and not r.listed)
    return next(told, None)


def join_at_its_place(candidate: EventCandidate, earlier: Sequence[EventCandidate]) -> None:
    """Give "the attack in X" the type and the day of the last that was told of the same place."""
    s, trigger = candidate.context.sentence, candidate.trigger
    types = anaphoric_types(trigger.sense.event_type)
    before = s.lower[max(0, trigger.start - 3) : trigger.start]
    if trigger.sense.pos == "v" or "the" not in before or not _NEW.isdisjoint(before):
        return
    told = (r for r in reversed(earlier) if r.counts and r.event_type in types)
    same = next((r for r in told if r.place_name == candidate.place_name), None)
    if same is None or not candidate.counts or candidate.when not in {None, same.when}:
        return
    candidate.event_type = same.event_type
    if candidate.when is None:
        candidate.when, candidate.inherited_date = same.when, same.when is not None


def antecedent(
    candidate: EventCandidate, coarse: bool, earlier: Sequence[EventCandidate]
) -> EventCandidate | None:
    """Return what a definite noun with no place, or only a country, takes up again.

    "The offensive in Syria goes on" tells no new happening in the middle of the country.
    """
    before = candidate.context.sentence.lower[
        max(0, candidate.trigger.start - 3) : candidate.trigger.start
    ]
    definite = candidate.trigger.sense.pos != "v" and "the" in before
    if not (definite and coarse):
        return None
    told = [r for r in reversed(earlier) if r.counts and r.own_place]
    same = (r for r in told if r.event_type == candidate.event_type)
    return next(same, None)


def carrier(candidates: Sequence[EventCandidate], trigger: Trigger) -> EventCandidate | None:
    """Return the candidate of the same sentence whose casualties or damage a word tells."""
    if trigger.sense.event_type not in EFFECTS:
        return None
    if trigger.sense.event_type != "CASUALTY":
        return next((r for r in candidates if r.event_type in _DESTROYERS), None)
    fit = [
        r
        for r in candidates
        if takes_casualties(r.event_type)
        and (r.event_type not in {"arrest"} or len(candidates) == 1)
        and not _is_before(r, trigger)
    ]
    nearest = min(fit, key=lambda r: _apart(r, trigger), default=None)
    return nearest if nearest and not _is_closer(candidates, nearest, trigger) else None


def _apart(candidate: EventCandidate, trigger: Trigger) -> float:
    return distance(candidate.context.sentence, trigger.start, candidate.trigger.start)


def _is_closer(
    candidates: Sequence[EventCandidate], carried: EventCandidate, trigger: Trigger
) -> bool:
    """Whether casualties belong to a capture, which takes none: "as rebels overran X, killing"."""
    apart = _apart(carried, trigger)
    taken = (r for r in candidates if r.family == "control" and r.trigger.sense.pos == "v")
    return any(_apart(r, trigger) + FAR_CLOSER <= apart for r in taken)


def _is_before(candidate: EventCandidate, trigger: Trigger) -> bool:
    """Whether a word tells what came before an event: "the raid came after troops killed ten".

    What has been so "since the offensive" is no casualty of the offensive alone, nor the other way.
    """
    lower = candidate.context.sentence.lower
    between = lower[candidate.trigger.end : trigger.start]
    return (
        "after" in between
        or "since" in between
        or "since" in lower[trigger.end : candidate.trigger.start]
    )


def fill_dates(candidates: Sequence[EventCandidate]) -> None:
    """Give an undated candidate the date that a later one of the same thread tells."""
    for at, candidate in enumerate(candidates):
        if (
            candidate.when is not None
            or candidate.ongoing
            or candidate.context.sentence.kind == "caption"
        ):
            continue
        for other in candidates[at + 1 :]:
            if other.when is None or other.inherited_date or other.role != candidate.role:
                continue
            if other.modality != candidate.modality:
                continue
            apart = other.context.sentence.index - candidate.context.sentence.index
            if apart <= THREAD and _same_thread(candidate, other):
                candidate.when, candidate.inherited_date = other.when, True
                break


def _same_thread(one: EventCandidate, other: EventCandidate) -> bool:
    if one.family != other.family:
        return False
    if one.place_name is None or other.place_name is None:
        return one.event_type == other.event_type
    return one.place_name == other.place_name


def fill_places(candidates: Sequence[EventCandidate]) -> None:
    """Give a candidate without any place the place of the next one of its thread."""
    for at, candidate in enumerate(candidates):
        if candidate.links:
            continue
        for other in candidates[at + 1 : at + 1 + THREAD]:
            if other.links and other.family == candidate.family and other.role == candidate.role:
                candidate.links = tuple(
                    link.model_copy(update={"inherited": True, "score": link.score / 2})
                    for link in other.links
                )
                candidate.place_name = other.place_name
                break


def wounded_before(
    candidate: EventCandidate, earlier: Sequence[EventCandidate]
) -> EventCandidate | None:
    """Return the attack that somebody dies of later: "shot on Saturday … she died on Sunday".

    A death without a cause of its own in the sentence is that of what was told last.
    """
    phrase = candidate.trigger.sense.phrase
    decision = candidate.decision
    if phrase.split(" ")[0] not in _DEATHS or decision is None or not decision.continues:
        return None
    if candidate.family != "violence" or _AFTERWARDS.isdisjoint(candidate.context.sentence.lower):
        return None
    told = (r for r in reversed(earlier) if r.counts and r.event_type == candidate.event_type)
    return next((r for r in told if r.when is not None and not r.listed), None)


def share_day(candidates: Sequence[EventCandidate]) -> None:
    """Give a disaster that is told again without a date the only day that the article tells of it.

    "The blaze broke out at 3 a.m." is of the day on which the hotel burned.
    """
    for event_type in {r.event_type for r in candidates if r.family == "disaster"}:
        own = [r for r in candidates if r.event_type == event_type and r.counts]
        days = {(r.when.first, r.when.last) for r in own if r.when and not r.inherited_date}
        dated = next((r.when for r in own if r.when and not r.inherited_date), None)
        if len(days) != 1 or dated is None or dated.first != dated.last:
            continue
        for candidate in own:
            open_ = candidate.when is None or candidate.inherited_date
            if open_ and not candidate.ongoing and not _is_another(candidate):
                candidate.when, candidate.inherited_date = dated, True


def _is_another(candidate: EventCandidate) -> bool:
    """Whether a word before a noun says that it is not the one told before: "another blast"."""
    start = candidate.trigger.start
    return not _OTHERS.isdisjoint(candidate.context.sentence.lower[max(0, start - 4) : start])


def doubt(candidates: Sequence[EventCandidate], sentence: int) -> None:
    """Mark the claims of the sentence before one that says that they could not be verified."""
    for candidate in candidates:
        claim, told = candidate.claim, candidate.context.sentence.index
        if sentence - told == 1 and claim.source is not None and claim.stance == "asserts":
            candidate.claim = claim.model_copy(update={"stance": "cannot_verify"})
