"""The rule tables of attribution: verbs, stances, and the words of sources."""

from typing import Literal

from streams.rules.cells import OptionalText, Phrase
from streams.rules.table import RuleRow, RuleTable, WordList, WordSets

PhraseStance = Literal["denies", "cannot_verify", "claims_responsibility"]
"""The stances that a phrase sets; without one a claim asserts."""


class AttributionVerbRow(RuleRow):
    """A verb, beside those of reporting, whose subject is the source of what hangs on it.

    ``preposition``: the verb attributes only if this one follows ("put the toll at six").
    """

    lemma: Phrase
    preposition: OptionalText


class StancePhraseRow(RuleRow):
    """A phrase that sets the stance of a claim, whatever the verb."""

    stance: PhraseStance
    phrase: Phrase


FOLDER = "extract/attribution"
ATTRIBUTION_VERBS = RuleTable(FOLDER, "attribution_verbs.tsv", AttributionVerbRow)
STANCE_PHRASES = RuleTable(FOLDER, "stance_phrases.tsv", StancePhraseRow)
SOURCES = WordList(FOLDER, "sources.txt")
"""Words that a noun phrase for a source has: "officials", "spokesman", "they"."""
WORDS = WordSets(FOLDER)
