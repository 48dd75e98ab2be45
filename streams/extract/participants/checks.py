"""What only several tables of participants together can show: for ``dateline rules check``."""

from collections.abc import Iterator, Sequence

from streams.extract.participants.tables import ANAPHORA, PHYSICAL_TARGETS, AnaphorRow
from streams.extract.vocabulary.lexicon import person_nouns
from streams.extract.vocabulary.tables import ACTORS
from streams.rules.table import RuleError


def check() -> Iterator[RuleError]:
    """Yield the faults of the tables of participants."""
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
