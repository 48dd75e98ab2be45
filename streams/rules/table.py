"""Rule tables and word lists: where a file lies, what its rows are, and how it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from streams.errors import ConfigurationError
from streams.rules.cells import Lexical, PhraseAlternatives

ENGLISH = "en"
"""The language whose tables the project has (ISO 639-1)."""
COMMENT = "#"
"""First character of a line that is no row."""


class RuleRow(BaseModel):
    """A row of a table: one field for each column, in the order of the columns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def phrases(self) -> Iterator[str]:
        """Yield the words and phrases of text that the row is about: its ``Phrase`` cells."""
        for name, field in type(self).model_fields.items():
            if any(isinstance(mark, Lexical) for mark in field.metadata):
                value = getattr(self, name)
                yield from (value,) if isinstance(value, str) else value or ()


Row = TypeVar("Row", bound=RuleRow)


class RuleError(ConfigurationError):
    """A fault in a rule table: where it is, and what is wrong.

    Attributes:
        file: path below the package, such as ``extract/triggers/rules/en/triggers.tsv``.
        line: number of the line, from 1.
        column: name of the column; empty for a fault of the whole row.
    """

    reason = "rule_table"

    def __init__(self, file: str, line: int, column: str, problem: str) -> None:
        where = f"{file}:{line}" + (f": column {column}" if column else "")
        super().__init__(f"{where}: {problem}")
        self.file = file
        self.line = line
        self.column = column


class _Language:
    """The language whose tables are read: one for a process, set before anything is read."""

    code = ENGLISH


def rules_language() -> str:
    """Return the language of the rules that this process reads (ISO 639-1)."""
    return _Language.code


def use_language(code: str) -> None:
    """Read the tables of another language from now on; its files are ``rules/<code>/``."""
    _Language.code = code


def model_path(name: str) -> str:
    """Return the path below ``models/`` of what extraction learned from texts of this language."""
    return f"extract/{rules_language()}/{name}"


@dataclass(frozen=True)
class RuleFile:
    """A file of hand-written rules in ``streams/<folder>/rules/<language>/``.

    ``shared``: it holds whatever the language, and lies in ``rules/`` itself.
    """

    folder: str
    name: str
    _: KW_ONLY
    shared: bool = False

    @property
    def path(self) -> str:
        """Return the path below ``streams/``, with slashes."""
        language = "" if self.shared else rules_language()
        return "/".join(part for part in (self.folder, "rules", language, self.name) if part)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the rows with the numbers of their lines; comments and blank lines are left out.

        Raises:
            ConfigurationError: if the file is missing from the installation.
        """
        try:
            text = self._file().read_text(encoding="utf-8")
        except OSError as error:
            msg = f"streams/{self.path} is missing; reinstall dateline"
            raise ConfigurationError(msg) from error
        for number, line in enumerate(text.split("\n"), start=1):
            if line and not line.startswith(COMMENT):
                yield number, line

    def _file(self) -> Traversable:
        return files("streams").joinpath(*self.path.split("/"))


@dataclass(frozen=True)
class RuleTable(RuleFile, Generic[Row]):
    """A file whose tab-separated rows are of one model. Read and checked when first asked for.

    ``unique``: columns that no two rows share, as the first row would hide the second.
    """

    row: type[Row]
    unique: tuple[str, ...] = ()

    def rows(self) -> tuple[Row, ...]:
        """Return the rows in order.

        Raises:
            RuleError: if a row is not of the model; it names line, column and allowed values.
            ConfigurationError: if the file is missing from the installation.
        """
        return tuple(row for _, row in self.numbered())

    def numbered(self) -> tuple[tuple[int, Row], ...]:
        """Return the rows with the numbers of their lines; raises as ``rows``."""
        return _numbered(self, self.path)

    def parse(self, number: int, line: str) -> Row:
        """Return the row of a line; raises as ``rows``."""
        columns = list(self.row.model_fields)
        cells = line.split("\t")
        if len(cells) != len(columns):
            problem = f"{len(cells)} columns; expected {len(columns)}: {', '.join(columns)}"
            raise RuleError(self.path, number, "", problem)
        try:
            return self.row.model_validate(dict(zip(columns, cells, strict=True)))
        except ValidationError as error:
            raise self._fault(number, error) from error

    def _fault(self, number: int, error: ValidationError) -> RuleError:
        first = error.errors(include_url=False)[0]
        column = str(first["loc"][0]) if first["loc"] else ""
        problem = str(first["msg"]).removeprefix("Value error, ")
        if first["type"] == "literal_error":
            problem = f"unknown value {first['input']!r}; allowed: {first['ctx']['expected']}"
        return RuleError(self.path, number, column, problem)


@dataclass(frozen=True)
class WordList(RuleFile):
    """A file of words or phrases: one on a line, or with ``several`` any number of words."""

    several: bool = False

    def entries(self) -> frozenset[str]:
        """Return the entries.

        Raises:
            ConfigurationError: if the file is missing from the installation.
        """
        return _entries(self, self.path)

    def numbered(self) -> tuple[tuple[int, str], ...]:
        """Return the entries in order, with the numbers of their lines."""
        return tuple(
            (number, entry)
            for number, line in self.lines()
            for entry in (line.split() if self.several else [line])
        )


class WordSetRow(RuleRow):
    """A set of words, or a part of one: a long set has several rows of the same name."""

    name: str
    words: PhraseAlternatives


class WordSets:
    """The small word sets of a folder, by name: ``rules/<language>/word_sets.tsv``."""

    def __init__(self, folder: str, name: str = "word_sets.tsv") -> None:
        self.table: RuleTable[WordSetRow] = RuleTable(folder, name, WordSetRow)

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return the words of a set.

        Raises:
            ConfigurationError: if the table has no such set, or is missing or damaged.
        """
        sets = _word_sets(self.table, self.table.path)
        if name not in sets:
            msg = f"streams/{self.table.path} has no set {name!r}; it has {', '.join(sets)}"
            raise ConfigurationError(msg)
        return sets[name]


@lru_cache(maxsize=512)
def _numbered(table: RuleTable[Row], path: str) -> tuple[tuple[int, Row], ...]:
    del path  # part of the key, as the language may change
    return tuple((number, table.parse(number, line)) for number, line in table.lines())


@lru_cache(maxsize=512)
def _entries(words: WordList, path: str) -> frozenset[str]:
    del path
    return frozenset(entry for _, entry in words.numbered())


@lru_cache(maxsize=64)
def _word_sets(table: RuleTable[WordSetRow], path: str) -> dict[str, frozenset[str]]:
    del path
    sets: dict[str, frozenset[str]] = {}
    for row in table.rows():
        sets[row.name] = sets.get(row.name, frozenset()) | frozenset(row.words)
    return sets


def duplicates(numbered: Sequence[tuple[int, object]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of lines that say exactly the same: the later one, and the first."""
    first: dict[object, int] = {}
    for number, row in numbered:
        if row in first:
            yield number, first[row]
        else:
            first[row] = number
