"""Rules that turn a key into its transliteration key, made quick: they run for every new name."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

_LETTER_CLASS = re.compile(r"\[[a-z]+\]")
_LITERAL = re.compile(r"[A-Za-z ]+")


class Rule(NamedTuple):
    """Part of a rule: without the letters that it needs, it leaves a text as it is."""

    needs: str
    apply: Callable[[str], str]


def compile_rules(rules: Iterable[Sequence[str]]) -> list[Rule]:
    """Return rules of a regular expression, its replacement and perhaps letters that it needs.

    Most are letters or lists of letters; to replace these is several times as fast.
    """
    return [part for rule in rules for part in _parts(*rule)]


def _parts(pattern: str, text: str, needs: str = "") -> list[Rule]:
    listed = pattern[1:-1] if _LETTER_CLASS.fullmatch(pattern) else pattern.split("|")
    if not needs and all(map(_LITERAL.fullmatch, listed)):
        return [Rule(old, partial(_replaced, old=old, new=text)) for old in listed]
    return [Rule(needs, partial(re.compile(pattern).sub, text))]


def _replaced(text: str, old: str, new: str) -> str:
    return text.replace(old, new)
