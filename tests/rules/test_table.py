import pytest

from streams.errors import ConfigurationError
from streams.extract.document.tables import EVENT_FAMILIES
from streams.rules.cells import EventType, OptionalCount, Phrase
from streams.rules.table import RuleError, RuleRow, RuleTable, WordSets, duplicates


class ExampleRow(RuleRow):
    phrase: Phrase
    event_type: EventType
    count: OptionalCount


EXAMPLE = RuleTable("extract/example", "example.tsv", ExampleRow)


def test_a_line_becomes_a_typed_row() -> None:
    row = EXAMPLE.parse(3, "car _ bomb\tbombing\t-")
    assert (row.phrase, row.event_type, row.count) == ("car _ bomb", "bombing", None)


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        ("zorch\tsheling\t1", "event_type", "unknown event type 'sheling'; allowed: "),
        ("zorch\tshelling", "", "2 columns; expected 3: phrase, event_type, count"),
        ("zorch  x\tshelling\t1", "phrase", "one space between"),
        ("_ x\tshelling\t1", "phrase", "neither begins nor ends"),
        ("zorch\tshelling\tfour", "count", "valid integer"),
    ],
)
def test_a_fault_names_file_line_and_column(line: str, column: str, problem: str) -> None:
    with pytest.raises(RuleError) as caught:
        EXAMPLE.parse(7, line)
    assert str(caught.value).startswith("extract/example/rules/en/example.tsv:7")
    assert (caught.value.line, caught.value.column) == (7, column)
    assert problem in str(caught.value)


def test_a_literal_column_says_what_is_allowed() -> None:
    with pytest.raises(RuleError, match="unknown value 'war'; allowed: 'violence'"):
        EVENT_FAMILIES.parse(1, "shelling\twar\t1")


def test_a_missing_table_is_a_clear_error() -> None:
    with pytest.raises(ConfigurationError, match=r"streams/extract/example/.* is missing"):
        EXAMPLE.rows()


def test_an_unknown_word_set_says_which_there_are() -> None:
    sets = WordSets("extract/example")
    with pytest.raises(ConfigurationError):
        sets["negations"]


def test_duplicates_are_found_with_their_first_line() -> None:
    assert list(duplicates([(1, "a"), (2, "b"), (5, "a")])) == [(5, 1)]
