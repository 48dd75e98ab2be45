"""The words of a sentence as pieces of known classes: what the grammar of time is written in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.phrases import PhraseMatch, Phrases, rows
from streams.extract.vocabulary.tables import TIME_WORDS

Value = int | str
Piece = tuple[str, Value]
"""A letter for the class of a word, and its value."""

_DIGITS = re.compile(r"(\d{1,2})$")
_NUMERAL = re.compile(r"\d{1,3}(?:,?\d{3})*$|\d+$|\d+\.\d+$")
_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$")
_YEAR = re.compile(r"((?:1[5-9]|20|21)\d\d)$")
_DECADE = re.compile(r"((?:1[5-9]|20)?\d)0'?s$")
_SHAPES = (("YEAR", _YEAR), ("DIGITS", _DIGITS), ("NTH", _NTH), ("DECADE", _DECADE))
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(a\.?m\.?|p\.?m\.?)?$")
_HOUR = re.compile(r"(1[0-2]|[1-9])(am|pm)$")
_GLUED = {"am": 0, "pm": 12}
_NOON = 12

_FIRST_LETTER = 0xE000
"""Classes are letters of the private use area, so that patterns over them are plain ``re``."""
OTHER = "_"
"""The letter of a word that says nothing of time."""
_NOTHING: Piece = (OTHER, 0)
_READ = ("DIGITS", "NUMERAL", "NTH", "YEAR", "DECADE", "CLOCK", "HOLIDAY")
"""Classes that are read from the shape of a word, or from other files."""
_WEAK = frozenset(
    {"OF", "AND", "A", "THE", "TO", "POSSESSIVE", "COMMA", "DOT", "DASH", "SLASH"}
    | {"APPROX", "MORE", "OTHER", "LONG", "AM", "ZONE", "ORDINAL", "NUMBER", "VAGUE", "PERIOD"}
    | {"NEXT", "LATER", "EARLIER", "AFTER", "COMING", "PARTOF", "EACH", "HALF", "THIS", "LAST"}
    | {"LATEST", "AHEAD"}
)
"""Classes that open no expression without a stronger word in their sentence."""


@dataclass(slots=True)
class Pieces:
    """Pieces of a sentence: a letter each in ``kinds``, a value, and the word that holds it."""

    sentence: Sentence
    kinds: str = ""
    values: list[Value] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)


class PieceReader:
    """Cuts sentences into pieces."""

    def __init__(self, holidays: Sequence[tuple[str, str]]) -> None:
        table = [(row.word, row.word_class, row.value) for row in TIME_WORDS.rows()]
        phrases = rows("time/timex_phrases.tsv")
        names = sorted({row[1] for row in (*table, *phrases)} | set(_READ))
        self.letters = {name: chr(_FIRST_LETTER + at) for at, name in enumerate(names)}
        self._words = {row[0]: (self.letters[row[1]], _value(row[2])) for row in table}
        self._phrases = Phrases(
            [
                *((row[0], (self.letters[row[1]], _value(row[2]))) for row in phrases),
                *((phrase, (self.letters["HOLIDAY"], name)) for phrase, name in holidays),
            ]
        )
        strong = {row[0] for row in table if row[1] not in _WEAK}
        told = [row[0] for row in phrases if row[1] not in _WEAK]
        self._openers = strong | {_longest(phrase) for phrase in (*told, *dict(holidays))}

    def read(self, s: Sentence) -> Pieces | None:
        """Return the pieces of a sentence; None when no word of it can belong to a time.

        A hyphened word of known parts gives several pieces, a known phrase one.
        """
        shaped = [at for at, word in enumerate(s.lower) if word[0].isdigit() or "-" in word[1:]]
        if not shaped and self._openers.isdisjoint(s.lower):
            return None
        known = [self._words.get(word, _NOTHING) for word in s.lower]
        phrases = {hit.start: hit for hit in self._phrases.find(s.lower)}
        if shaped or phrases:
            return self._read(s, known, shaped, phrases)
        at = list(range(len(known)))
        return Pieces(
            s, "".join([kind for kind, _ in known]), [value for _, value in known], at, at
        )

    def _read(
        self,
        s: Sentence,
        known: list[Piece],
        shaped: list[int],
        phrases: dict[int, PhraseMatch[Piece]],
    ) -> Pieces:
        """Return the pieces of a sentence that has phrases or words to cut."""
        made, kinds, at = Pieces(s), [], 0
        special = set(shaped)
        while at < len(known):
            hit = phrases.get(at)
            end = hit.end if hit else at + 1
            if hit:
                pieces = [hit.value]
            else:
                pieces = self._word(s.lower[at]) if at in special else [known[at]]
            for kind, value in pieces:
                kinds.append(kind)
                made.values.append(value)
                made.first.append(at)
                made.last.append(end - 1)
            at = end
        made.kinds = "".join(kinds)
        return made

    def _word(self, word: str) -> list[Piece]:
        if known := self._words.get(word):
            return [known]
        if "-" in word:
            parts = [self._shape(part) or self._words.get(part) for part in word.split("-")]
            known_parts = [part for part in parts if part is not None]
            return known_parts if len(known_parts) == len(parts) else [_NOTHING]
        return [self._shape(word) or _NOTHING]

    def _shape(self, word: str) -> Piece | None:
        """Return the piece of a word that begins with a digit."""
        if not word or not word[0].isdigit():
            return None
        for name, pattern in _SHAPES:
            if match := pattern.match(word):
                told = match[1]
                return self.letters[name], told if name == "DECADE" else int(told)
        if clock := _clock(word):
            return self.letters["CLOCK"], clock
        return (self.letters["NUMERAL"], word.replace(",", "")) if _NUMERAL.match(word) else None


def _clock(word: str) -> str | None:
    """Return "19:15" for "7:15pm", "07:15" for "7:15": what "p.m." behind it adds comes later."""
    if match := _CLOCK.match(word):
        half = (match[3] or "").replace(".", "")
        hour = int(match[1]) % _NOON + _GLUED[half] if half else int(match[1])
        return f"{hour:02}:{match[2]}" if ":" in word or half else None
    if match := _HOUR.match(word):
        return f"{int(match[1]) % _NOON + _GLUED[match[2]]:02}"
    return None


def _longest(phrase: str) -> str:
    """Return the longest word of a phrase, which seldom stands for anything else."""
    return max(phrase.split(" "), key=len)


def _value(told: str) -> Value:
    return int(told) if told.lstrip("-").isdigit() else told
