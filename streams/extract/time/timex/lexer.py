"""The lexer of time expressions: the words of a sentence as tokens of known classes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from streams.extract.document.sentence import Sentence
from streams.extract.time.tables import TIMEX_PHRASES
from streams.extract.vocabulary.phrases import PhraseMatch, Phrases
from streams.extract.vocabulary.tables import TIME_WORDS

TokenValue = int | str
Token = tuple[str, TokenValue]
"""The code of a class, and the value."""

_DIGITS = re.compile(r"(\d{1,2})$")
_NUMERAL = re.compile(r"\d{1,3}(?:,?\d{3})*$|\d+$|\d+\.\d+$")
_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$")
_YEAR = re.compile(r"((?:1[5-9]|20|21)\d\d)$")
_DECADE = re.compile(r"((?:1[5-9]|20)?\d)0'?s$")
_SHAPES = (("YEAR", _YEAR), ("DIGITS", _DIGITS), ("NTH", _NTH), ("DECADE", _DECADE))
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(a\.?m\.?|p\.?m\.?)?$")
_HOUR = re.compile(r"(1[0-2]|[1-9])(am|pm)$")
_HALF_DAYS = {"am": 0, "pm": 12}
"""Hours that the two halves of the day add."""
_NOON = 12

_FIRST_CODE = 0xE000
"""Codes are letters of the private use area of Unicode, so that patterns are plain ``re``."""
OTHER = "_"
"""The code of a word that says nothing of time."""
_NOTHING: Token = (OTHER, 0)
SHAPE_CLASSES = frozenset({"DIGITS", "NUMERAL", "NTH", "YEAR", "DECADE", "CLOCK", "HOLIDAY"})
"""Classes that are read from the shape of a word, or from the table of holidays."""
_WEAK = frozenset(
    {"OF", "AND", "A", "THE", "TO", "POSSESSIVE", "COMMA", "DOT", "DASH", "SLASH"}
    | {"APPROX", "MORE", "OTHER", "LONG", "AM", "ZONE", "ORDINAL", "NUMBER", "VAGUE", "PERIOD"}
    | {"NEXT", "LATER", "EARLIER", "AFTER", "COMING", "PARTOF", "EACH", "HALF", "THIS", "LAST"}
    | {"LATEST", "AHEAD"}
)
"""Classes whose words make no sentence worth reading: all of them are common outside of times."""


@dataclass(slots=True)
class Tokens:
    """The tokens of a sentence.

    Attributes:
        sentence: the sentence.
        codes: one letter for the class of each token.
        values: the value of each token.
        first: the first word of each token; a hyphened word may give several tokens.
        last: the last word of each token; a phrase gives one token.
    """

    sentence: Sentence
    codes: str = ""
    values: list[TokenValue] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)


class Lexer:
    """Cuts sentences into tokens. ``codes`` holds the code of each class."""

    def __init__(self, holidays: Sequence[str]) -> None:
        words = [(row.word, row.word_class, row.value) for row in TIME_WORDS.rows()]
        phrases = [(row.phrase, row.word_class, row.value) for row in TIMEX_PHRASES.rows()]
        names = sorted({row[1] for row in (*words, *phrases)} | SHAPE_CLASSES)
        self.codes = {name: chr(_FIRST_CODE + at) for at, name in enumerate(names)}
        self._words = {row[0]: (self.codes[row[1]], _value(row[2])) for row in words}
        self._phrases = Phrases(
            [
                *((row[0], (self.codes[row[1]], _value(row[2]))) for row in phrases),
                *((name, (self.codes["HOLIDAY"], name)) for name in holidays),
            ]
        )
        strong_words = {row[0] for row in words if row[1] not in _WEAK}
        strong_phrases = [row[0] for row in phrases if row[1] not in _WEAK]
        self._strong = strong_words | {_longest(phrase) for phrase in (*strong_phrases, *holidays)}

    def read(self, s: Sentence) -> Tokens | None:
        """Return the tokens of a sentence; None when no word of it can belong to a time."""
        shaped = [at for at, word in enumerate(s.lower) if word[0].isdigit() or "-" in word[1:]]
        if not shaped and self._strong.isdisjoint(s.lower):
            return None
        known = [self._words.get(word, _NOTHING) for word in s.lower]
        phrases = {hit.start: hit for hit in self._phrases.find(s.lower)}
        if shaped or phrases:
            return self._cut(s, known, shaped, phrases)
        at = list(range(len(known)))
        return Tokens(
            s, "".join([code for code, _ in known]), [value for _, value in known], at, at
        )

    def _cut(
        self,
        s: Sentence,
        known: list[Token],
        shaped: list[int],
        phrases: dict[int, PhraseMatch[Token]],
    ) -> Tokens:
        """Return the tokens of a sentence that has phrases, digits or hyphened words."""
        made, codes, at = Tokens(s), [], 0
        special = set(shaped)
        while at < len(known):
            hit = phrases.get(at)
            end = hit.end if hit else at + 1
            if hit:
                tokens = [hit.value]
            else:
                tokens = self._word(s.lower[at]) if at in special else [known[at]]
            for code, value in tokens:
                codes.append(code)
                made.values.append(value)
                made.first.append(at)
                made.last.append(end - 1)
            at = end
        made.codes = "".join(codes)
        return made

    def _word(self, word: str) -> list[Token]:
        """Return the tokens of a word; those of its parts when all of them are known."""
        if known := self._words.get(word):
            return [known]
        if "-" in word:
            parts = [self._shape(part) or self._words.get(part) for part in word.split("-")]
            known_parts = [part for part in parts if part is not None]
            return known_parts if len(known_parts) == len(parts) else [_NOTHING]
        return [self._shape(word) or _NOTHING]

    def _shape(self, word: str) -> Token | None:
        """Return the token of a word that begins with a digit."""
        if not word or not word[0].isdigit():
            return None
        for name, pattern in _SHAPES:
            if match := pattern.match(word):
                digits = match[1]
                return self.codes[name], digits if name == "DECADE" else int(digits)
        if clock := _clock(word):
            return self.codes["CLOCK"], clock
        return (self.codes["NUMERAL"], word.replace(",", "")) if _NUMERAL.match(word) else None


def _clock(word: str) -> str | None:
    """Return "19:15" for "7:15pm", "07:15" for "7:15": what "p.m." behind it adds comes later."""
    if match := _CLOCK.match(word):
        half = (match[3] or "").replace(".", "")
        hour = int(match[1]) % _NOON + _HALF_DAYS[half] if half else int(match[1])
        return f"{hour:02}:{match[2]}" if ":" in word or half else None
    if match := _HOUR.match(word):
        return f"{int(match[1]) % _NOON + _HALF_DAYS[match[2]]:02}"
    return None


def _longest(phrase: str) -> str:
    """Return the longest word of a phrase, which seldom stands for anything else."""
    return max(phrase.split(" "), key=len)


def _value(cell: str) -> TokenValue:
    return int(cell) if cell.lstrip("-").isdigit() else cell
