"""Reading the files of a benchmark: every complaint names the file and the line."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree

from pydantic import BaseModel, ValidationError

from schemas.record import describe
from streams.errors import UsageError

M = TypeVar("M", bound=BaseModel)


def read_text(path: Path) -> str:
    """Read a file as UTF-8.

    Raises:
        UsageError: if it is missing or is not UTF-8; the message names the line.
    """
    try:
        raw = path.read_bytes()
        return raw.decode("utf-8")
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}; name the folder that holds it"
        raise UsageError(msg) from error
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


def read_xml(path: Path) -> ElementTree.Element:
    """Return the root element of an XML file.

    Raises:
        UsageError: if the file is missing or is not well-formed.
    """
    try:
        # The files are the user's own; entities are bounded by expat since 2.4.1.
        return ElementTree.fromstring(read_text(path))  # noqa: S314
    except ElementTree.ParseError as error:
        raise broken(path, error.position[0], f"not well-formed XML: {error}") from error


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
