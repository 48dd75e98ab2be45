"""The rule tables of factuality: their rows, and the values that a cell may have."""

from typing import Annotated, Literal

from schemas.mention import Modality
from streams.rules.cells import COMMAS, EventType, OptionalCount, Phrase, PhraseAlternatives
from streams.rules.table import RuleRow, RuleTable, WordSets

Unasserted = Literal["negated", "future", "hypothetical", "ordered"]
"""The modalities of an event that is not asserted."""
Force = Literal[
    "negated",
    "future",
    "hypothetical",
    "ordered",
    "passes",
    "real",
    "averted",
    "ended",
    "weighed",
]
"""What a word does to an event below it in the parse, beside giving it a modality.

``passes`` hands on what is said of the word itself; ``real`` says that the event happened.
``averted`` is negated, and real when the word itself is negated; ``ended`` is negated unless the
word itself is to come or ordered; ``weighed`` is hypothetical while it goes on ("are negotiating"),
else handed on.
"""
Relation = Literal[
    "clause",
    "infinitive",
    "aim",
    "object",
    "subject",
    "noun",
    "about",
    "against",
    "ahead",
    "at",
    "barring",
    "before",
    "for",
    "from",
    "in",
    "into",
    "of",
    "on",
    "out",
    "over",
    "pending",
    "to",
    "with",
    "without",
]
"""How an event hangs on a word: a kind of argument, or the preposition of an oblique.

A ``clause`` includes the infinitive; an ``aim`` is an infinitive of purpose ("in order to").
"""


class FactualityTriggerRow(RuleRow):
    """A word that decides the factuality of the events that hang on it in some relations.

    ``word`` is a lemma, with its particle if it has one ("call off"), or ``*`` for any word.
    """

    force: Force
    word: Phrase
    relations: Annotated[tuple[Relation, ...], COMMAS]


class LocalCueRow(RuleRow):
    """A word beside an event's own word that takes the assertion off it.

    ``kind`` is the part it plays: an ``auxiliary``, a ``modifier`` of a noun ("a planned strike"),
    or the ``condition`` that opens a clause ("if").
    """

    kind: Literal["auxiliary", "modifier", "condition"]
    modality: Unasserted
    word: Phrase


class ModalityPhraseRow(RuleRow):
    """A phrase that takes the assertion off events of its sentence.

    ``reach``: among how many words behind the phrase, in the clause of the event, the event stands.
    Without one the phrase holds for the whole sentence, except for mishaps. Phrases do not overlap:
    "failed to prevent", which is ``asserted``, takes the words of "to prevent".
    """

    modality: Modality
    phrase: Phrase
    reach: OptionalCount


class EnactmentRow(RuleRow):
    """Words above a noun of an agreement, a penalty or relief, or adjectives of it.

    Words that ``enact`` it make it happen; words that ``presuppose`` it only speak of one in force;
    ``new`` adjectives say that it is a new one.
    """

    event_type: EventType
    kind: Literal["enact", "presuppose", "new"]
    words: PhraseAlternatives


class TemporalPhraseRow(RuleRow):
    """A phrase that puts events into history or into a toll.

    ``scope``: the events that it reaches. ``sentence`` is all of them, ``after`` those behind the
    phrase, ``long`` those dated with a month or longer. ``<age>`` in a phrase is any of the set
    ``ages``: "was <age> when" holds for "was nine when".
    """

    role: Literal["background", "cumulative"]
    phrase: Phrase
    scope: Literal["sentence", "after", "long"]


FOLDER = "extract/factuality"
FACTUALITY_TRIGGERS = RuleTable(FOLDER, "factuality_triggers.tsv", FactualityTriggerRow)
LOCAL_CUES = RuleTable(FOLDER, "local_cues.tsv", LocalCueRow)
MODALITY_PHRASES = RuleTable(FOLDER, "modality_phrases.tsv", ModalityPhraseRow)
ENACTMENT = RuleTable(FOLDER, "enactment.tsv", EnactmentRow)
TEMPORAL_PHRASES = RuleTable(FOLDER, "temporal_phrases.tsv", TemporalPhraseRow)
WORDS = WordSets(FOLDER)
