from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from streams.rules.check import declared_tables, faults, faults_of
from streams.rules.table import RuleRow, RuleTable, WordList
from tests.rules.test_table import ExampleRow


@dataclass(frozen=True)
class Given(RuleTable[ExampleRow]):
    """A table whose lines a test gives."""

    text: tuple[str, ...] = ()

    def lines(self) -> Iterator[tuple[int, str]]:
        yield from enumerate(self.text, start=1)


def given(*lines: str) -> Given:
    return Given("extract/example", "example.tsv", ExampleRow, text=lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("a\tshelling\t1", "b\tsheling\t1"), [(2, "event_type")]),
        (("a\tshelling\t1", "b\tshelling\t1", "a\tshelling\t1"), [(3, "")]),
        ((f"{'a' * 200}\tshelling\t1",), [(1, "")]),
        (("a\tshelling\t1",), []),
    ],
)
def test_every_fault_of_a_table_is_reported(
    lines: tuple[str, ...], expected: list[tuple[int, str]]
) -> None:
    assert [(fault.line, fault.column) for fault in faults_of(given(*lines))] == expected


def test_a_row_that_an_earlier_one_hides_is_reported() -> None:
    table = Given(
        "extract/example",
        "example.tsv",
        ExampleRow,
        unique=("phrase",),
        text=("a\tshelling\t1", "b\tshelling\t1", "a\tbombing\t2"),
    )
    (fault,) = faults_of(table)
    assert (fault.line, fault.column) == (3, "phrase")
    assert "line 1 has the same phrase" in str(fault)


def test_a_row_tells_its_phrases() -> None:
    assert list(given().parse(1, "car bomb\tbombing\t-").phrases()) == ["car bomb"]


def test_the_tables_of_the_project_have_no_faults() -> None:
    assert [str(fault) for fault in faults()] == []


def test_every_room_declares_its_tables() -> None:
    tables = [one.table for one in declared_tables()]
    assert len(tables) > 50
    assert all(isinstance(table, RuleTable | WordList) for table in tables)
    rows = [table.row for table in tables if isinstance(table, RuleTable)]
    assert all(issubclass(row, RuleRow) and row.__doc__ for row in rows)
