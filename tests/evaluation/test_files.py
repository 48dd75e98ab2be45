from pathlib import Path

import pytest
from pydantic import BaseModel

from evaluation.files import files_in, read_lines, read_text, read_xml
from streams.errors import UsageError


class Row(BaseModel):
    n: int


def write(folder: Path, content: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(content)
    return path


def test_lines_come_with_their_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, b'{"n": 1}\n\n{"n": 2}\n')
    assert [(number, row.n) for number, row in read_lines(path, Row)] == [(1, 1), (3, 2)]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, b'{"n": 1}\n{"n": "x"}\n')
    with pytest.raises(UsageError, match=r"file:2: Row is malformed: n: "):
        list(read_lines(path, Row))


def test_bytes_that_are_no_utf8_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"file:2: byte 0xff is not UTF-8"):
        read_text(write(tmp_path, b"good\nbad \xff\n"))


def test_xml_that_is_cut_off_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"file:3: not well-formed XML"):
        read_xml(write(tmp_path, b"<a>\n<b>\n"))


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name the folder that holds it"):
        read_text(tmp_path / "none")
    with pytest.raises(UsageError, match=r"has no \*.xml"):
        files_in(tmp_path, "*.xml")
