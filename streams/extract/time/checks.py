"""What only the tables of time together can show.

``dateline rules check`` calls ``check``, after each row for itself has been found sound.
"""

from collections.abc import Collection, Iterator, Sequence

from streams.extract.time.tables import (
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


def check() -> Iterator[RuleError]:
    """Yield the faults of the grammar and of the token classes of time."""
    holidays = Holidays((row.name, row.day) for row in TIMEX_HOLIDAYS.rows())
    rules = resolvers(holidays).keys()
    grammar = TIMEX_GRAMMAR.numbered()
    yield from grammar_faults(grammar, Lexer(holidays.names()).codes, rules)
    yield from unread_rules(grammar, rules)
    yield from unused_classes(grammar)
    yield from hidden_holidays(holidays.names())


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


def hidden_holidays(names: Collection[str]) -> Iterator[RuleError]:
    """Yield an error for each holiday that is never read, as a time phrase has its words."""
    phrases = {row.phrase: number for number, row in TIMEX_PHRASES.numbered()}
    for name in names:
        if name in phrases:
            problem = f"never matches: {TIMEX_PHRASES.path}:{phrases[name]} has the same words"
            line = next(number for number, row in TIMEX_HOLIDAYS.numbered() if row.name == name)
            yield RuleError(TIMEX_HOLIDAYS.path, line, "name", problem)
