"""Makes figures: of the victims of one casualty word, and of all casualty mentions of an event."""

from collections.abc import Sequence

from schemas.mention import Casualties, Figure
from streams.extract.casualties.numbers import Count, PersonCount
from streams.extract.casualties.tables import Voice
from streams.extract.document.mentions import CasualtyMention
from streams.extract.document.sentence import Sentence


def figure_of(
    s: Sentence, voice: Voice, victims: Sequence[PersonCount], unspecific: frozenset[str]
) -> Figure | None:
    """Return the figure of a casualty word; None where no number is stated.

    Its low side is 0 where some of the victims may have died or not been hit. ``unspecific``: nouns
    that are no group, such as "others".
    """
    figure = fixed(voice) or total(victims, unspecific)
    if figure and len(victims) == 1 and (written := as_written(s, victims[0].count)):
        figure = figure.model_copy(update={"as_written": written})
    return figure.model_copy(update={"low": 0}) if figure and voice.is_open else figure


def as_written(s: Sentence, count: Count) -> str | None:
    """Return the words of a number that leave a range: "more than 70", "hundreds"."""
    if count.low == count.best == count.high:
        return None
    words = s.words[count.start : count.end]
    return " ".join(words[:-1] if s.lower[count.end - 1] == "of" else words)


def fixed(voice: Voice) -> Figure | None:
    """Return the figure of a phrase that itself says how many: "double homicide"."""
    if voice.count is None:
        return None
    return Figure(low=voice.count, best=voice.count, high=voice.count)


def total(people: Sequence[PersonCount], unspecific: frozenset[str]) -> Figure | None:
    """Return the sum of several counts of people; a side that is open in one is open in the sum."""
    if not people:
        return None
    low = _sum_of([p.count.low for p in people])
    best = _sum_of([p.count.best for p in people])
    high = _sum_of([p.count.high for p in people])
    groups = [p.group for p in people if p.group and p.group not in unspecific]
    return Figure(low=low, best=best, high=high, group=", ".join(groups) or None)


def casualties_of(mentions: Sequence[CasualtyMention]) -> Casualties:
    """Return the casualties of an event: of each kind the first figure, and those added to it.

    A toll replaces the figure before it.
    """
    figures: dict[str, Figure] = {}
    for mention in mentions:
        if mention.figure is None:
            continue
        known = figures.get(mention.kind)
        if known is None or mention.is_toll:
            figures[mention.kind] = mention.figure
        elif mention.further or (mention.adds and mention.figure != known):
            figures[mention.kind] = _added(known, mention.figure)
    return Casualties(**figures)


def without(figure: Figure, dead: Figure, *, part: bool) -> Figure:
    """Return the figure of those who lived; ``part``: the text says that the dead are among them.

    Where the text does not say so, only the best value changes.
    """
    if figure.best is None or dead.best is None or figure.best <= dead.best:
        return figure
    living = figure.best - dead.best
    bounds = {"low": living, "high": living} if part else {}
    return figure.model_copy(update={"best": living, "as_written": None, **bounds})


def _added(one: Figure, other: Figure) -> Figure:
    groups = [group for group in (one.group, other.group) if group]
    return Figure(
        low=_sum_of([one.low, other.low]),
        best=_sum_of([one.best, other.best]),
        high=_sum_of([one.high, other.high]),
        group=", ".join(groups) or None,
    )


def _sum_of(values: Sequence[int | None]) -> int | None:
    """Return the sum; None if any value is open."""
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
