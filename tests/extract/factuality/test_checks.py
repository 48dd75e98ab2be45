from streams.extract.factuality.checks import check, unreachable_relations


def test_no_rule_of_factuality_is_unreachable() -> None:
    assert list(map(str, check())) == []


def test_a_relation_that_an_earlier_row_answers_is_a_fault() -> None:
    faults = list(
        unreachable_relations(
            [
                (1, "hypothetical", "propose", ("object",)),
                (2, "future", "propose", ("clause", "object")),
            ]
        )
    )
    assert [(fault.line, fault.column) for fault in faults] == [(2, "relations")]
    assert "line 1 decides 'object' of 'propose' already" in str(faults[0])


def test_a_clause_covers_the_infinitive() -> None:
    faults = unreachable_relations(
        [(1, "ordered", "tell", ("clause",)), (2, "future", "tell", ("infinitive", "aim"))]
    )
    assert [fault.line for fault in faults] == [2, 2]


def test_an_aim_is_left_to_later_rows_where_the_clause_has_happened() -> None:
    rows = [(1, "passes", "go", ("clause",)), (2, "future", "go", ("clause",))]
    assert list(unreachable_relations(rows)) == []
