"""Families of event types: what goes with what, and whose casualties are whose."""

from functools import lru_cache
from typing import Literal

from streams.rules.cells import EventType
from streams.rules.table import RuleRow, RuleTable

Family = Literal[
    "violence",
    "control",
    "seizure",
    "unrest",
    "disaster",
    "effect",
    "diplomacy",
    "politics",
    "pressure",
    "aid",
]
SEATED: frozenset[Family] = frozenset({"diplomacy", "aid"})
"""Families that happen at places of their own, whatever the article said before."""


class EventFamilyRow(RuleRow):
    """The family of an event type.

    ``takes_casualties``: casualty words beside it are its casualties, not an event of their own.
    """

    event_type: EventType
    family: Family
    takes_casualties: bool


EVENT_FAMILIES = RuleTable("extract/document", "event_families.tsv", EventFamilyRow, shared=True)


def family_of(event_type: str) -> Family:
    """Return the family of an event type; ``KeyError`` for one that the table lacks."""
    return _families()[event_type].family


def known_family(event_type: str) -> Family | None:
    """Return the family of what may be an event type; None for a base sense."""
    row = _families().get(event_type)
    return None if row is None else row.family


def takes_casualties(event_type: str) -> bool:
    """Whether casualty words beside an event of this type are its casualties."""
    row = _families().get(event_type)
    return row is not None and row.takes_casualties


@lru_cache(maxsize=1)
def _families() -> dict[str, EventFamilyRow]:
    return {row.event_type: row for row in EVENT_FAMILIES.rows()}
