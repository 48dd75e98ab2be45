"""Gazetteer files: the folder that they are kept in, which old ones go, and whether one is intact.

A file is sealed with a checksum in the header field that SQLite leaves to the application.
"""

import fcntl
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streams.errors import ConfigurationError

MAGIC = b"SQLite format 3\x00"
_FIELD = slice(60, 64)
"""Bytes of ``user_version`` in the header (SQLite file format, section 1.3)."""
_HEADER_BYTES = 100
_CHUNK_BYTES = 1 << 20
"""Read at a time: the file is larger than a worker should hold."""


def default_cache() -> Path:
    """Return Dateline's folder in the user's cache."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "dateline"


def prune(folder: Path, used: Path) -> list[Path]:
    """Delete old gazetteers of a folder, but the one in use and the newest other; return them.

    A process that has one of them open keeps it until it ends.
    """
    others = [path for path in folder.glob("gazetteer-*.sqlite") if path != used]
    old = sorted(others, key=lambda path: (path.stat().st_mtime, path.name))[:-1]
    for path in old:
        path.unlink(missing_ok=True)
    return old


@contextmanager
def temporary_beside(target: Path) -> Iterator[Path]:
    """Give a new file beside the target; nothing of it stays when the build fails.

    Raises:
        ConfigurationError: if the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=target.name, suffix=".part", dir=target.parent)
    except OSError as error:
        msg = f"cannot write a gazetteer to {target.parent}: {error}; set DATELINE_CACHE"
        raise ConfigurationError(msg) from error
    os.close(handle)
    temporary = Path(name)
    temporary.chmod(0o644)
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a lock on the folder while building; it goes with the process, even a killed one.

    Raises:
        ConfigurationError: if the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "gazetteer.lock").open("a")
    except OSError as error:
        msg = f"cannot write a gazetteer to {folder}: {error}; set DATELINE_CACHE"
        raise ConfigurationError(msg) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


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
    """Return whether the file is SQLite and still has the checksum that ``seal`` wrote."""
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
