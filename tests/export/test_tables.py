"""The tables of export are checked against the ontology and against the scheme."""

import pytest

from streams.export import tables
from streams.export.tables import ACLED_TYPES, PLOVER_QUADS, PloverQuadRow
from streams.rules.table import RuleError, RuleTable


def test_the_tables_have_no_fault() -> None:
    assert list(tables.check()) == []


def test_an_unknown_event_type_names_the_allowed_ones() -> None:
    with pytest.raises(RuleError, match="event_type: unknown value 'Batles'; allowed: 'Battles'"):
        ACLED_TYPES.parse(7, "Armed clash\tBatles\tPolitical violence")


def test_a_code_of_the_ontology_without_a_row_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "acled_types", dict)
    faults = [str(fault) for fault in tables.check()]
    assert any("sub_event_type: no row for 'Armed clash'" in fault for fault in faults)


def test_a_class_has_the_name_of_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = PloverQuadRow(root="AID", number="2", name="verbal conflict")
    monkeypatch.setattr(RuleTable, "numbered", lambda _: ((3, wrong),))
    faults = [fault for fault in tables.check() if fault.column == "name"]
    assert [(fault.file, fault.line) for fault in faults] == [(PLOVER_QUADS.path, 3)]
