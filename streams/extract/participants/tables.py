"""The rule tables of participants: words that refer to a party mentioned before, and targets."""

from typing import Literal

from streams.extract.vocabulary.tables import Sector
from streams.rules.cells import AlternativesOf, Phrase
from streams.rules.table import RuleRow, RuleTable, WordList, WordSets

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
