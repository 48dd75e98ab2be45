"""The rule tables of places: what refers to a place, and what makes a name no event place."""

from typing import Literal

from schemas.extraction import Aside
from streams.extract.triggers.tables import SenseType
from streams.rules.cells import Alternatives, Optionally, Phrase
from streams.rules.table import RuleRow, RuleTable, WordList, WordSets

FOLDER = "extract/places"

ReferenceKind = Literal[
    "any",
    "admin1",
    "city",
    "country",
    "district",
    "facility",
]
"""What kind of place a phrase refers to: a feature hint (a city may be a town or village as well),
or any place but a country."""


class PlaceReferenceRow(RuleRow):
    """A phrase that refers to a place mentioned before: "the city", "there".

    ``kind`` is None for a longer phrase that refers to none: "the city council".
    """

    phrase: Phrase
    kind: Optionally[ReferenceKind]


class AsideWordRow(RuleRow):
    """The lemma of a word that says what a place below it is beside an event.

    ``prepositions`` are those that open the phrase below the word: ``*`` any, ``-`` none.
    """

    lemma: str
    pos: Literal["NOUN", "VERB"]
    prepositions: Alternatives
    aside: Aside


class PlaceObjectRow(RuleRow):
    """A sense of verbs whose direct object may be the place of the event: "captured Morek"."""

    sense: SenseType


PLACE_REFERENCES = RuleTable(FOLDER, "place_references.tsv", PlaceReferenceRow, unique=("phrase",))
"""Of the phrases that begin at a word the longest counts."""
ASIDE_WORDS = RuleTable(FOLDER, "aside_words.tsv", AsideWordRow)
"""Words below which a place is seldom where the event of the sentence was: "visited X"."""
PLACE_OBJECTS = RuleTable(FOLDER, "place_objects.tsv", PlaceObjectRow)
"""For other senses a direct object that is a place only acts or is talked about."""
OFFICES = WordList(FOLDER, "offices.txt")
"""Words that begin the name of an office or institution behind its place: "council", "police"."""
COMPOUNDS = WordList(FOLDER, "compounds.txt")
"""Second parts of words that begin with a place: "Lagos-based"."""
REQUESTS = WordList(FOLDER, "requests.txt")
"""Verbs whose object, when it is a place, is a government that is asked or accused."""
MISSIONS_ABROAD = WordList(FOLDER, "missions_abroad.txt")
"""What a state has abroad: "Iran's consulate in X" puts X in no Iran."""
WORDS = WordSets(FOLDER)
"""The small word sets of the folder."""
