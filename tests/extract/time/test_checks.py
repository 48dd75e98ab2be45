import pytest

from streams.extract.time.checks import check, unread_rules, unused_classes
from streams.extract.time.tables import TIMEX_GRAMMAR, GrammarRow
from streams.extract.time.timex.grammar import grammar_faults
from streams.rules.table import RuleError


def row(line: str) -> tuple[int, GrammarRow]:
    return 5, TIMEX_GRAMMAR.parse(5, line)


def test_the_tables_have_no_faults() -> None:
    assert [str(fault) for fault in check()] == []


def test_unknown_rules_and_classes_are_named_with_what_is_allowed() -> None:
    faults = list(grammar_faults([row("yaer\tSOFT? YEER|YEAR=year")], {"YEAR"}, {"year"}))
    assert [(fault.line, fault.column) for fault in faults] == [
        (5, "rule"),
        (5, "pattern"),
        (5, "pattern"),
    ]
    assert "unknown rule 'yaer'; allowed: year" in str(faults[0])
    assert "unknown class 'YEER'; allowed: YEAR" in str(faults[2])


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("(YEAR COMMA?", "unbalanced brackets"),
        ("YEAR) (COMMA", "unbalanced brackets"),
        ("YEAR  COMMA", "no part of a pattern"),
        ("year", "no part of a pattern"),
        ("YEAR=one MONTH=one", "a role is named twice"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_a_fault_of_its_column(pattern: str, problem: str) -> None:
    with pytest.raises(RuleError, match=problem) as caught:
        row(f"year\t{pattern}")
    assert caught.value.column == "pattern"


def test_a_rule_without_a_row_and_a_class_without_a_pattern_are_faults() -> None:
    grammar = [row("year\tYEAR=year")]
    assert "no row has the rule 'month'" in str(next(unread_rules(grammar, {"year", "month"})))
    assert "no row of the grammar has the class" in str(next(unused_classes(grammar)))
