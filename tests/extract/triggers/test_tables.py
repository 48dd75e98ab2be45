"""Rows of the tables of triggers: a wrong cell is an error that names the allowed values."""

import pytest

from streams.extract.triggers.tables import (
    EVENT_ANAPHORA,
    TRIGGERS,
    TYPE_RULES,
    anaphoric_types,
    type_rule,
)
from streams.rules.table import Row, RuleError, RuleTable


def fault(table: RuleTable[Row], *cells: str) -> RuleError:
    with pytest.raises(RuleError) as caught:
        table.parse(7, "\t".join(cells))
    assert f"{table.path}:7: column {caught.value.column}: " in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        (("sheling", "0.5", "-", "-"), "event_type", "base sense 'sheling'; allowed: ACCIDENT"),
        (("SHELING", "0.5", "-", "-"), "event_type", "base sense 'SHELING'; allowed: ACCIDENT"),
        (("shelling", "1.5", "-", "-"), "weight", "less than or equal to 1"),
        (("shelling", "0.5", "soldier,solder", "-"), "needs", "unknown cue 'solder'; allowed: @"),
        (("shelling", "0.5", "agent:soldier", "-"), "needs", "unknown cue 'agent:soldier'"),
        (("shelling", "0.5", "-", "near:soldier"), "blocks", "'near'; allowed: agent, by, noun, "),
        (("shelling", "0.5", "-", "on:named"), "blocks", "cue after 'on:' 'named'; allowed: "),
    ],
)
def test_a_wrong_cell_of_a_trigger_is_named(
    cells: tuple[str, ...], column: str, problem: str
) -> None:
    error = fault(TRIGGERS, "zorch", "v", *cells)
    assert error.column == column
    assert problem in str(error)


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        (("Hit It", "HIT", "air", "none", "0"), "id", "should match pattern"),
        (("hit.it", "hit", "air", "none", "0"), "base", "should match pattern"),
        (("hit.it", "HIT", "air+planes", "none", "0"), "cues", "unknown cue 'planes'; allowed: "),
        (("hit.it", "HIT", "lema:hit", "none", "0"), "cues", "'lema'; allowed: agent, by, lemma, "),
        (("hit.it", "HIT", "previous:war", "none", "0"), "cues", "'war'; allowed: abduction"),
        (("hit.it", "HIT", "air", "airstrike", "0"), "event_type", "'airstrike'; allowed: "),
    ],
)
def test_a_wrong_cell_of_a_type_rule_is_named(
    cells: tuple[str, ...], column: str, problem: str
) -> None:
    error = fault(TYPE_RULES, *cells)
    assert error.column == column
    assert problem in str(error)


def test_an_anaphor_has_a_known_sense_and_known_types() -> None:
    assert fault(EVENT_ANAPHORA, "ATTAK", "bombing").column == "sense"
    assert fault(EVENT_ANAPHORA, "ATTACK", "bombing|war").column == "event_types"


def test_a_rule_is_found_by_its_id_and_reads_as_prose() -> None:
    assert str(type_rule("hit.armed-civilian")) == "armed + civilian → attack_on_civilians (+0)"


def test_a_sense_without_a_row_takes_up_no_other_type() -> None:
    assert "bombing" in anaphoric_types("ATTACK")
    assert anaphoric_types("talks") == frozenset()
