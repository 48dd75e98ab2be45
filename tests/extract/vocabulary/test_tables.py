"""The shared tables and what they refuse."""

from typing import Any

import pytest

from streams.extract.vocabulary.tables import (
    COUNTRIES,
    LOCATIVES,
    PERSON_NOUNS,
    PLACE_NOUNS,
    TIME_WORDS,
)
from streams.rules.table import RuleError, RuleTable


def test_a_noun_may_lack_singular_and_sector() -> None:
    row = PERSON_NOUNS.parse(1, "locals\t-\t-")
    assert (row.plural, row.singular, row.sector) == ("locals", None, None)


def test_a_time_word_may_lack_a_value() -> None:
    assert TIME_WORDS.parse(1, "about\tAPPROX\t-").value == ""


def test_names_of_a_country_are_alternatives() -> None:
    row = COUNTRIES.parse(1, "GBR\tBritain|United Kingdom\tBriton|Britons")
    assert row.names == ("Britain", "United Kingdom")


@pytest.mark.parametrize(
    ("table", "line", "problem"),
    [
        (PERSON_NOUNS, "miners\tminer\tmining", "column sector: unknown value 'mining'"),
        (PLACE_NOUNS, "ward\tquarter\tinner", "column hint: unknown value 'quarter'"),
        (TIME_WORDS, "about\tROUGH\t-", "column word_class: unknown value 'ROUGH'"),
        (LOCATIVES, "in\thigh", "column fit"),
    ],
)
def test_an_unknown_value_is_refused(table: RuleTable[Any], line: str, problem: str) -> None:
    with pytest.raises(RuleError, match=problem):
        table.parse(1, line)
