"""The hand-written tables of this folder."""

from typing import Literal

from streams.rules.cells import Alternatives, EventType, Names, Phrase, RuleId
from streams.rules.table import RuleRow, RuleTable, WordList, WordSets

FOLDER = "extract/article"

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


TOPICS = RuleTable(FOLDER, "topics.tsv", TopicRow)
LATER_CAUSES = RuleTable(FOLDER, "later_causes.tsv", LaterCauseRow)
RETELLING = RuleTable(FOLDER, "retelling.tsv", RetellingRow)
EVIDENCE_WORDS = WordList(FOLDER, "evidence_words.txt")
WORDS = WordSets(FOLDER)
