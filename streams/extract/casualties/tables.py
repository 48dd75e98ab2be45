"""The rule tables of casualties: casualty words with their voices, numbers, and who is no person.

The column ``voice`` of ``casualty_words.tsv`` says where the victims of a casualty word stand:

================  ==============================================================================
Voice             Victims
================  ==============================================================================
``verb``          behind the word when it is active, before it when it is passive: "killed"
``before``        before the word: "four people died"
``after``         behind the word: "killing four", "the deaths of four"
``noun``          the number right before the word: "four deaths"
``inside``        the number between the words of the phrase: "claimed 21 lives"
``part``          a number right before the word, part of a number before it: "four shot, one
                  fatally"
``self``          the one who acts, in addition to those counted before: "killed two, then himself"
``toll``          the number reached so far, behind the word: "the death toll has risen to 9"
``stated_toll``   the same, but only behind a word that states it: "the toll to 9", not "toll of 9"
``open_verb``     as ``verb``; some of the victims may have died or not been hit: "shot"
``open_before``   as ``before``, with the outcome as open: "four were hit by bullets"
``open_noun``     as ``noun``, with the outcome as open: "four gunshot victims"
``open_object``   a number right behind the word, with the outcome as open: "shooting four"
``=2``            as many as the number says: "double homicide"; ``=0`` for nobody: "no injuries"
``~2``            as many as the number says, with the outcome open: "double shooting"
``-``             nobody: the phrase is no casualty word, though it contains one: "toll road"
================  ==============================================================================
"""

import re
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator

from streams.rules.cells import OptionalCount, Optionally, Phrase
from streams.rules.table import RuleRow, RuleTable, WordList, WordSets

FOLDER = "extract/casualties"

CasualtyKind = Literal["killed", "injured", "detained", "displaced"]
VoiceName = Literal[
    "verb",
    "before",
    "after",
    "noun",
    "inside",
    "part",
    "self",
    "toll",
    "stated_toll",
    "open_verb",
    "open_before",
    "open_noun",
    "open_object",
    "=",
    "~",
    "-",
]
QuantifierKind = Literal["about", "at_least", "more_than", "at_most"]

_FIXED = re.compile(r"([=~])(\d+)")
_NAMES = tuple(name for name in get_args(VoiceName) if name not in {"=", "~"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Where the victims of a casualty word stand; ``count``: how many the word itself says."""

    name: VoiceName
    count: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether some of the victims may have died or not been hit: "four were shot"."""
        return self.name in {"open_verb", "open_before", "open_noun", "open_object", "~"}

    @property
    def is_toll(self) -> bool:
        """Whether the number is a toll, which includes those counted before."""
        return self.name in {"toll", "stated_toll"}

    @property
    def is_fixed(self) -> bool:
        """Whether the word itself says how many, so that no victims are looked for."""
        return self.count is not None


def _voice(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    if fixed := _FIXED.fullmatch(cell):
        return Voice("=" if fixed[1] == "=" else "~", int(fixed[2]))
    if cell not in _NAMES:
        allowed = ", ".join(map(repr, _NAMES))
        msg = f"unknown value {cell!r}; allowed: {allowed}, '=' or '~' with a number"
        raise ValueError(msg)
    name: VoiceName = next(name for name in get_args(VoiceName) if name == cell)
    return Voice(name, count=1 if name == "self" else None)


class CasualtyWordRow(RuleRow):
    """A word or phrase that says what people suffered; the longest that matches is taken."""

    form: Phrase
    kind: Optionally[CasualtyKind]
    voice: Annotated[Voice, BeforeValidator(_voice)]


class NumberRow(RuleRow):
    """A number word or a vague number with its range in persons; an open side is None."""

    form: Phrase
    low: OptionalCount
    best: OptionalCount
    high: OptionalCount


class ScaleRow(RuleRow):
    """A word that multiplies the number before it: "hundred"."""

    word: str
    factor: int


class QuantifierRow(RuleRow):
    """A phrase before a number that widens its range: "at least"."""

    kind: QuantifierKind
    form: Phrase


CASUALTY_WORDS = RuleTable(FOLDER, "casualty_words.tsv", CasualtyWordRow)
NUMBERS = RuleTable(FOLDER, "numbers.tsv", NumberRow)
SCALES = RuleTable(FOLDER, "scales.tsv", ScaleRow)
QUANTIFIERS = RuleTable(FOLDER, "quantifiers.tsv", QuantifierRow)
NOT_PEOPLE = WordList(FOLDER, "not_people.txt")
"""Nouns that stand where victims stand and are no people: animals, times, measures, things."""
WORDS = WordSets(FOLDER)
