"""What the casualties of a clause are counted for: the event, its reason, or a whole country.

"Marched over the killing of two students": the dead are the reason of the march, not its victims.
"Across the country 23 were killed": the figure is of the country, not of the city that the story is
about.
"""

from collections.abc import Collection
from itertools import pairwise

from streams.extract.casualties.tables import WORDS
from streams.extract.document.mentions import Trigger
from streams.extract.document.parse import Parse
from streams.extract.document.sentence import Sentence

NATIONWIDE = "counted over a whole country"
"""Why a figure is no event of the city that its story is about."""
SERIES = "summed over several events"
"""Why a figure is none of a single event."""

BEFORE_SERIES, BEHIND_SERIES = 3, 14
"""Words around the noun of several events among which their period stands, or "separate"."""

REASON_WITHIN = 4
"""Words before an event among which the preposition of its reason stands: "over the shooting"."""
_IN_NOUN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
"""Parts of speech of the words between that preposition and the noun for the event."""
_LOOSE = frozenset({"dep", "parataxis", "ROOT"})
"""Labels of an adverb that the parser hangs on no verb: "Nationwide: 44 killed"."""


class FigureScope:
    """Tells what the casualties of a sentence are counted for."""

    def __init__(self) -> None:
        self._reasons = WORDS["reasons"]
        self._times = WORDS["reasons_in_time"]
        self._causes = WORDS["causes"]
        self._series, self._marks = WORDS["series_nouns"], WORDS["series_marks"]
        self._nationwide = WORDS["nationwide"]
        self._across = WORDS["across"]
        self._country = WORDS["whole_country"]
        self._national = WORDS["national"]
        self._figures = WORDS["national_figures"]

    def is_reason(self, s: Sentence, trigger: Trigger, word: int) -> bool:
        """Whether a casualty word stands in the reason of an event: "protested over the death"."""
        if s.parse is None:
            return not self._reasons.isdisjoint(s.lower[trigger.end : word])
        if self._is_right_behind_reason(s, s.parse, trigger, word):
            return True
        path = _path(s.parse, word)
        return any(
            s.parse.heads[at] in path or at in path
            for at in range(trigger.end, word)
            if s.lower[at] in self._reasons
            or (s.lower[at] in self._times and s.parse.deps[at] == "case")
        )

    def _is_right_behind_reason(
        self, s: Sentence, parse: Parse, trigger: Trigger, word: int
    ) -> bool:
        """Whether only a noun phrase stands between: "over the police shooting", misparsed."""
        for at in range(word - 1, max(trigger.end, word - REASON_WITHIN) - 1, -1):
            if s.lower[at] in self._reasons and parse.pos[at] == "ADP":
                return True
            if parse.pos[at] not in _IN_NOUN_PHRASE:
                return False
        return False

    def is_series(self, s: Sentence, word: int) -> bool:
        """Whether a casualty word sums up several events: "28 hurt in shootings since May"."""
        if s.parse is None:
            return False
        deed = s.parse.deed(word)
        events = [
            at
            for at in range(word + 1, len(s))
            if s.lower[at] in self._series and self._is_cause(s, at, (deed, word))
        ]
        marks = self._marks
        return any(
            not marks.isdisjoint(s.lower[max(0, at - BEFORE_SERIES) : at + BEHIND_SERIES])
            for at in events
        )

    def _is_cause(self, s: Sentence, noun: int, deeds: tuple[int, int]) -> bool:
        """Whether people suffered in what a noun names: "killed in shootings", "by gunfire"."""
        parse = s.parse
        if parse is None or self._causes.isdisjoint(
            s.lower[at] for at in parse.under(noun, "case")
        ):
            return False
        above = parse.heads[noun]
        return above in deeds or parse.heads[above] in deeds

    def is_nationwide(self, s: Sentence, word: int, countries: Collection[int]) -> bool:
        """Whether a casualty word is counted over a whole country.

        ``countries``: the first words of the names of countries in the sentence.
        """
        if s.parse is None:
            return bool(self._phrases(s, countries))
        deed = s.parse.deed(word)
        return any(
            s.parse.deed(at) == deed or s.parse.deps[at] in _LOOSE
            for at in self._phrases(s, countries)
        )

    def _phrases(self, s: Sentence, countries: Collection[int]) -> list[int]:
        """Return the words that stand for a whole country: "nationwide", "across Kenya"."""
        found = [
            at
            for at, word in enumerate(s.lower)
            if word in self._nationwide and not _describes(s, at)
        ]
        found += [
            at + 1
            for at, word in enumerate(s.lower[:-1])
            if self._opens_country(s, at, word, countries)
        ]
        found += [
            at + 1
            for at, (one, other) in enumerate(pairwise(s.lower))
            if one in self._national and other in self._figures
        ]
        return found

    def _opens_country(self, s: Sentence, at: int, word: str, countries: Collection[int]) -> bool:
        """Whether a preposition stands before a whole country: "throughout the country"."""
        if word not in self._across:
            return False
        behind = at + 1
        if s.lower[behind : behind + 1] == ["of"]:
            behind += 1
        if behind in countries:
            return True
        return s.lower[behind : behind + 1] == ["the"] and not self._country.isdisjoint(
            s.lower[behind + 1 : behind + 2]
        )


def _describes(s: Sentence, at: int) -> bool:
    """Whether "nationwide" is an adjective: "nationwide protests", not "nationwide 457 people"."""
    if s.parse is None or s.parse.deps[at] != "amod":
        return False
    return at + 1 >= len(s) or s.parse.pos[at + 1] != "NUM"


def _path(parse: Parse, word: int) -> set[int]:
    return {word, *parse.ancestors(word)}
