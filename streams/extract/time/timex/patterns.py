"""Patterns of the grammar of time: classes of tokens with repeats, brackets and names of roles."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_PART = re.compile(r"(\(*)([A-Z_]+(?:\|[A-Z_]+)*)([?*+]?)(?:=(\w+))?(\)*)([?*]?)$")
_MUST_STAND = frozenset({"", "+"})
"""Repeats of a part that stands at least once."""


@dataclass(frozen=True, slots=True)
class PatternPart:
    """One part of a pattern, such as ``(DIGITS|NTH+=day)?``.

    Attributes:
        opened: number of brackets that open before it.
        classes: classes of tokens, any of which fits.
        repeat: "", "?", "*" or "+".
        role: name under which a rule asks for the tokens; empty for none.
        closed: number of brackets that close behind it.
        group_repeat: "", "?" or "*": the repeat of the last bracket that closes.
    """

    opened: int
    classes: tuple[str, ...]
    repeat: str
    role: str
    closed: int
    group_repeat: str


Pattern = tuple[PatternPart, ...]


def parse_pattern(text: str) -> Pattern:
    """Return the parts of a pattern.

    Raises:
        ValueError: if a part cannot be read, a bracket has no partner or a role has two parts.
    """
    parts = tuple(_part(word) for word in text.split(" "))
    depth = 0
    for part in parts:
        depth += part.opened - part.closed
        if depth < 0:
            break
    if depth:
        msg = f"unbalanced brackets in {text!r}"
        raise ValueError(msg)
    roles = [part.role for part in parts if part.role]
    if len(set(roles)) < len(roles):
        msg = f"a role is named twice in {text!r}"
        raise ValueError(msg)
    return parts


def _part(word: str) -> PatternPart:
    match = _PART.match(word)
    if match is None:
        msg = f"{word!r} is no part of a pattern such as (DIGITS|NTH+=day)?"
        raise ValueError(msg)
    opened, classes, repeat, role, closed, group_repeat = (group or "" for group in match.groups())
    return PatternPart(
        len(opened), tuple(classes.split("|")), repeat, role, len(closed), group_repeat
    )


def expanded(pattern: Pattern, macros: Mapping[str, Pattern]) -> Pattern:
    """Return a pattern in which the parts of macros stand instead of their names."""
    return tuple(inner for part in pattern for inner in macros.get("|".join(part.classes), (part,)))


def regular_expression(pattern: Iterable[PatternPart], codes: Mapping[str, str]) -> str:
    """Return a pattern as a regular expression over the one-letter codes of classes."""
    return "".join(_expression(part, codes) for part in pattern)


def _expression(part: PatternPart, codes: Mapping[str, str]) -> str:
    one = f"[{''.join(codes[name] for name in part.classes)}]{part.repeat}"
    named = f"(?P<{part.role}>{one})" if part.role else one
    return f"{'(?:' * part.opened}{named}{')' * part.closed}{part.group_repeat}"


def first_classes(pattern: Pattern) -> Iterator[str]:
    """Yield the classes that a pattern can begin with: up to its first part that must stand."""
    depth = 0
    for part in pattern:
        depth += part.opened
        yield from part.classes
        if depth == 0 and part.repeat in _MUST_STAND:
            return
        depth -= part.closed
