"""A checksum inside a SQLite file, in the header field that is left to the application."""

import zlib
from pathlib import Path

MAGIC = b"SQLite format 3\x00"
_FIELD = slice(60, 64)
"""Bytes of ``user_version`` in the header (SQLite file format, section 1.3)."""
_HEADER_BYTES = 100
_CHUNK_BYTES = 1 << 20


def seal(path: Path) -> None:
    """Write the CRC-32 of a closed file into its header; the field itself counts as zero."""
    with path.open("r+b") as file:
        file.seek(_FIELD.start)
        file.write(b"\x00" * 4)
    checksum = _checksum(path)
    with path.open("r+b") as file:
        file.seek(_FIELD.start)
        file.write(checksum)


def is_intact(path: Path) -> bool:
    """Tell whether the file is SQLite and still has the checksum that ``seal`` wrote."""
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(MAGIC):
        return False
    return header[_FIELD] == _checksum(path)


def _checksum(path: Path) -> bytes:
    with path.open("rb") as file:
        header = bytearray(file.read(_HEADER_BYTES))
        header[_FIELD] = b"\x00" * 4
        total = zlib.crc32(header)
        while chunk := file.read(_CHUNK_BYTES):
            total = zlib.crc32(chunk, total)
    return total.to_bytes(4, "big")
