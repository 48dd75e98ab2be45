"""The tables of deduplication fit each other, the ontology and the code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest

from streams.deduplicate import checks
from streams.deduplicate.evidence.profile import profile_of
from streams.deduplicate.score.model import features, similarity_features
from streams.deduplicate.score.similarity import ArticleSimilarity
from streams.deduplicate.settings import load_rules
from streams.deduplicate.tables import EVENT_TYPES, FEATURES, TYPE_RELATIONS
from streams.rules.table import RuleError, RuleTable
from tests.deduplicate.stories import make_mention

RULES = load_rules()


@contextmanager
def with_row(name: str, table: RuleTable[Any], row: str) -> Iterator[None]:
    """Let a table of ``checks`` have one more row, as line 999."""
    numbered = (*table.numbered(), (999, table.parse(999, row)))

    class Longer:
        path = table.path

        def numbered(self) -> tuple[Any, ...]:
            return numbered

        def rows(self) -> tuple[Any, ...]:
            return tuple(one for _, one in numbered)

    with patch.object(checks, name, Longer()):
        yield


def faults(name: str, table: RuleTable[Any], row: str) -> list[RuleError]:
    with with_row(name, table, row):
        return list(checks.check())


def test_the_installed_tables_have_no_fault() -> None:
    assert list(checks.check()) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("shelling\tground_assault\t0.9", "has this pair already"),
        ("shelling\tshelling\t0.9", "related to itself"),
        ("shelling\ttalks\t0.9", "share no family"),
    ],
)
def test_a_relation_that_makes_no_sense_is_a_fault(row: str, problem: str) -> None:
    (fault,) = faults("TYPE_RELATIONS", TYPE_RELATIONS, row)
    assert problem in str(fault)
    assert (fault.line, fault.column) == (999, "other")


def test_a_type_or_feature_with_two_rows_is_a_fault() -> None:
    (fault,) = faults("EVENT_TYPES", EVENT_TYPES, "talks\tdiplomacy\t1.0\t-")
    assert "talks has a row already" in str(fault)
    (fault,) = faults("FEATURES", FEATURES, "type\t1.0\ttypes go together")
    assert "type has a row already" in str(fault)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("shelling\tsheling\t0.9", "other"),
        ("shelling\ttalks\t1.5", "strength"),
        ("shelling\ttalks\tmuch", "strength"),
    ],
)
def test_a_wrong_cell_names_its_column(row: str, column: str) -> None:
    with pytest.raises(RuleError) as raised:
        TYPE_RELATIONS.parse(7, row)
    assert (raised.value.line, raised.value.column) == (7, column)


def test_every_feature_of_the_code_has_a_row_and_every_row_is_computed() -> None:
    one = profile_of([make_mention("a", killed=3)], RULES)
    computed = {**features(one, one, RULES)}
    computed |= similarity_features(one, one, ArticleSimilarity(), RULES)
    sometimes = {"near_place", "contained_place", "dates_overlap", "actors_shared", "actors_differ"}
    assert set(RULES.reasons) == computed.keys() | sometimes


def test_learned_weights_are_of_known_features() -> None:
    assert RULES.across.weights.keys() <= RULES.reasons.keys()
