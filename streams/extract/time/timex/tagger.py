"""Time expressions of a sentence, left to right."""

from dataclasses import replace

from streams.errors import ConfigurationError
from streams.extract.document.sentence import Sentence
from streams.extract.time.timex import amounts, parts, sets, stretches, years
from streams.extract.time.timex.days import DayRules
from streams.extract.time.timex.expression import Expression, Memory, TimexValue
from streams.extract.time.timex.grammar import FILE, Grammar, Match
from streams.extract.time.timex.holidays import Holidays
from streams.extract.time.timex.pieces import PieceReader, Pieces

_TIED = frozenset({",", "on", "at", "around", "about"})
"""Words between a time of the day and its day."""


class Tagger:
    """Finds time expressions. Holds only rules: what an article told is in the memory given."""

    def __init__(self) -> None:
        holidays = Holidays()
        self._pieces = PieceReader(holidays.names())
        self._grammar = Grammar(self._pieces.letters)
        self._rules = dict(DayRules(holidays).rules())
        for room in (parts, stretches, years, amounts, sets):
            self._rules.update(room.rules())
        if unread := self._grammar.names - self._rules.keys():
            msg = f"streams/extract/data/{FILE}: nobody reads the rules {sorted(unread)}"
            raise ConfigurationError(msg)

    def find(self, s: Sentence, memory: Memory) -> list[Expression]:
        """Return the expressions of a sentence; ``memory`` is brought up to what it tells."""
        pieces = self._pieces.read(s)
        if pieces is None:
            return []
        found: list[Expression] = []
        at = self._grammar.next_start(pieces, 0)
        while at is not None:
            hit = self._at(pieces, at, memory)
            if hit is not None:
                found.append(hit[0])
            at = self._grammar.next_start(pieces, hit[1] if hit else at + 1)
        return _tied(s, found)

    def _at(self, pieces: Pieces, at: int, memory: Memory) -> tuple[Expression, int] | None:
        for match in self._grammar.at(pieces, at, memory):
            told = None if _cuts_a_word(pieces, match) else self._rules[match.rule](match)
            if told is not None:
                _remember(memory, match, told)
                return _expression(match, told), match.found.end()
        return None


def _expression(m: Match, told: TimexValue) -> Expression:
    s = m.pieces.sentence
    end = m.end - told.tail
    return Expression(m.start, end, s.starts[m.start], s.ends[end - 1], told)


def _cuts_a_word(pieces: Pieces, m: Match) -> bool:
    """Whether a match begins or ends within a hyphened word."""
    start, end = m.found.span()
    opens = start > 0 and pieces.last[start - 1] == pieces.first[start]
    closes = end < len(pieces.kinds) and pieces.first[end] == pieces.last[end - 1]
    return opens or closes


def _remember(memory: Memory, m: Match, told: TimexValue) -> None:
    if m.rule == "quarter" and not (m.has("year") or m.has("rel")):
        memory.quarter = told.value
    if "-Q" in told.value:
        memory.by_quarter = True
    elif told.kind == "DURATION" and told.value.endswith("M") and m.has("n"):
        memory.by_quarter = False
    if told.days and told.days.precision == 1 and told.kind in {"DATE", "TIME"}:
        memory.day = told.days.first
    if told.kind == "DATE" and told.value[:4].isdigit():
        memory.year = int(told.value[:4])
        memory.month = told.days.first if told.days else memory.month


def _tied(s: Sentence, found: list[Expression]) -> list[Expression]:
    """Join a time of the day and the day beside it: "5 p.m. Friday", "Friday at 5 p.m."."""
    made: list[Expression] = []
    for one in found:
        last = made[-1] if made else None
        joined = _joined(s, last, one) if last else None
        if joined is not None:
            made[-1] = joined
        else:
            made.append(one)
    return made


def _joined(s: Sentence, last: Expression, one: Expression) -> Expression | None:
    gap = s.lower[last.end : one.start]
    if len(gap) > 2 or not _TIED.issuperset(gap):
        return None
    if _is_clock(last) and _is_day(one):
        clock, day = last, one
    elif _is_clock(one) and _is_day(last):
        clock, day = one, last
    else:
        return None
    value = f"{day.told.value}T{clock.told.value.partition('T')[2]}"
    told = replace(day.told, kind="TIME", value=value, hour=clock.told.hour)
    return Expression(last.start, one.end, last.char_start, one.char_end, told)


def _is_clock(one: Expression) -> bool:
    return one.told.kind == "TIME" and one.told.days is None


def _is_day(one: Expression) -> bool:
    return one.told.kind == "DATE" and one.told.days is not None and one.told.days.precision == 1
