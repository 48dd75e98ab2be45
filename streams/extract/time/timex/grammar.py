"""The grammar of time expressions: patterns over classes of words, from a data file."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from streams.errors import ConfigurationError
from streams.extract.time.timex.ahead import points_ahead, stands_until
from streams.extract.time.timex.expression import Memory, TimexValue
from streams.extract.time.timex.pieces import Pieces, Value
from streams.extract.vocabulary.phrases import rows

FILE = "time/timex_grammar.tsv"
_PART = re.compile(r"(\(*)([A-Z_|]+)([?*+]?)(?:=(\w+))?(\)*)([?*]?)$")


@dataclass(slots=True)
class Match:
    """Pieces that a rule of the grammar fits, by the roles that it names."""

    rule: str
    pieces: Pieces
    memory: Memory
    found: re.Match[str]

    @property
    def start(self) -> int:
        """The first word."""
        return self.pieces.first[self.found.start()]

    @property
    def end(self) -> int:
        """The word behind the last."""
        return self.pieces.last[self.found.end() - 1] + 1

    def has(self, role: str) -> bool:
        """Whether a role is filled."""
        return bool(self.found.groupdict().get(role))

    def value(self, role: str) -> Value | None:
        """Return the value of a role's first piece."""
        return self.pieces.values[self.found.start(role)] if self.has(role) else None

    def number(self, role: str) -> int:
        """Return the number of a role that the rule's pattern makes sure of."""
        return int(self.value(role) or 0)

    def values(self, role: str) -> list[Value]:
        """Return the values of all pieces of a role."""
        start, end = self.found.span(role) if self.has(role) else (0, 0)
        return self.pieces.values[start:end]

    def word(self, role: str) -> str:
        """Return the first word of a role in lower case, "" when it is not filled."""
        if not self.has(role):
            return ""
        return self.pieces.sentence.lower[self.pieces.first[self.found.start(role)]]

    @property
    def opening(self) -> str:
        """The first word, in lower case."""
        return self.pieces.sentence.lower[self.start]

    def before(self, back: int = 1) -> str:
        """Return a word before the expression, "" at the beginning of the sentence."""
        at = self.start - back
        return self.pieces.sentence.lower[at] if at >= 0 else ""

    def after(self) -> str:
        """Return the word behind the expression, "" at the end of the sentence."""
        lower = self.pieces.sentence.lower
        return lower[self.end] if self.end < len(lower) else ""

    @property
    def ahead(self) -> bool:
        """Whether the words around it point ahead of the publication day."""
        return points_ahead(self.pieces.sentence.lower, self.start, self.end)

    @property
    def until(self) -> bool:
        """Whether something is to happen by then, or the words around it point ahead."""
        return self.ahead or stands_until(self.pieces.sentence.lower, self.start)


Resolver = Callable[[Match], TimexValue | None]
"""What reads a match; None where the words turn out to be no time."""


class Grammar:
    """The rules, each compiled to a pattern over the letters of classes."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        table = [row for row in rows(FILE) if row[0] != "MACRO"]
        macros = {row[1]: row[2] for row in rows(FILE) if row[0] == "MACRO"}
        self._rules = [(row[0], re.compile(_compiled(row[1], letters, macros))) for row in table]
        self.names = {name for name, _ in self._rules}
        every = "|".join(f"(?:{_unnamed(pattern.pattern)})" for _, pattern in self._rules)
        opens = "".join(sorted({c for row in table for c in _opening(row[1], letters, macros)}))
        self._any = re.compile(f"(?=[{opens}])(?:{every})")

    def next_start(self, pieces: Pieces, at: int) -> int | None:
        """Return the next piece from ``at`` that some rule fits at."""
        hit = self._any.search(pieces.kinds, at)
        return hit.start() if hit else None

    def at(self, pieces: Pieces, at: int, memory: Memory) -> Iterator[Match]:
        """Yield what fits at a piece, longest first; of equal length as in the file."""
        hits = [
            (name, hit)
            for name, pattern in self._rules
            if (hit := pattern.match(pieces.kinds, at)) is not None
        ]
        for name, hit in sorted(hits, key=lambda item: -item[1].end()):
            yield Match(name, pieces, memory, hit)


def _opening(pattern: str, letters: Mapping[str, str], macros: Mapping[str, str]) -> Iterator[str]:
    """Yield the letters that a pattern can begin with: up to its first part that must stand."""
    depth = 0
    for word in _words(pattern, macros):
        brackets, names, some, _, closing, _ = _parted(word)
        depth += len(brackets)
        yield from (letters[name] for name in names.split("|"))
        if depth == 0 and some in {"", "+"}:
            return
        depth -= len(closing)


def _words(pattern: str, macros: Mapping[str, str]) -> Iterator[str]:
    for word in pattern.split(" "):
        yield from macros.get(word, word).split(" ")


def _compiled(pattern: str, letters: Mapping[str, str], macros: Mapping[str, str]) -> str:
    return "".join(_part(word, letters) for word in _words(pattern, macros))


def _part(word: str, letters: Mapping[str, str]) -> str:
    brackets, names, some, role, closing, optional = _parted(word)
    if any(name not in letters for name in names.split("|")):
        raise _unknown(word)
    one = f"[{''.join(letters[name] for name in names.split('|'))}]{some}"
    told = f"(?P<{role}>{one})" if role else one
    return f"{'(?:' * len(brackets)}{told}{closing}{optional}"


def _parted(word: str) -> tuple[str, ...]:
    """Return the brackets, class names, repeat, role, closing brackets and repeat of a part."""
    match = _PART.match(word)
    if match is None:
        raise _unknown(word)
    return tuple(group or "" for group in match.groups())


def _unknown(word: str) -> ConfigurationError:
    return ConfigurationError(f"streams/extract/data/{FILE}: {word!r} is no class of words")


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
