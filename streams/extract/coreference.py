"""Readings of one happening within an article: gaps of one are filled from the others."""

from collections.abc import Sequence

from streams.extract.reading import TAKES_HARM, Reading
from streams.extract.triggers import Trigger

_TOLD_ON = frozenset({"violence", "disaster", "unrest"})

THREAD = 6
"""How many sentences a happening is told on without its place being named again."""

EFFECTS = frozenset({"HARM", "DESTROY", "COLLAPSE"})
"""Base senses of what an attack does, which is read after the attack itself."""
_DESTROYERS = frozenset({"air_strike", "shelling", "bombing", "suicide_attack", "natural_disaster"})


def told_before(earlier: Sequence[Reading], sentence: int) -> str | None:
    """Return the type of the happening that a vague word ("the attack", "killed") continues."""
    for reading in reversed(earlier):
        if sentence - reading.context.sentence.index > THREAD:
            break
        if reading.counts and reading.family in _TOLD_ON:
            return reading.event_type
    return None


def antecedent(reading: Reading, coarse: bool, earlier: Sequence[Reading]) -> Reading | None:
    """Return what a definite noun with no place, or only a country, takes up again.

    "The offensive in Syria goes on" tells no new happening in the middle of the country.
    """
    before = reading.context.sentence.lower[
        max(0, reading.trigger.start - 3) : reading.trigger.start
    ]
    definite = reading.trigger.sense.pos != "v" and "the" in before
    if not (definite and coarse):
        return None
    told = [r for r in reversed(earlier) if r.counts and r.own_place]
    same = (r for r in told if r.event_type == reading.event_type)
    return next(same, None)


def carrier(readings: Sequence[Reading], trigger: Trigger) -> Reading | None:
    """Return the reading of the same sentence whose casualties or damage a word tells."""
    if trigger.sense.event_type not in EFFECTS:
        return None
    if trigger.sense.event_type != "HARM":
        return next((r for r in readings if r.event_type in _DESTROYERS), None)
    fit = [
        r
        for r in readings
        if r.event_type in TAKES_HARM and (r.event_type not in {"arrest"} or len(readings) == 1)
    ]
    return min(fit, key=lambda r: abs(r.trigger.start - trigger.start), default=None)


def fill_dates(readings: Sequence[Reading]) -> None:
    """Give an undated reading the date that a later one of the same thread tells."""
    for at, reading in enumerate(readings):
        if (
            reading.when is not None
            or reading.ongoing
            or reading.context.sentence.kind == "caption"
        ):
            continue
        for other in readings[at + 1 :]:
            if other.when is None or other.inherited_date or other.role != reading.role:
                continue
            apart = other.context.sentence.index - reading.context.sentence.index
            if apart <= THREAD and _same_thread(reading, other):
                reading.when, reading.inherited_date = other.when, True
                break


def _same_thread(one: Reading, other: Reading) -> bool:
    if one.family != other.family:
        return False
    places = {one.place_name, other.place_name}
    return len(places) == 1 or None in places


def fill_places(readings: Sequence[Reading]) -> None:
    """Give a reading without any place the place of the next one of its thread."""
    for at, reading in enumerate(readings):
        if reading.links:
            continue
        for other in readings[at + 1 : at + 1 + THREAD]:
            if other.links and other.family == reading.family and other.role == reading.role:
                reading.links = tuple(
                    link.model_copy(update={"inherited": True, "score": link.score / 2})
                    for link in other.links
                )
                reading.place_name = other.place_name
                break
