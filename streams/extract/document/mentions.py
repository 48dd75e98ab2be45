"""What the passes find in a sentence: names, triggers, toponyms, casualties and dates.

These are values: a pass that learns more about one makes another. Positions count words of the
sentence unless they are called ``char``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.extraction import Aside, Toponym
from schemas.mention import DateBasis, Figure

NameKind = Literal["place", "person", "organisation", "people"]


@dataclass(frozen=True, slots=True)
class Name:
    """Words ``start`` to ``end`` (one past) of a sentence that name something."""

    sentence: int
    start: int
    end: int
    text: str
    kind: NameKind
    known: bool


CueMarks = Sequence[frozenset[str]]
"""For each word of a sentence, the cue sets that it belongs to."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a trigger phrase: a row of ``triggers.tsv``, which says what the fields mean."""

    phrase: str
    pos: str
    event_type: str
    weight: float
    needs: tuple[str, ...]
    blocks: tuple[str, ...]

    @property
    def lemma(self) -> str:
        """The lemma of the first word of the phrase."""
        return self.phrase.split(" ")[0]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A phrase in a sentence, in one sense. ``clause`` is the word span that it governs."""

    start: int
    end: int
    sense: Sense
    clause: tuple[int, int]

    @property
    def is_base(self) -> bool:
        """Whether its sense is a base sense, which the type rules turn into an event type."""
        return self.sense.event_type.isupper()


@dataclass(frozen=True, slots=True)
class TypeDecision:
    """The event type of a trigger, or ``none``, with its confidence and the cues of its arguments.

    ``rule`` is the id of the type rule that decided; empty where the sense is an event type itself,
    and where no rule fits. ``continues``: the rule takes the type of the event before.
    ``blocked_by``: the cues of its arguments that rule the sense out.
    """

    event_type: str
    confidence: float
    rule: str = ""
    argument_cues: frozenset[str] = frozenset()
    continues: bool = False
    blocked_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ToponymMention:
    """A toponym in the making, with its words in the sentence.

    ``shared``: what kind of place it is stands once for all names of a list.
    """

    sentence: int
    start: int
    end: int
    name: str
    char_start: int
    char_end: int
    cue: str | None = None
    fit: float = 0.0
    hint: str | None = None
    order: str | None = None
    outer: bool = False
    within: int | None = None
    metonym: bool = False
    known: bool = False
    shared: bool = False
    aside: Aside | None = None

    def toponym(self) -> Toponym:
        """Return the record of it."""
        return Toponym(
            char_start=self.char_start,
            char_end=self.char_end,
            name=self.name,
            sentence=self.sentence,
            cue=self.cue,
            within=self.within,
            feature_hint=self.hint,
            metonym=self.metonym,
            aside=self.aside,
        )


@dataclass(frozen=True, slots=True)
class SiteFigure:
    """The figure of a further site of a list: "two in Bama".

    ``start`` is the first word of its number, ``place`` that of the name of the site.
    """

    start: int
    place: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A casualty word with the figure that belongs to it; None where no number is stated.

    ``adds``: the victims are others than those before in the sentence ("killed two, then shot three
    dead"). ``open_outcome``: some of the victims may have died or not been hit ("four were shot").
    ``is_toll``: a toll, which includes those counted before. ``victims``: the words where the
    counts of its victims begin. ``further``: the text says that its victims are others than those
    before ("a fifth man", "another 40 people"). ``of_hit``: they are some of those who were hit or
    wounded ("one of the victims has died"). ``sites``: the figures of further sites of a list.
    ``caused``: the words say that somebody did it to them ("killed two"), not only how they are
    now ("two are dead").
    """

    start: int
    end: int
    kind: str
    figure: Figure | None
    adds: bool = False
    open_outcome: bool = False
    is_toll: bool = False
    victims: tuple[int, ...] = ()
    further: bool = False
    of_hit: bool = False
    sites: tuple[SiteFigure, ...] = ()
    caused: bool = False


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A count that is no casualty, at words ``start`` to ``end`` (one past).

    ``kind`` is a field of ``Quantities``; ``event_types`` may have it.
    """

    start: int
    end: int
    kind: str
    figure: Figure
    event_types: tuple[str, ...]


Cycle = Literal["week", "year"]
"""After what time a date without a week or a year comes round again."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at words ``start`` to ``end`` (one past): first and last day, local to the outlet.

    ``cycle`` is set where the week or the year is not stated: one like it lies so far back.
    """

    start: int
    end: int
    first: date | None
    last: date
    precision: int
    basis: DateBasis
    hour: int | None = None
    since: bool = False
    cycle: Cycle | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance at words ``start`` to ``end`` (one past): days from ``first`` to ``last``.

    What it dates stands after it. Days count from the anchor: later is positive.
    """

    start: int
    end: int
    first: int
    last: int
