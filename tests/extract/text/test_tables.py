"""The rule tables of cleaning and what they refuse."""

import pytest

from streams.extract.text.tables import CHARACTERS, FURNITURE
from streams.rules.table import RuleError


@pytest.mark.parametrize(
    ("line", "character", "replacement"),
    [("00A0\tspace", "\u00a0", " "), ("200B\t-", "\u200b", ""), ("FB01\tfi", "\ufb01", "fi")],
)
def test_a_character_has_its_code_point_and_a_named_replacement(
    line: str, character: str, replacement: str
) -> None:
    row = CHARACTERS.parse(1, line)
    assert (row.character, row.replacement) == (character, replacement)


def test_a_code_point_that_is_no_number_is_refused() -> None:
    with pytest.raises(RuleError, match="column character: expected a code point"):
        CHARACTERS.parse(1, "space\t-")


def test_a_pattern_that_is_no_expression_is_refused() -> None:
    with pytest.raises(RuleError, match="column pattern"):
        FURNITURE.parse(1, "line\t(unclosed")
