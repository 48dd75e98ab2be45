"""Finds the time expressions of a sentence, left to right."""

from collections.abc import Mapping
from dataclasses import replace

from streams.extract.document.sentence import Sentence
from streams.extract.time.tables import TIMEX_HOLIDAYS
from streams.extract.time.timex import calendar_units, durations, sets, times, years
from streams.extract.time.timex.days import DayRules
from streams.extract.time.timex.expression import Expression, TimeAnchors, TimexValue
from streams.extract.time.timex.grammar import Grammar
from streams.extract.time.timex.holidays import Holidays
from streams.extract.time.timex.lexer import Lexer, Tokens
from streams.extract.time.timex.match import Match, Resolver, words_of

JOIN_GAP = 2
"""How many words may stand between a time of the day and its day: ", at"."""


def resolvers(holidays: Holidays) -> Mapping[str, Resolver]:
    """Return what reads the matches of each rule of the grammar, by the rule's name."""
    found = dict(DayRules(holidays).rules())
    for module in (times, calendar_units, years, durations, sets):
        found.update(module.rules())
    return found


class Tagger:
    """Finds time expressions. Holds only rules; what an article said is in the anchors given."""

    def __init__(self) -> None:
        holidays = Holidays((row.name, row.day) for row in TIMEX_HOLIDAYS.rows())
        self._lexer = Lexer(holidays.names())
        self._resolvers = resolvers(holidays)
        self._grammar = Grammar(self._lexer.codes, self._resolvers.keys())

    def find(self, s: Sentence, anchors: TimeAnchors) -> list[Expression]:
        """Return the expressions of a sentence; ``anchors`` are set to the times it mentions."""
        tokens = self._lexer.read(s)
        if tokens is None:
            return []
        found: list[Expression] = []
        at = self._grammar.next_start(tokens, 0)
        while at is not None:
            hit = self._at(tokens, at, anchors)
            if hit is not None:
                found.append(hit[0])
            at = self._grammar.next_start(tokens, hit[1] if hit else at + 1)
        return _joined_times(s, found)

    def _at(self, tokens: Tokens, at: int, anchors: TimeAnchors) -> tuple[Expression, int] | None:
        """Return the longest expression at a token that a rule can read, and the token behind."""
        for match in self._grammar.at(tokens, at, anchors):
            value = None if _cuts_a_word(tokens, match) else self._resolvers[match.rule](match)
            if value is not None:
                _set_anchors(anchors, match, value)
                return _expression(match, value), match.found.end()
        return None


def _expression(m: Match, value: TimexValue) -> Expression:
    s = m.tokens.sentence
    end = m.end - value.tail
    return Expression(m.start, end, s.starts[m.start], s.ends[end - 1], value)


def _cuts_a_word(tokens: Tokens, m: Match) -> bool:
    """Whether a match begins or ends within a hyphened word."""
    start, end = m.found.span()
    opens = start > 0 and tokens.last[start - 1] == tokens.first[start]
    closes = end < len(tokens.codes) and tokens.first[end] == tokens.last[end - 1]
    return opens or closes


def _set_anchors(anchors: TimeAnchors, m: Match, timex: TimexValue) -> None:
    """Make an expression what later ones are counted from."""
    if m.rule == "quarter" and not (m.has("year") or m.has("rel")):
        anchors.quarter = timex.value
    if "-Q" in timex.value:
        anchors.by_quarter = True
    elif timex.type == "DURATION" and timex.value.endswith("M") and m.has("n"):
        anchors.by_quarter = False
    if timex.days and timex.days.precision == 1 and timex.type in {"DATE", "TIME"}:
        anchors.day = timex.days.first
    if timex.type == "DATE" and timex.value[:4].isdigit():
        anchors.year = int(timex.value[:4])
        anchors.month = timex.days.first if timex.days else anchors.month


def _joined_times(s: Sentence, found: list[Expression]) -> list[Expression]:
    """Join a time of the day and the day beside it: "5 p.m. Friday", "Friday at 5 p.m."."""
    made: list[Expression] = []
    for one in found:
        joined = _joined(s, made[-1], one) if made else None
        if joined is not None:
            made[-1] = joined
        else:
            made.append(one)
    return made


def _joined(s: Sentence, last: Expression, one: Expression) -> Expression | None:
    gap = s.lower[last.end : one.start]
    if len(gap) > JOIN_GAP or not words_of("joins_clock_and_day").issuperset(gap):
        return None
    if _is_clock(last) and _is_day(one):
        clock, day = last.timex, one.timex
    elif _is_clock(one) and _is_day(last):
        clock, day = one.timex, last.timex
    else:
        return None
    value = f"{day.value}T{clock.value.partition('T')[2]}"
    timex = replace(day, type="TIME", value=value, hour=clock.hour)
    return Expression(last.start, one.end, last.char_start, one.char_end, timex)


def _is_clock(one: Expression) -> bool:
    return one.timex.type == "TIME" and one.timex.days is None


def _is_day(one: Expression) -> bool:
    days = one.timex.days
    return one.timex.type == "DATE" and days is not None and days.precision == 1
