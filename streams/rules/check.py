"""Checks all rule tables: what ``dateline rules check`` reports.

Tables are found, not listed: every ``tables`` module under ``streams`` declares those of its
folder. What only several rows or tables together can show is found by a function ``check``: in the
same module, or in a module ``checks`` beside it where the check needs code that reads the tables.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import ModuleType

from streams.rules.table import (
    RuleError,
    RuleFile,
    RuleRow,
    RuleTable,
    WordList,
    WordSets,
    duplicates,
    rules_language,
)

LONGEST_LINE = 200
"""Characters of a row, so that a difference between two versions can be read."""
_RULES = "rules"
_ENDINGS = (".tsv", ".txt")


@dataclass(frozen=True)
class DeclaredTable:
    """A table with the module that declares it."""

    table: RuleFile
    module: str


def declared_tables() -> list[DeclaredTable]:
    """Return every table that a ``tables`` module declares, by path; each file once."""
    found: dict[str, DeclaredTable] = {}
    for module in modules_named("tables"):
        for value in vars(module).values():
            table = value.table if isinstance(value, WordSets) else value
            if isinstance(table, RuleFile):
                found.setdefault(table.path, DeclaredTable(table, module.__name__))
    return sorted(found.values(), key=lambda one: one.table.path)


def modules_named(*names: str) -> Iterator[ModuleType]:
    """Import and yield the modules of these names in all packages under ``streams``."""
    streams = importlib.import_module("streams")
    for info in pkgutil.walk_packages(streams.__path__, f"{streams.__name__}."):
        if info.name.rpartition(".")[2] in names:
            yield importlib.import_module(info.name)


def faults() -> Iterator[RuleError]:
    """Yield every fault of every table, and every rule file that no module declares."""
    declared = [one.table for one in declared_tables()]
    damaged = False
    for table in declared:
        for fault in faults_of(table):
            damaged = True
            yield fault
    yield from _undeclared({table.path for table in declared})
    if not damaged:  # checks across tables read their rows, which must be sound for that
        yield from _folder_faults()


def faults_of(table: RuleFile) -> Iterator[RuleError]:
    """Yield the faults of one table: bad cells, exact duplicates, lines that are too long."""
    for number, line in table.lines():
        if len(line) >= LONGEST_LINE:
            problem = f"{len(line)} characters; a row has fewer than {LONGEST_LINE}"
            yield RuleError(table.path, number, "", problem)
        if isinstance(table, RuleTable):
            try:
                table.parse(number, line)
            except RuleError as fault:
                if fault.file == table.path:  # else that of a table that this one refers to
                    yield fault
    if isinstance(table, RuleTable) and table.unique:
        yield from _hidden_rows(table)
        return
    rows = table.numbered() if isinstance(table, WordList) else list(table.lines())
    for number, first in duplicates(rows):
        yield RuleError(table.path, number, "", f"says the same as line {first}")


def _hidden_rows(table: RuleTable[RuleRow]) -> Iterator[RuleError]:
    """Yield an error for each row that another with the same unique columns keeps from matching."""
    columns = list(table.row.model_fields)
    at = [columns.index(column) for column in table.unique]
    rows = [(number, line.split("\t")) for number, line in table.lines()]
    keys = [(number, [cells[i] for i in at]) for number, cells in rows if len(cells) > max(at)]
    for number, first in duplicates([(number, tuple(key)) for number, key in keys]):
        problem = f"never matches: line {first} has the same {' and '.join(table.unique)}"
        yield RuleError(table.path, number, table.unique[0], problem)


def _folder_faults() -> Iterator[RuleError]:
    for module in modules_named("tables", "checks"):
        check = vars(module).get("check")
        if callable(check):
            yield from check()


def _undeclared(declared: set[str]) -> Iterator[RuleError]:
    for path in _rule_files(files("streams"), ""):
        if path not in declared:
            yield RuleError(path, 1, "", "no tables module declares this file, so nothing reads it")


def _rule_files(folder: Traversable, path: str) -> Iterator[str]:
    """Yield the paths of rule files below a folder, other languages' files left out."""
    for child in sorted(folder.iterdir(), key=lambda one: one.name):
        below = f"{path}/{child.name}" if path else child.name
        if child.is_dir():
            yield from _rule_files(child, below)
        elif child.name.endswith(_ENDINGS) and _is_read(below.split("/")):
            yield below


def _is_read(parts: list[str]) -> bool:
    """Whether a path is ``.../rules/file`` or ``.../rules/<language>/file`` of this language."""
    if _RULES not in parts:
        return False
    inside = parts[parts.index(_RULES) + 1 :]
    return len(inside) == 1 or inside[0] == rules_language()


def entries_of(tables: Iterable[RuleFile]) -> Iterator[tuple[RuleFile, int, str]]:
    """Yield the words and phrases of tables, each with its table and line."""
    for table in tables:
        if isinstance(table, WordList):
            yield from ((table, number, entry) for number, entry in table.numbered())
        elif isinstance(table, RuleTable):
            for number, row in table.numbered():
                yield from ((table, number, phrase) for phrase in row.phrases())
