"""Checks of the tables of export against the ontology and the scheme: ``dateline rules check``.

Cells are checked when a row is read (``tables``); here are codes that the ontology uses and no row
has, and quad classes whose number and name differ.
"""

from collections.abc import Iterator, Set
from typing import Any, get_args

from schemas.ontology import load_ontology
from streams.export.tables import ACLED_TYPES, PLOVER_QUADS, QuadName, acled_types, plover_quads
from streams.rules.table import RuleError, RuleTable


def check() -> Iterator[RuleError]:
    """Yield the faults that no row of the tables shows by itself."""
    types = load_ontology().types.values()
    acled = {one.acled for one in types if one.acled}
    yield from _missing(ACLED_TYPES, "sub_event_type", acled - acled_types().keys())
    plover = {one.plover for one in types if one.plover}
    yield from _missing(PLOVER_QUADS, "root", plover - plover_quads().keys())
    yield from _misnamed_quads()


def _missing(table: RuleTable[Any], column: str, codes: Set[str]) -> Iterator[RuleError]:
    for code in sorted(codes):
        yield RuleError(table.path, 1, column, f"no row for {code!r}, which the ontology has")


def _misnamed_quads() -> Iterator[RuleError]:
    """Yield rows whose number and name are not those of one class; the names are in order."""
    names = get_args(QuadName)
    for line, row in PLOVER_QUADS.numbered():
        expected = names[int(row.number) - 1]
        if row.name != expected:
            problem = f"class {row.number} is {expected!r}, not {row.name!r}"
            yield RuleError(PLOVER_QUADS.path, line, "name", problem)
