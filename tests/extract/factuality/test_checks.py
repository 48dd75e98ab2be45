from streams.extract.factuality.checks import check, unreachable_relations
from streams.extract.factuality.tables import FACTUALITY_TRIGGERS
from streams.rules.table import RuleError


def faults_of(*lines: str) -> list[RuleError]:
    rows = [(n, FACTUALITY_TRIGGERS.parse(n, line)) for n, line in enumerate(lines, start=1)]
    return list(unreachable_relations(rows))


def test_no_rule_of_factuality_is_unreachable() -> None:
    assert list(map(str, check())) == []


def test_a_relation_that_an_earlier_row_answers_is_a_fault() -> None:
    (fault,) = faults_of("hypothetical\tpropose\tobject", "future\tpropose\tclause,object")
    assert (fault.line, fault.column) == (2, "relations")
    assert "line 1 decides 'object' of 'propose' already" in str(fault)


def test_a_clause_covers_the_infinitive() -> None:
    faults = faults_of("ordered\ttell\tclause", "future\ttell\tinfinitive,aim")
    assert [fault.line for fault in faults] == [2, 2]


def test_an_aim_is_left_to_later_rows_where_the_clause_has_happened() -> None:
    assert faults_of("passes\tgo\tclause", "future\tgo\tclause") == []
