"""Which words of the rule tables stand in no test text: rules that nothing tries.

A word counts as present when the texts have it in any of its forms, told by its stem: tables hold
lemmas, texts hold what writers made of them.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from streams.errors import UsageError
from streams.rules.cells import GAP
from streams.rules.check import declared_tables, entries_of
from streams.rules.table import RuleFile

TEXT_FILES = (".jsonl", ".json", ".tsv", ".txt", ".py", ".md")
"""Endings of the files of a folder that are read for their words."""
LONGEST_ENDING = 3
"""Letters that inflection may add to a stem: "bomb" and "bombing"."""
SHORTEST_STEM = 3
"""Letters below which a word must stand as it is."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|\d+")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Unreached:
    """An entry of a table that stands in no text."""

    table: RuleFile
    line: int
    entry: str

    def __str__(self) -> str:
        return f"{self.table.path}:{self.line}: {self.entry!r} stands in no test text"


@dataclass(frozen=True)
class Coverage:
    """How many entries the tables have, and which of them the texts do not try."""

    entries: int
    unreached: tuple[Unreached, ...]


def coverage(paths: Iterable[Path]) -> Coverage:
    """Compare the words of all tables with those of files and folders of test texts.

    Raises:
        UsageError: if a path does not exist.
    """
    stems = {stem for path in paths for word in words_in(path) for stem in _stems(word)}
    tables = [one.table for one in declared_tables()]
    seen = list(entries_of(tables))
    missing = [Unreached(*one) for one in seen if not _stands(one[2], stems)]
    return Coverage(len(seen), tuple(missing))


def words_in(path: Path) -> Iterator[str]:
    """Yield the words of a file, or of the text files of a folder, in lower case.

    Raises:
        UsageError: if there is no such path.
    """
    if not path.exists():
        msg = f"there is no {path}; name a file or folder with test texts"
        raise UsageError(msg)
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.suffix in TEXT_FILES and file.is_file():
            text = _ESCAPE.sub(_unescaped, file.read_text(encoding="utf-8", errors="replace"))
            yield from _WORD.findall(text.lower())


def _unescaped(match: re.Match[str]) -> str:
    return str(json.loads(f'"{match.group()}"')) if not 0xD800 <= int(match[1], 16) < 0xE000 else ""


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending in range(1, LONGEST_ENDING + 1):
        if len(word) - ending >= SHORTEST_STEM:
            yield word[:-ending]


def _stands(entry: str, stems: set[str]) -> bool:
    """Whether every word of an entry, or its stem, stands in the texts."""
    words = [word for word in _WORD.findall(entry.lower()) if word != GAP]
    return all(word in stems or word.removesuffix("e") in stems for word in words)
