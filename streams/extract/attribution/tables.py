"""The rule tables of attribution: verbs, stances, and the words of sources."""

from collections.abc import Iterator
from typing import Literal

from streams.extract.vocabulary.lexicon import reporting_verbs
from streams.rules.cells import OptionalText, Phrase
from streams.rules.table import RuleError, RuleRow, RuleTable, WordList, WordSets, duplicates

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


def check() -> Iterator[RuleError]:
    """Yield phrases and verbs that another row answers already, and sources of several words."""
    phrases = [(number, row.phrase) for number, row in STANCE_PHRASES.numbered()]
    for number, first in duplicates(phrases):
        yield RuleError(STANCE_PHRASES.path, number, "phrase", f"line {first} has it already")
    for number, row in ATTRIBUTION_VERBS.numbered():
        if row.lemma in reporting_verbs():
            problem = f"{row.lemma!r} is a reporting verb of the vocabulary already"
            yield RuleError(ATTRIBUTION_VERBS.path, number, "lemma", problem)
    for number, source in SOURCES.numbered():
        if " " in source:
            problem = f"{source!r} has several words; a source is known by one of its words"
            yield RuleError(SOURCES.path, number, "", problem)
