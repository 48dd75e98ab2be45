import pytest

from streams.extract.participants.tables import ANAPHORA, check, repeated_words, targets_that_act
from streams.rules.table import RuleError


def test_the_tables_have_no_faults() -> None:
    assert [str(fault) for fault in check()] == []


def test_a_word_that_a_later_row_replaces_is_a_fault() -> None:
    rows = [(2, ANAPHORA.parse(2, "gang\tcriminals")), (3, ANAPHORA.parse(3, "gang\trebels"))]
    assert [fault.line for fault in repeated_words(rows)] == [2]


def test_a_target_that_is_people_is_a_fault() -> None:
    assert [fault.line for fault in targets_that_act([(2, "bridge"), (3, "soldiers")])] == [3]


def test_an_unknown_sector_is_an_error_that_lists_the_allowed_ones() -> None:
    with pytest.raises(RuleError, match=r"'rebbels'.*'rebels'") as caught:
        ANAPHORA.parse(4, "gang\trebbels|criminals")
    assert caught.value.column == "sectors"
