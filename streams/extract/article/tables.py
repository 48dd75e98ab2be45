"""The hand-written tables of this folder."""

from collections.abc import Collection
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator

from schemas.ontology import load_ontology
from streams.extract.triggers.tables import argument_cue, base_senses, cue_set_names
from streams.extract.vocabulary.tables import Sector
from streams.rules.cells import COMMAS, Alternatives, EventType, Names, Phrase, RuleId
from streams.rules.table import RuleRow, RuleTable, WordList, WordSets

FOLDER = "extract/article"

NOT = "!"
"""Before a cue of a facet rule: the rule holds where the cue is absent."""

KeptEvents = Literal["all", "evidence", "dated"]
"""Which events of an article are taken for real: all; those with a word of evidence in their
sentence; of these only the dated ones."""


class TopicRow(RuleRow):
    """Words of a topic that borrows the words of violence; a topic may have several rows.

    ``keeps`` says which events of an article on it are taken for real.
    """

    topic: str
    keeps: KeptEvents
    words: Alternatives


class RetellingRow(RuleRow):
    """A phrase by which an article tells again what is past.

    ``where``: it opens the title, or stands in the title or the lead.
    """

    where: Literal["title", "lead"]
    phrase: Phrase


class LaterCauseRow(RuleRow):
    """What words of later sentences say of an event that a type rule left open.

    ``cue`` makes it an event of ``event_type``, unless a cue of ``against`` is there too.
    """

    rule: RuleId
    cue: str
    event_type: EventType
    against: Names


def _facet(cell: str) -> str:
    return _known("facet", cell, load_ontology().facets)


def _facet_cue(cell: str) -> str:
    prefix, colon, name = cell.removeprefix(NOT).partition(":")
    if prefix in ("sentence", "passage"):
        _known("cue set", name, cue_set_names())
    elif prefix in ("event", "harmful"):
        _known("event type", name, load_ontology().types)
    elif prefix == "sense":
        _known("sense", name, {*load_ontology().types, *base_senses()})
    elif prefix == "actor":
        _known("sector", name, get_args(Sector))
    elif prefix not in ("lemma", "harm") or bool(colon) != (prefix == "lemma"):
        argument_cue(cell.removeprefix(NOT))
    return cell


def _known(what: str, value: str, allowed: Collection[str]) -> str:
    """Return a value that is allowed; ``ValueError`` names those that are."""
    if value not in allowed:
        msg = f"unknown {what} {value!r}; allowed: {', '.join(sorted(allowed))}"
        raise ValueError(msg)
    return value


def _all_cues(cell: object) -> object:
    return frozenset(map(_facet_cue, cell.split("+"))) if isinstance(cell, str) else cell


class FacetRule(RuleRow):
    """A rule that gives an event a facet where all its cues hold.

    It is for ``event_types``; without any for all that the ontology lists for the facet.
    """

    facet: Annotated[str, AfterValidator(_facet)]
    event_types: Annotated[tuple[EventType, ...], COMMAS]
    cues: Annotated[frozenset[str], BeforeValidator(_all_cues)]


TOPICS = RuleTable(FOLDER, "topics.tsv", TopicRow)
FACET_RULES = RuleTable(FOLDER, "facets.tsv", FacetRule)
LATER_CAUSES = RuleTable(FOLDER, "later_causes.tsv", LaterCauseRow)
RETELLING = RuleTable(FOLDER, "retelling.tsv", RetellingRow)
EVIDENCE_WORDS = WordList(FOLDER, "evidence_words.txt")
WORDS = WordSets(FOLDER)
