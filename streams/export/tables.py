"""The rule tables of export: what ACLED and PLOVER put above the codes of the ontology."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from streams.rules.table import RuleRow, RuleTable

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
