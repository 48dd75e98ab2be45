"""Records of JSON Lines, JSON and tables, one at a time: memory does not grow with the file."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from streams.errors import MalformedRecord
from streams.ingest.documents import MAX_RECORD_BYTES, MAX_WHOLE_BYTES

_BLOCK = 256 * 1024
"""Bytes of a list that are read at once; most articles are shorter."""
_SPACES = " \t\r\n"


@dataclass(frozen=True)
class Raw:
    """A record: where it is in its file, and its bytes or values, or why there are none."""

    where: str
    raw: bytes | None = None
    fields: dict[str, Any] | None = None
    problem: str | None = None


def read_whole(stream: BinaryIO) -> bytes:
    """Return all bytes of a stream.

    Raises:
        MalformedRecord: if there are more than ``MAX_WHOLE_BYTES``.
    """
    raw = stream.read(MAX_WHOLE_BYTES + 1)
    if len(raw) > MAX_WHOLE_BYTES:
        mib = MAX_WHOLE_BYTES >> 20
        msg = f"larger than {mib} MiB in one piece; JSONL, CSV and WARC may be of any size"
        raise MalformedRecord(msg)
    return raw


def read_lines(stream: BinaryIO) -> Iterator[Raw]:
    """Yield the lines that are not empty, by number; one that is too long has a problem."""
    number = 0
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        number += 1
        if len(line) > MAX_RECORD_BYTES:
            _skip_line(stream, line)
            yield Raw(f":{number}", problem=f"a line of more than {MAX_RECORD_BYTES >> 20} MiB")
        elif number == 1 and line.startswith(b"\xef\xbb\xbf"):
            yield Raw(":1", line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n"))
        elif line.strip():
            yield Raw(f":{number}", line.rstrip(b"\r\n"))


def read_json(stream: BinaryIO) -> Iterator[Raw]:
    """Yield the values of a file of JSON: mostly one."""
    text = read_whole(stream).decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    position, number = _skip(text, 0), 0
    while position < len(text):
        try:
            value, end = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            yield Raw("" if not number else f"[{number}]", _encoded(text[position:]))
            return
        yield _item(value, "" if not number and not text[end:].strip() else f"[{number}]")
        position, number = _skip(text, end), number + 1


def read_array(stream: BinaryIO) -> Iterator[Raw]:
    """Yield the items of a JSON list, or of several one behind the other, as they are read.

    Raises:
        MalformedRecord: at the item with which the list is damaged, or at what stands behind the
            list; the items before it are yielded.
    """
    text = io.TextIOWrapper(stream, "utf-8", errors="surrogateescape", newline="")
    buffer = text.read(_BLOCK).removeprefix("\ufeff").lstrip()
    number, position, inside = 0, 0, False
    while True:
        position = _skip(buffer, position, ",")
        if position >= len(buffer):
            buffer, position = text.read(_BLOCK), 0
            if not buffer:
                _check_ended(number, inside=inside)
                return
            continue
        if buffer[position] == ("]" if inside else "["):
            inside, position = not inside, position + 1
            continue
        if not inside:
            msg = f"something else stands behind the list of {number} items; it was not read"
            raise MalformedRecord(msg)
        value, buffer, position = _next_item(text, buffer, position, number)
        yield _item(value, f"[{number}]")
        number += 1


def _check_ended(number: int, *, inside: bool) -> None:
    if inside:
        msg = f"the list ends within item {number}: it has no closing bracket"
        raise MalformedRecord(msg)


def _next_item(
    text: io.TextIOWrapper, buffer: str, position: int, number: int
) -> tuple[Any, str, int]:
    """Return the item at a position, and the buffer and the position behind it."""
    buffer, step = buffer[position:], _BLOCK
    while True:
        try:
            value, end = _DECODER.raw_decode(buffer)
            if end < len(buffer):
                return value, buffer, end
        except (ValueError, RecursionError) as error:
            problem = str(error)
        else:
            problem = "it is cut off"
        block = text.read(step)
        if not block or len(buffer) > MAX_RECORD_BYTES:
            msg = f"item {number} is not valid JSON, and nothing behind it was read ({problem})"
            raise MalformedRecord(msg)
        buffer, step = buffer + block, step * 2


def read_table(stream: BinaryIO, delimiter: str) -> Iterator[Raw]:
    """Yield the rows of a table with header, by line; a cell without text is empty.

    Raises:
        MalformedRecord: if the header is no header, or the table is damaged or has no rows.
    """
    csv.field_size_limit(MAX_RECORD_BYTES)
    text = _Lines(io.TextIOWrapper(stream, "utf-8", errors="surrogateescape", newline=""))
    rows = csv.reader(text, delimiter=delimiter)
    line = 1
    try:
        header = _header(rows)
        line = first = rows.line_num + 1
        for row in rows:
            if text.ended:
                msg = "a quotation mark that is not closed"
                raise csv.Error(msg)
            if any(cell.strip() for cell in row):
                yield _row(header, row, f":{line}")
            line = rows.line_num + 1
    except csv.Error as error:
        msg = f"line {line}: {error}; nothing behind it was read"
        raise MalformedRecord(msg) from error
    if line == first:
        msg = "a table without rows"
        raise MalformedRecord(msg)


class _Lines:
    """The lines of a text. A row at whose end they have ended goes on behind a quotation mark."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, "")
        if not line:
            self.ended = True
            raise StopIteration
        return line


def _header(rows: Iterator[list[str]]) -> list[str]:
    """Return the names of the columns, below the line in which Excel names the separator."""
    names = [name.removeprefix("\ufeff").strip() for name in next(rows, [])]
    if names and names[0].lower().startswith("sep="):
        names = [name.strip() for name in next(rows, [])]
    if len(set(names)) != len(names) or not any(names):
        msg = f"its header names a column twice, or none: {', '.join(names)}"
        raise MalformedRecord(msg)
    return names


def _row(header: list[str], row: list[str], where: str) -> Raw:
    if len(row) > len(header):
        problem = f"{len(row)} cells, but the header has {len(header)} columns"
        return Raw(where, problem=problem)
    cells = [cell if cell.strip() else "" for cell in row]
    cells += [""] * (len(header) - len(row))
    return Raw(where, fields={name: cell for name, cell in zip(header, cells, strict=True) if name})


def _item(value: Any, where: str) -> Raw:
    if isinstance(value, dict):
        return Raw(where, fields=value)
    return Raw(where, _encoded(json.dumps(value)))


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(_BLOCK)


def _skip(text: str, position: int, also: str = "") -> int:
    skipped = _SPACES + also
    while position < len(text) and text[position] in skipped:
        position += 1
    return position


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


_DECODER = json.JSONDecoder()
