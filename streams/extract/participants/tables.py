"""The rule tables of participants: words that refer to a party mentioned before, and targets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from streams.extract.vocabulary.lexicon import person_nouns
from streams.extract.vocabulary.tables import ACTORS, Sector
from streams.rules.cells import AlternativesOf, EventTypes, Phrase, PhraseAlternatives
from streams.rules.table import RuleError, RuleRow, RuleTable, WordList, WordSets

FOLDER = "extract/participants"

PartySector = Sector | Literal["state"]
"""A sector, or a country that acts as one: "Israel bombed …"."""


class AnaphorRow(RuleRow):
    """A word that may refer to a party mentioned before, with the sectors that party may be of."""

    word: Phrase
    sectors: AlternativesOf[PartySector]


QuantityKind = Literal[
    "participants",
    "households",
    "buildings",
    "livestock",
    "goods",
    "goods_kg",
    "weapons",
    "ammunition",
    "explosives_kg",
]
WEIGHTS: frozenset[QuantityKind] = frozenset({"goods_kg", "explosives_kg"})
"""Kinds whose unit is the kilogram; all others are counts."""


class QuantityTypeRow(RuleRow):
    """Types of event that may have a quantity of a kind; a kind may have several rows."""

    kind: QuantityKind
    event_types: EventTypes


class QuantityWordRow(RuleRow):
    """Words by which a count is of a kind; a part may have several rows.

    The count is the subject of a verb of ``subject_of`` or the object of a word of ``object_of``
    (lemmas), and its noun is one of ``noun``; a kind without nouns counts people.
    """

    kind: QuantityKind
    part: Literal["subject_of", "object_of", "noun"]
    words: PhraseAlternatives


class WeightUnitRow(RuleRow):
    """A unit of weight, in kilograms."""

    unit: str
    kilograms: float


class ResponsibilityRow(RuleRow):
    """A word that says who did a deed, and how both hang on it."""

    word: str
    who: Literal["subject", "object", "holder", "on", "to", "of"]
    deed: Literal["subject", "object", "for", "of", "in", "with", "to"]


@dataclass(frozen=True)
class QuantityRule:
    """All that the tables say of one kind of quantity."""

    kind: QuantityKind
    event_types: tuple[str, ...]
    subject_of: frozenset[str]
    object_of: frozenset[str]
    nouns: frozenset[str]


ANAPHORA = RuleTable(FOLDER, "anaphora.tsv", AnaphorRow)
QUANTITY_TYPES = RuleTable(FOLDER, "quantity_types.tsv", QuantityTypeRow, shared=True)
QUANTITY_WORDS = RuleTable(FOLDER, "quantity_words.tsv", QuantityWordRow)
WEIGHT_UNITS = RuleTable(FOLDER, "weight_units.tsv", WeightUnitRow)
RESPONSIBILITY = RuleTable(FOLDER, "responsibility.tsv", ResponsibilityRow)
HOUSEHOLD_NOUNS = WordList(FOLDER, "household_nouns.txt")
"""Nouns by which the displaced are counted as households."""
PHYSICAL_TARGETS = WordList(FOLDER, "physical_targets.txt")
"""Nouns for things that are attacked, raided or seized: targets without a sector."""
WORDS = WordSets(FOLDER)


def quantity_rules() -> list[QuantityRule]:
    """Return what the tables say of each kind of quantity."""
    words: dict[tuple[str, str], set[str]] = {}
    for row in QUANTITY_WORDS.rows():
        words.setdefault((row.kind, row.part), set()).update(row.words)
    types: dict[QuantityKind, tuple[str, ...]] = {}
    for types_row in QUANTITY_TYPES.rows():
        types[types_row.kind] = types.get(types_row.kind, ()) + types_row.event_types
    return [
        QuantityRule(
            kind,
            event_types,
            *(
                frozenset(words.get((kind, part), ()))
                for part in ("subject_of", "object_of", "noun")
            ),
        )
        for kind, event_types in types.items()
    ]


def check() -> Iterator[RuleError]:
    """Yield what only several rows or tables together can show."""
    yield from repeated_words(ANAPHORA.numbered())
    yield from targets_that_act(PHYSICAL_TARGETS.numbered())


def repeated_words(anaphora: Sequence[tuple[int, AnaphorRow]]) -> Iterator[RuleError]:
    """Yield an error for each word that two rows have, of which only the last is read."""
    last = {row.word: number for number, row in anaphora}
    for number, row in anaphora:
        if last[row.word] != number:
            problem = f"{row.word!r} never matches here: line {last[row.word]} replaces it"
            yield RuleError(ANAPHORA.path, number, "word", problem)


def targets_that_act(targets: Sequence[tuple[int, str]]) -> Iterator[RuleError]:
    """Yield an error for each target that never matches, as it is a noun for a side or people."""
    parties = {row.phrase for row in ACTORS.rows()} | person_nouns()
    for number, noun in targets:
        if noun in parties:
            problem = f"{noun!r} never matches: it is a noun for people or for a side"
            yield RuleError(PHYSICAL_TARGETS.path, number, "", problem)
