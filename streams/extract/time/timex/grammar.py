"""The grammar of time expressions: patterns over classes of tokens, from a rule table."""

import re
from collections.abc import Collection, Iterator, Mapping

from streams.extract.time.tables import TIMEX_GRAMMAR, GrammarRow
from streams.extract.time.timex.expression import TimeAnchors
from streams.extract.time.timex.lexer import Tokens
from streams.extract.time.timex.match import Match
from streams.extract.time.timex.patterns import (
    Pattern,
    expanded,
    first_classes,
    regular_expression,
)
from streams.rules.table import RuleError

NumberedRow = tuple[int, GrammarRow]


class Grammar:
    """The rules, each compiled to a pattern over the codes of token classes.

    Raises:
        RuleError: if the table names a class that the lexer does not have or a rule that is not
            among ``rules``.
    """

    def __init__(self, codes: Mapping[str, str], rules: Collection[str]) -> None:
        numbered = TIMEX_GRAMMAR.numbered()
        for fault in grammar_faults(numbered, codes, rules):
            raise fault
        patterns = _patterns([row for _, row in numbered])
        self._rules = [
            (rule, re.compile(regular_expression(pattern, codes))) for rule, pattern in patterns
        ]
        every = "|".join(f"(?:{_without_roles(pattern.pattern)})" for _, pattern in self._rules)
        first = {codes[name] for _, pattern in patterns for name in first_classes(pattern)}
        self._any = re.compile(f"(?=[{''.join(sorted(first))}])(?:{every})")

    def next_start(self, tokens: Tokens, at: int) -> int | None:
        """Return the next token from ``at`` that some rule fits at."""
        hit = self._any.search(tokens.codes, at)
        return hit.start() if hit else None

    def at(self, tokens: Tokens, at: int, anchors: TimeAnchors) -> Iterator[Match]:
        """Yield what fits at a token, longest first; of equal length as in the table."""
        hits = [
            (name, hit)
            for name, pattern in self._rules
            if (hit := pattern.match(tokens.codes, at)) is not None
        ]
        for name, hit in sorted(hits, key=lambda item: -item[1].end()):
            yield Match(name, tokens, anchors, hit)


def _patterns(rows: Collection[GrammarRow]) -> list[tuple[str, Pattern]]:
    macros = {row.rule: row.pattern for row in rows if row.is_macro}
    return [(row.rule, expanded(row.pattern, macros)) for row in rows if not row.is_macro]


def _without_roles(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def grammar_faults(
    numbered: Collection[NumberedRow], codes: Collection[str], rules: Collection[str]
) -> Iterator[RuleError]:
    """Yield an error for each class that no token has and each rule that nothing implements."""
    path = TIMEX_GRAMMAR.path
    known = {*codes, *(row.rule for _, row in numbered if row.is_macro)}
    for number, row in numbered:
        if not row.is_macro and row.rule not in rules:
            problem = f"unknown rule {row.rule!r}; allowed: {', '.join(sorted(rules))}"
            yield RuleError(path, number, "rule", problem)
        for name in sorted(used_classes(row) - known):
            problem = f"unknown class {name!r}; allowed: {', '.join(sorted(known))}"
            yield RuleError(path, number, "pattern", problem)


def used_classes(row: GrammarRow) -> frozenset[str]:
    """Return the classes and macros that a row of the grammar names."""
    return frozenset(name for part in row.pattern for name in part.classes)
