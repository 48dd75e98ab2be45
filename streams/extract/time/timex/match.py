"""What a rule sees of the tokens that its pattern fits: their roles, and the words around them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from streams.extract.time.tables import FUTURE_WORDS, WORDS
from streams.extract.time.timex.expression import TimeAnchors, TimexValue
from streams.extract.time.timex.lexer import Tokens, TokenValue

VERB_REACH = 9
"""How many words before a time its verb may stand."""
AUXILIARY_REACH = 5
"""How many words behind a time its auxiliary may stand: "on Monday the council will"."""
PAST_REACH = 3
"""How many words before a future word an auxiliary may stand that puts it into the past."""


@dataclass(slots=True)
class Match:
    """Tokens that a pattern of the grammar fits, by the roles that it names."""

    rule: str
    tokens: Tokens
    anchors: TimeAnchors
    found: re.Match[str]

    @property
    def start(self) -> int:
        """The first word."""
        return self.tokens.first[self.found.start()]

    @property
    def end(self) -> int:
        """The word behind the last."""
        return self.tokens.last[self.found.end() - 1] + 1

    def has(self, role: str) -> bool:
        """Whether a role is filled."""
        return bool(self.found.groupdict().get(role))

    def value(self, role: str) -> TokenValue | None:
        """Return the value of a role's first token; None when the role is not filled."""
        return self.tokens.values[self.found.start(role)] if self.has(role) else None

    def number(self, role: str) -> int:
        """Return the number of a role, 0 when it is not filled."""
        return int(self.value(role) or 0)

    def values(self, role: str) -> list[TokenValue]:
        """Return the values of all tokens of a role."""
        start, end = self.found.span(role) if self.has(role) else (0, 0)
        return self.tokens.values[start:end]

    def word(self, role: str) -> str:
        """Return the first word of a role in lower case, "" when it is not filled."""
        if not self.has(role):
            return ""
        return self.tokens.sentence.lower[self.tokens.first[self.found.start(role)]]

    @property
    def opening(self) -> str:
        """The first word, in lower case."""
        return self.tokens.sentence.lower[self.start]

    @property
    def closing(self) -> str:
        """The last word, in lower case."""
        return self.tokens.sentence.lower[self.end - 1]

    def before(self, back: int = 1) -> str:
        """Return a word before the expression, "" at the beginning of the sentence."""
        at = self.start - back
        return self.tokens.sentence.lower[at] if at >= 0 else ""

    def after(self) -> str:
        """Return the word behind the expression, "" at the end of the sentence."""
        lower = self.tokens.sentence.lower
        return lower[self.end] if self.end < len(lower) else ""

    @property
    def points_ahead(self) -> bool:
        """Whether the words around it put it behind the publication day."""
        return points_ahead(self.tokens.sentence.lower, self.start, self.end)

    @property
    def is_deadline(self) -> bool:
        """Whether something is to happen by then: "by 3 May"; or the words around point ahead."""
        return self.points_ahead or is_deadline(self.tokens.sentence.lower, self.start)


Resolver = Callable[[Match], TimexValue | None]
"""What reads a match; None where the words turn out to be no time."""


@lru_cache(maxsize=128)
def words_of(name: str) -> frozenset[str]:
    """Return a word set of the folder by its name."""
    return WORDS[name]


def is_deadline(lower: Sequence[str], start: int) -> bool:
    """Return whether a time is one until which something is to happen: "by 3 May"."""
    until = start > 0 and lower[start - 1] in words_of("points_until")
    before = lower[max(0, start - VERB_REACH) : start]
    return until and words_of("past_auxiliaries").isdisjoint(before)


def points_ahead(lower: Sequence[str], start: int, end: int) -> bool:
    """Return whether a future verb or noun is near a time: "will meet on Monday", "due on 3 May".

    Nothing is looked for beyond a quotation mark or a word that opens another clause.
    """
    if _is_past(lower, start):
        return False
    breaks, future = words_of("parts_clauses"), FUTURE_WORDS.entries()
    for at in range(start - 1, max(-1, start - VERB_REACH), -1):
        if lower[at] in future:
            return words_of("past_auxiliaries").isdisjoint(lower[max(0, at - PAST_REACH) : at])
        if lower[at] in breaks:
            break
    for word in lower[end : end + AUXILIARY_REACH]:
        if word in breaks:
            return False
        if word in words_of("future_auxiliaries"):
            return True
    return False


def _is_past(lower: Sequence[str], start: int) -> bool:
    """Whether the verb right before a time is in the past tense: "announced Friday"."""
    at = start - 1
    if start > 1 and lower[at] in words_of("between_verb_and_time"):
        at -= 1
    past = at >= 0 and lower[at].endswith("ed") and lower[at] not in FUTURE_WORDS.entries()
    return past and (at == 0 or lower[at - 1] not in words_of("before_future_participle"))
