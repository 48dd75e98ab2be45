"""What only the tables of time together can show: called by ``dateline rules check``."""

from collections.abc import Collection, Iterator, Sequence

from streams.extract.time.tables import (
    DAY_PART_PHRASES,
    TIMEX_GRAMMAR,
    TIMEX_HOLIDAYS,
    TIMEX_PHRASES,
    GrammarRow,
)
from streams.extract.time.timex.grammar import grammar_faults, used_classes
from streams.extract.time.timex.holidays import Holidays
from streams.extract.time.timex.lexer import Lexer
from streams.extract.time.timex.tagger import resolvers
from streams.extract.vocabulary.tables import TIME_WORDS
from streams.rules.table import RuleError

Entries = Sequence[tuple[int, str]]
"""Words or phrases of a table with the numbers of their lines."""


def check() -> Iterator[RuleError]:
    """Yield the faults of the grammar, the token classes and the phrases of time."""
    holidays = Holidays((row.name, row.day) for row in TIMEX_HOLIDAYS.rows())
    rules = resolvers(holidays).keys()
    grammar = TIMEX_GRAMMAR.numbered()
    yield from grammar_faults(grammar, Lexer(holidays.names()).codes, rules)
    yield from unread_rules(grammar, rules)
    yield from unused_classes(grammar)
    words = [(number, row.word) for number, row in TIME_WORDS.numbered()]
    phrases = [(number, row.phrase) for number, row in TIMEX_PHRASES.numbered()]
    names = [(number, row.name) for number, row in TIMEX_HOLIDAYS.numbered()]
    parts = [(number, row.phrase) for number, row in DAY_PART_PHRASES.numbered()]
    for path, entries in (
        (TIME_WORDS.path, words),
        (TIMEX_PHRASES.path, phrases),
        (TIMEX_HOLIDAYS.path, names),
        (DAY_PART_PHRASES.path, parts),
    ):
        yield from hidden_entries(path, entries)


def unread_rules(
    grammar: Sequence[tuple[int, GrammarRow]], rules: Collection[str]
) -> Iterator[RuleError]:
    """Yield an error for each rule that the code implements and no row of the grammar names."""
    for rule in sorted(set(rules) - {row.rule for _, row in grammar}):
        yield RuleError(TIMEX_GRAMMAR.path, 1, "rule", f"no row has the rule {rule!r}")


def unused_classes(grammar: Sequence[tuple[int, GrammarRow]]) -> Iterator[RuleError]:
    """Yield an error for each word and phrase whose class no row of the grammar names."""
    used = frozenset[str]().union(*(used_classes(row) for _, row in grammar))
    classes = [
        *((TIME_WORDS.path, number, row.word_class) for number, row in TIME_WORDS.numbered()),
        *((TIMEX_PHRASES.path, number, row.word_class) for number, row in TIMEX_PHRASES.numbered()),
    ]
    for path, number, name in classes:
        if name not in used:
            problem = f"no row of the grammar has the class {name!r}"
            yield RuleError(path, number, "word_class", problem)


def hidden_entries(path: str, entries: Entries) -> Iterator[RuleError]:
    """Yield an error for each entry that never matches, as an earlier row has the same words."""
    first: dict[str, int] = {}
    for number, entry in entries:
        if entry in first:
            problem = f"{entry!r} never matches here: line {first[entry]} has it already"
            yield RuleError(path, number, "", problem)
        first.setdefault(entry, number)
