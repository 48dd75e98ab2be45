"""The rule tables of time: the grammar of time expressions, its words, and words beside dates."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from streams.extract.time.timex.holidays import CalendarRule, parse_calendar_rule
from streams.extract.time.timex.patterns import Pattern, parse_pattern
from streams.extract.vocabulary.tables import TimeWordClass
from streams.rules.cells import Phrase, TextOrEmpty
from streams.rules.table import RuleRow, RuleTable, WordList, WordSets

FOLDER = "extract/time"

Hour = Annotated[int, Field(ge=0, le=23)]
"""An hour of the day, local to the outlet."""
DayPart = Literal["MO", "AF", "EV", "NI"]
"""The parts of the day of TIMEX3."""


class GrammarRow(RuleRow):
    """A rule and a pattern of token classes that it reads; in capitals, a macro of patterns."""

    rule: Annotated[str, Field(pattern=r"^([a-z_]+|[A-Z_]+)$")]
    pattern: Annotated[Pattern, BeforeValidator(parse_pattern)]

    @property
    def is_macro(self) -> bool:
        """Whether the row only names a part of other patterns."""
        return self.rule.isupper()


class TimePhraseRow(RuleRow):
    """Words that are one token of the grammar: the class of the token and its value."""

    phrase: Phrase
    word_class: TimeWordClass
    value: TextOrEmpty


class HolidayRow(RuleRow):
    """A holiday as it is written, and its day."""

    name: Phrase
    day: Annotated[CalendarRule, BeforeValidator(parse_calendar_rule)]


class DayPartRow(RuleRow):
    """A part of the day as in TIMEX3, and the hour at which it begins."""

    part: DayPart
    hour: Hour


class DayPartPhraseRow(RuleRow):
    """Words beside a date that name a part of the day, and the hour at which it begins."""

    phrase: Phrase
    hour: Hour


TIMEX_GRAMMAR = RuleTable(FOLDER, "timex_grammar.tsv", GrammarRow)
TIMEX_PHRASES = RuleTable(FOLDER, "timex_phrases.tsv", TimePhraseRow, unique=("phrase",))
TIMEX_HOLIDAYS = RuleTable(FOLDER, "timex_holidays.tsv", HolidayRow, unique=("name",))
DAY_PARTS = RuleTable(FOLDER, "timex_parts.tsv", DayPartRow, unique=("part",), shared=True)
DAY_PART_PHRASES = RuleTable(FOLDER, "dayparts.tsv", DayPartPhraseRow, unique=("phrase",))
FUTURE_WORDS = WordList(FOLDER, "future_words.txt")
"""Words before a time that put it behind the publication day."""
ONGOING = WordList(FOLDER, "ongoing.txt")
"""Words beside a trigger that make it a state without a first day."""
AFTERMATH_VERBS = WordList(FOLDER, "aftermath_verbs.txt")
"""Lemmas of what is done after a deed: a date beside them is not that of the deed."""
DAY_WORDS = WordSets(FOLDER, "day_words.tsv")
"""Words in the sentence of a date, by the feature of the day that they give."""
WORDS = WordSets(FOLDER)
"""The small word sets of the folder."""
