"""The rule tables of participants: words that refer to a party mentioned before, and targets."""

from collections.abc import Iterator, Sequence
from typing import Literal

from streams.extract.vocabulary.lexicon import person_nouns
from streams.extract.vocabulary.tables import ACTORS, Sector
from streams.rules.cells import AlternativesOf, Phrase
from streams.rules.table import RuleError, RuleRow, RuleTable, WordList, WordSets

FOLDER = "extract/participants"

PartySector = Sector | Literal["state"]
"""A sector, or a country that acts as one: "Israel bombed …"."""


class AnaphorRow(RuleRow):
    """A word that may refer to a party mentioned before, with the sectors that party may be of."""

    word: Phrase
    sectors: AlternativesOf[PartySector]


ANAPHORA = RuleTable(FOLDER, "anaphora.tsv", AnaphorRow)
PHYSICAL_TARGETS = WordList(FOLDER, "physical_targets.txt")
"""Nouns for things that are attacked, raided or seized: targets without a sector."""
WORDS = WordSets(FOLDER)


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
