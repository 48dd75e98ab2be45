"""The hand-written tables of the folder: triggers, cue sets, type rules, weapons, event anaphora.

Cells that name a cue, a base sense or an event type are checked against the table that defines it,
so that a misspelt name is an error of its row.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from schemas.ontology import load_ontology
from streams.rules.cells import EventTypes, Names, Phrase, PhraseAlternatives, RuleId
from streams.rules.table import RuleRow, RuleTable, WordSets

FOLDER = "extract/triggers"
WORDS = WordSets(FOLDER)

COUNTRY = "country"
"""The cue set of the known names of countries and their peoples, which has no row of its own."""
PLACE = "@place"
"""The cue of the name of a place."""
CLAUSE = "clause"
"""The cue that holds while only the clause of a trigger is looked at."""
AGENTLESS = "agentless"
"""The cue of a passive that does not say by whom."""
LIGHT = "light"
"""The cue of a noun whose verb says little: "carried out an attack"."""
ATTRIBUTIVE = "attributive"
"""The cue of a trigger that only describes a noun: "displaced families", "a displacement camp"."""
OF_THING = "of_thing"
"""The cue of a noun of which an ordinary thing makes a figure of speech: "a flood of letters"."""
PREPOSITION = "prep"
"""Prefix of the cues of the preposition before a noun: "spread like wildfire"."""
GOVERNOR = "verb"
"""Prefix of the cues of the verb whose object a noun is: "rejected violence"."""
NOUN = "noun"
"""Prefix of the cues of the noun that a trigger describes: "wildfire prevention"."""
ASIDE = f"{NOUN}:aside"
"""The cue that blocks every sense: the noun behind is about such events in general."""
ARGUMENT = {
    "agent": frozenset({"any", "the", "place", "named"}),
    "object": frozenset({"any", "the", "place", "named"}),
    "on": frozenset({"place"}),
    "by": frozenset(),
    PREPOSITION: frozenset(),
    GOVERNOR: frozenset(),
    NOUN: frozenset(),
}
"""Prefixes of cues of an argument or of what governs it, with what may follow but a cue set."""
PREVIOUS = "previous"
"""Prefix of the cue of the type of the event before."""
LEMMA = "lemma"
"""Prefix of the cue of the first word of a trigger's phrase."""
SAME = "same"
"""The type of a rule that continues the event before."""
NONE = "none"
"""The type of a rule that says: no event."""
ALWAYS = "*"
"""The cell of a rule without cues."""
INCLUDES = "="
"""Before the name of a cue set whose words another set takes in."""


def _known(what: str, value: str, *allowed: Collection[str]) -> str:
    """Return a value that is in one of the collections; ``ValueError`` names what is allowed."""
    if not any(value in one for one in allowed):
        values = ", ".join(sorted(set().union(*allowed)))
        msg = f"unknown {what} {value!r}; allowed: {values}"
        raise ValueError(msg)
    return value


def _context_cue(cue: str) -> str:
    return _known("cue", cue, cue_set_names(), {PLACE})


def argument_cue(cue: str) -> str:
    """Return a cue of an argument or a cue set; ``ValueError`` names what is allowed."""
    prefix, colon, name = cue.rpartition(":")
    if not colon:
        return _known("cue", cue, cue_set_names(), {PLACE, AGENTLESS, LIGHT, ATTRIBUTIVE, OF_THING})
    _known("prefix", prefix, ARGUMENT)
    _known(f"cue after '{prefix}:'", name, cue_set_names(), ARGUMENT[prefix])
    return cue


def _rule_cue(cue: str) -> str:
    prefix, colon, name = cue.partition(":")
    if colon:
        _known("prefix", prefix, ARGUMENT, {PREVIOUS, LEMMA})
    if prefix == PREVIOUS:
        _known("event type", name, load_ontology().types)
    elif prefix != LEMMA and cue != CLAUSE:
        argument_cue(cue)
    return cue


def _rule_cues(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    return frozenset() if cell == ALWAYS else frozenset(map(_rule_cue, cell.split("+")))


def _rule_type(cell: str) -> str:
    return _known("event type", cell, load_ontology().types, {SAME, NONE})


def _sense(cell: str) -> str:
    return _known("event type or base sense", cell, load_ontology().types, base_senses())


def _context_cues(cues: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_context_cue, cues))


def _argument_cues(cues: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(argument_cue, cues))


BaseSense = Annotated[str, Field(pattern=r"^[A-Z]+$")]
"""What a word may mean before the words around it are looked at; in capitals."""
SenseType = Annotated[str, AfterValidator(_sense)]
"""An event type, or a base sense that has type rules."""


class CueRow(RuleRow):
    """A set of words that gives a trigger its sense or takes it away; or a part of a long set.

    ``=name`` takes in the words of another set.
    """

    name: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    words: PhraseAlternatives

    def phrases(self) -> Iterator[str]:
        """Yield the words of text."""
        return (word for word in self.words if not word.startswith(INCLUDES))


class TypeRule(RuleRow):
    """A rule that turns a base sense into an event type where all its cues hold.

    ``event_type`` may be ``same`` (that of the event before) or ``none`` (no event). ``change`` is
    added to the weight of the trigger.
    """

    id: RuleId
    base: BaseSense
    cues: Annotated[frozenset[str], BeforeValidator(_rule_cues)]
    event_type: Annotated[str, AfterValidator(_rule_type)]
    change: Annotated[float, Field(ge=-1, le=1)]

    def __str__(self) -> str:
        """Return what the rule says: "armed + civilian → attack_on_civilians (+0.1)"."""
        return f"{' + '.join(sorted(self.cues)) or 'always'} → {self.event_type} ({self.change:+g})"


class TriggerRow(RuleRow):
    """A phrase of lemmas that can name an event, in one sense.

    ``pos``: ``v`` inflects the first word as a verb, ``n`` the last as a noun, ``x`` none.
    ``weight`` (0-1) says how surely the phrase alone has the sense. Of the cues that it ``needs``
    one must stand in the sentence; a cue that it ``blocks`` rules it out.
    """

    phrase: Phrase
    pos: Literal["v", "n", "x"]
    event_type: SenseType
    weight: Annotated[float, Field(ge=0, le=1)]
    needs: Annotated[Names, AfterValidator(_context_cues)]
    blocks: Annotated[Names, AfterValidator(_argument_cues)]

    @property
    def id(self) -> str:
        """Return the id of the sense: "attack/n/ATTACK"."""
        return f"{self.phrase}/{self.pos}/{self.event_type}"


class WeaponRow(RuleRow):
    """A weapon as it is called in text, and its name in the record."""

    phrase: Phrase
    name: str


class EventAnaphoraRow(RuleRow):
    """Event types that a noun of a sense can take up: "the attack" an earlier bombing."""

    sense: SenseType
    event_types: EventTypes


CUES = RuleTable(FOLDER, "cues.tsv", CueRow)
TYPE_RULES = RuleTable(FOLDER, "type_rules.tsv", TypeRule)
TRIGGERS = RuleTable(FOLDER, "triggers.tsv", TriggerRow)
WEAPONS = RuleTable(FOLDER, "weapons.tsv", WeaponRow)
EVENT_ANAPHORA = RuleTable(FOLDER, "event_anaphora.tsv", EventAnaphoraRow)


def cue_set_names() -> frozenset[str]:
    """Return the names of the cue sets."""
    return _cue_set_names(CUES.path)


def base_senses() -> frozenset[str]:
    """Return the base senses that have type rules."""
    return _base_senses(TYPE_RULES.path)


def type_rule(rule: str) -> TypeRule:
    """Return the type rule of an id; ``KeyError`` for one that the table lacks."""
    return _type_rules(TYPE_RULES.path)[rule]


def anaphoric_types(sense: str) -> frozenset[str]:
    """Return the event types that a noun of a sense can take up; none for one not in the table."""
    return _anaphoric_types(EVENT_ANAPHORA.path).get(sense, frozenset())


@lru_cache(maxsize=8)
def _cue_set_names(path: str) -> frozenset[str]:
    del path  # part of the key, as the language may change
    return frozenset({COUNTRY, *(row.name for row in CUES.rows())})


@lru_cache(maxsize=8)
def _base_senses(path: str) -> frozenset[str]:
    del path
    return frozenset(row.base for row in TYPE_RULES.rows())


@lru_cache(maxsize=8)
def _type_rules(path: str) -> dict[str, TypeRule]:
    del path
    return {row.id: row for row in TYPE_RULES.rows()}


@lru_cache(maxsize=8)
def _anaphoric_types(path: str) -> dict[str, frozenset[str]]:
    del path
    return {row.sense: frozenset(row.event_types) for row in EVENT_ANAPHORA.rows()}
