"""Rules of attribution that can never match."""

from collections.abc import Iterator

from streams.extract.attribution.tables import ATTRIBUTION_VERBS, SOURCES, STANCE_PHRASES
from streams.extract.vocabulary.lexicon import reporting_verbs
from streams.rules.table import RuleError, duplicates


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
