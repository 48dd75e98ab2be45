"""The rule tables of export: what ACLED and PLOVER put above the codes of the ontology."""

from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import Any, Literal, get_args

from schemas.ontology import load_ontology
from streams.rules.table import RuleError, RuleRow, RuleTable

AcledEventType = Literal[
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
]
AcledDisorderType = Literal[
    "Political violence",
    "Demonstrations",
    "Political violence; Demonstrations",
    "Strategic developments",
]
QuadName = Literal[
    "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"
]


class AcledTypeRow(RuleRow):
    """A sub-event type of ACLED with the event type and disorder type that it belongs to."""

    sub_event_type: str
    event_type: AcledEventType
    disorder_type: AcledDisorderType


class PloverQuadRow(RuleRow):
    """A root code of PLOVER with the number and name of its quad class."""

    root: str
    number: Literal["1", "2", "3", "4"]
    name: QuadName


ACLED_TYPES = RuleTable(
    "export", "acled_types.tsv", AcledTypeRow, unique=("sub_event_type",), shared=True
)
PLOVER_QUADS = RuleTable("export", "plover_quads.tsv", PloverQuadRow, unique=("root",), shared=True)


@lru_cache(maxsize=1)
def acled_types() -> Mapping[str, AcledTypeRow]:
    """Return the rows of ACLED by sub-event type."""
    return {row.sub_event_type: row for row in ACLED_TYPES.rows()}


@lru_cache(maxsize=1)
def plover_quads() -> Mapping[str, int]:
    """Return the number of the quad class by root code of PLOVER."""
    return {row.root: int(row.number) for row in PLOVER_QUADS.rows()}


def check() -> Iterator[RuleError]:
    """Yield codes of the ontology without a row, and quad classes whose number and name differ."""
    ontology = load_ontology()
    entries = (*ontology.types.values(), *ontology.facets.values())
    acled = {one.acled for one in entries if one.acled}
    yield from _missing(ACLED_TYPES, "sub_event_type", acled - acled_types().keys())
    plover = {one.plover for one in entries if one.plover}
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
