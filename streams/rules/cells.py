"""The types of the cells of rule tables: the one small grammar that all tables share.

========================  =====================================================================
Cell                      Meaning
========================  =====================================================================
``-``                     nothing (``Optional…`` and ``TextOrEmpty`` cells only)
``a|b``                   alternatives (``Alternatives``, ``PhraseAlternatives``, ``EventTypes``)
``a,b``                   a list (``Names``)
``a b``                   words of a phrase in lower case, one space between (``Phrase``)
``_`` in a phrase         up to two words of any kind
``a+b``, ``*``            all of them; no condition (conditions of a rule)
``=a``                    in a word set: the words of the set ``a``
``a.b-c``                 the stable id of a rule (``RuleId``)
========================  =====================================================================
"""

from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from schemas.ontology import load_ontology

NOTHING = "-"
"""The cell that says nothing."""
GAP = "_"
"""In a phrase: up to two words of any kind."""

Value = TypeVar("Value")


def _or_none(cell: object) -> object:
    return None if cell == NOTHING else cell


def _or_empty(cell: object) -> object:
    return "" if cell == NOTHING else cell


def _alternatives(cell: object) -> object:
    return tuple(cell.split("|")) if isinstance(cell, str) else cell


def _names(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    return () if cell == NOTHING else tuple(cell.split(","))


def _phrase(cell: str) -> str:
    parts = cell.split(" ")
    if "" in parts:
        msg = "a phrase has one space between its words and none at its ends"
        raise ValueError(msg)
    if parts[0] == GAP or parts[-1] == GAP:
        msg = f"a phrase neither begins nor ends with {GAP!r}"
        raise ValueError(msg)
    return cell


def _event_type(cell: str) -> str:
    types = load_ontology().types
    if cell not in types:
        msg = f"unknown event type {cell!r}; allowed: {', '.join(sorted(types))}"
        raise ValueError(msg)
    return cell


@dataclass(frozen=True)
class Lexical:
    """Marks a cell that holds words of text, for the check of words that no test text has."""


def _phrases(cell: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_phrase, cell))


Phrase = Annotated[str, AfterValidator(_phrase), Lexical()]
"""Words of text in lower case; ``_`` stands for up to two words of any kind."""
OptionalPhrase = Annotated[str | None, BeforeValidator(_or_none), Lexical()]
"""A phrase, or ``-`` for none."""
PhraseAlternatives = Annotated[
    tuple[str, ...], BeforeValidator(_alternatives), AfterValidator(_phrases), Lexical()
]
"""One or more phrases, separated by ``|``."""
Alternatives = Annotated[tuple[str, ...], BeforeValidator(_alternatives)]
"""One or more values, separated by ``|``."""
AlternativesOf = Annotated[tuple[Value, ...], BeforeValidator(_alternatives)]
"""One or more values of some type, separated by ``|``: ``AlternativesOf[Sector]``."""
COMMAS = BeforeValidator(_names)
"""Marks a tuple cell whose values are separated by commas: ``Annotated[tuple[X, ...], COMMAS]``."""
Names = Annotated[tuple[str, ...], COMMAS]
"""Names separated by commas; ``-`` for none."""
Optionally = Annotated[Value | None, BeforeValidator(_or_none)]
"""A value of some type, or ``-`` for none: ``Optionally[Stance]``."""
OptionalText = Annotated[str | None, BeforeValidator(_or_none)]
"""A text, or ``-`` for none."""
TextOrEmpty = Annotated[str, BeforeValidator(_or_empty)]
"""A text, or ``-`` for an empty one."""
OptionalCount = Annotated[int | None, BeforeValidator(_or_none)]
"""A whole number, or ``-`` for none."""
EventType = Annotated[str, AfterValidator(_event_type)]
"""The name of a type of ``schemas/ontology.json``."""
EventTypes = Annotated[tuple[EventType, ...], BeforeValidator(_alternatives)]
"""One or more names of event types, separated by ``|``."""
RuleId = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
"""The id of a rule, which learned weights and explanations refer to; it is never reused."""
