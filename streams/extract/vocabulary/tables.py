"""The rule tables of words and names that several folders read.

``lexicon.py`` has the sets that are made of them; ``known_names.py`` has the names.
"""

from typing import Literal

from streams.rules.cells import (
    Alternatives,
    Optionally,
    OptionalPhrase,
    OptionalText,
    Phrase,
    PhraseAlternatives,
    TextOrEmpty,
)
from streams.rules.table import RuleRow, RuleTable, WordList

FOLDER = "extract/vocabulary"

Sector = Literal[
    "aid",
    "armed_forces",
    "armed_group",
    "civilians",
    "criminals",
    "labour",
    "media",
    "medical",
    "militia",
    "officials",
    "opposition",
    "peacekeepers",
    "police",
    "prisoners",
    "protesters",
    "rebels",
    "religious",
    "security",
    "suspects",
]
"""What part of society a noun for people names."""
FeatureHint = Literal[
    "admin1",
    "admin2",
    "area",
    "city",
    "country",
    "crossing",
    "district",
    "facility",
    "region",
    "town",
    "village",
    "water",
]
"""What kind of place a noun beside a name says that it is."""
PlaceOrder = Literal["inner", "outer"]
"""Which is the container in "the A <noun> of B": ``inner`` A in B, ``outer`` B in A."""
ReportingStance = Literal["asserts", "denies"]
TimeWordClass = Literal[
    "A",
    "ADVERB",
    "AFTER",
    "AGO",
    "AHEAD",
    "AM",
    "AND",
    "APPROX",
    "CLOCK_WORD",
    "COMING",
    "COMMA",
    "CURRENT",
    "DASH",
    "DEICTIC",
    "DOT",
    "EACH",
    "EARLIER",
    "EARLY",
    "FISCAL",
    "FUTURE",
    "HALF",
    "LAST",
    "LATER",
    "LATEST",
    "LONG",
    "MAYBE_MONTH",
    "MONTH",
    "MORE",
    "NEXT",
    "NUMBER",
    "OCLOCK",
    "OF",
    "ORDINAL",
    "OTHER",
    "PART",
    "PARTOF",
    "PARTS",
    "PAST",
    "PERIOD",
    "POSSESSIVE",
    "RECENT",
    "REFERENCE",
    "SEASON",
    "SLASH",
    "THE",
    "THIS",
    "TO",
    "TONIGHT",
    "UNIT",
    "UNITS",
    "VAGUE",
    "WEEKDAY",
    "WEEKDAYS",
    "ZONE",
]
"""The classes of words that the grammar of time expressions is written in."""


class PersonNounRow(RuleRow):
    """A noun for people: its plural or collective form, its singular if any, and its sector."""

    plural: Phrase
    singular: OptionalPhrase
    sector: Optionally[Sector]


class ActorRow(RuleRow):
    """A noun phrase for a side or a group that acts, in the form that stands in texts."""

    phrase: Phrase
    sector: Sector


class ArmedGroupRow(RuleRow):
    """The name of an armed group or force in lower case.

    ``country``: ISO 3166-1 alpha-3 code of where it is at home; None for several countries.
    """

    name: Phrase
    sector: Sector
    country: OptionalText


class ReportingVerbRow(RuleRow):
    """A verb by which a source reports: its lemma, and whether it asserts or denies."""

    lemma: Phrase
    stance: ReportingStance


class PlaceNounRow(RuleRow):
    """A noun beside a name that says what kind of place it is."""

    word: Phrase
    hint: FeatureHint
    order: PlaceOrder


class LocativeRow(RuleRow):
    """A word before a place name, and how well an event fits the place it opens (0 to 1)."""

    word: Phrase
    fit: float


class IrregularVerbRow(RuleRow):
    """A verb with irregular forms: its lemma and all other forms."""

    lemma: Phrase
    forms: Alternatives


class TimeWordRow(RuleRow):
    """A word of time expressions, its class, and its value.

    Values are numbers of weekdays (Monday 0) and months, counts, units, seasons and parts of the
    day as in TIMEX3, or -1, 0 and 1 for back, here and ahead.
    """

    word: Phrase
    word_class: TimeWordClass
    value: TextOrEmpty


class CountryRow(RuleRow):
    """A country or territory: ISO 3166-1 alpha-3 code, names, and demonyms ("-" for none)."""

    code: str
    names: PhraseAlternatives
    demonyms: Alternatives


class UsStateRow(RuleRow):
    """A state of the United States: its name and its abbreviations in newspapers and mail."""

    names: PhraseAlternatives


PERSON_NOUNS = RuleTable(FOLDER, "person_nouns.tsv", PersonNounRow)
ACTORS = RuleTable(FOLDER, "actors.tsv", ActorRow)
ARMED_GROUPS = RuleTable(FOLDER, "armed_groups.tsv", ArmedGroupRow)
REPORTING_VERBS = RuleTable(FOLDER, "reporting_verbs.tsv", ReportingVerbRow)
PLACE_NOUNS = RuleTable(FOLDER, "place_nouns.tsv", PlaceNounRow)
LOCATIVES = RuleTable(FOLDER, "locatives.tsv", LocativeRow)
IRREGULAR_VERBS = RuleTable(FOLDER, "irregular.tsv", IrregularVerbRow)
TIME_WORDS = RuleTable(FOLDER, "time_words.tsv", TimeWordRow, unique=("word",))
COUNTRIES = RuleTable(FOLDER, "countries.tsv", CountryRow)
US_STATES = RuleTable(FOLDER, "us_states.tsv", UsStateRow)

DIRECTIONS = WordList(FOLDER, "directions.txt")
"""Compass words and the like before a name or a place noun."""
LIGHT_VERBS = WordList(FOLDER, "light_verbs.txt")
"""Lemmas of verbs that only say that what their noun names takes place: "carried out"."""
GOVERNMENT_VERBS = WordList(FOLDER, "government_verbs.txt")
"""Lemmas of verbs that make a place name before them a government."""
REACTION_VERBS = WordList(FOLDER, "reactions.txt")
"""Lemmas of verbs of those who speak of an event from elsewhere: "condemn"."""
DIVISIONS = WordList(FOLDER, "divisions.txt")
"""First-level divisions of English-speaking countries other than the United States."""
POSTAL_CODES = WordList(FOLDER, "postal_codes.txt", several=True)
"""Postal codes of the states and provinces of the United States, Canada and Australia."""
REGIONS = WordList(FOLDER, "regions.txt")
"""Territories, seas, straits and islands that most readers know, in lower case."""
LARGE_CITIES = WordList(FOLDER, "large_cities.txt")
"""Cities that most readers know."""
CITY_NAMES = WordList(FOLDER, "city_names.txt")
"""Names of cities in several words."""
DEMONYMS = WordList(FOLDER, "demonyms.txt")
"""Demonyms of divisions, regions and cities."""
PEOPLES = WordList(FOLDER, "peoples.txt", several=True)
"""Peoples, faiths and movements, in lower case."""
TITLES = WordList(FOLDER, "titles.txt")
"""Words before the name of a person, in lower case."""
ORGANISATIONS = WordList(FOLDER, "organisations.txt")
"""Words in a name that make it an organisation, in lower case."""
FIRST_NAMES = WordList(FOLDER, "first_names.txt", several=True)
"""Common given names, in lower case."""
COMMON_WORDS_NEWS = WordList(FOLDER, "common_words_news.txt", several=True)
"""Words of conflict and police news that the generated list of common words lacks."""
PARTICLES = WordList(FOLDER, "particles.txt")
"""Small words inside a name: "al", "de"."""
ABBREVIATIONS = WordList(FOLDER, "abbreviations.txt", several=True)
"""Abbreviations whose full stop ends no sentence, in lower case."""
