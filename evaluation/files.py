"""Reading the files of a benchmark: every complaint names the file and the line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from pydantic import BaseModel, ValidationError

from schemas.record import describe
from streams.errors import UsageError

M = TypeVar("M", bound=BaseModel)


def read_bytes(path: Path) -> bytes:
    """Read a file.

    Raises:
        UsageError: if it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}; name the folder that holds it"
        raise UsageError(msg) from error


def read_text(path: Path) -> str:
    """Read a file as UTF-8.

    Raises:
        UsageError: if it is missing or is not UTF-8; the message names the line.
    """
    raw = read_bytes(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise broken(path, line, f"byte {raw[error.start]:#04x} is not UTF-8") from error


def read_lines(path: Path, model: type[M]) -> Iterator[tuple[int, M]]:
    """Yield the records of a JSONL file with their line numbers; empty lines are passed over.

    Raises:
        UsageError: if the file is missing or a line is not the record.
    """
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, model.model_validate_json(line)
        except ValidationError as error:
            raise broken(path, number, describe(error, model.__name__)) from error


@dataclass(frozen=True)
class Xml:
    """An XML file with the line on which each element starts."""

    path: Path
    root: Element
    lines: Mapping[Element, int]

    def broken(self, element: Element, problem: str) -> UsageError:
        """Return the error of a damaged element."""
        return broken(self.path, self.lines[element], problem)


def read_xml(path: Path) -> Xml:
    """Read an XML file.

    Raises:
        UsageError: if the file is missing or is not well-formed.
    """
    text = read_text(path)
    builder, lines = TreeBuilder(), {}
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        lines[builder.start(tag, attributes)] = parser.CurrentLineNumber

    parser.StartElementHandler = start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise broken(path, error.lineno, f"not well-formed XML: {error}") from error
    return Xml(path, builder.close(), lines)


def files_in(folder: Path, pattern: str) -> list[Path]:
    """Return the files of a folder that fit a pattern, by name.

    Raises:
        UsageError: if there is none.
    """
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    if not found:
        msg = f"{folder} has no {pattern}; name the folder that holds them"
        raise UsageError(msg)
    return found


def broken(path: Path, line: int, problem: str) -> UsageError:
    """Return the error of a damaged file."""
    return UsageError(f"{path}:{line}: {problem}")


def noon(day: date) -> datetime:
    """Return noon UTC: for sources that know only the day on which they were published."""
    return datetime.combine(day, time(12), UTC)
