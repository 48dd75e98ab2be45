"""The lock files: all files to download, with size and SHA-256."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from streams.errors import ServerError

COLUMNS = "path\tbytes\tsha256"


@dataclass(frozen=True)
class Pin:
    """A file to download: its path in the source, size and SHA-256."""

    path: str
    size: int
    sha256: str


def read_pins(name: str) -> tuple[Pin, ...]:
    """Return the pins of ``streams/local/data/<name>.tsv``, in the order of the file."""
    text = _lock_text(name)
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(Pin(path, int(size), digest) for path, size, digest in rows[1:])


def pins_digest(name: str) -> str:
    """Return eight hexadecimal digits that change whenever the lock file does."""
    return hashlib.sha256(_lock_text(name).encode()).hexdigest()[:8]


def write_pins(path: Path, pins: Iterable[Pin], comments: Iterable[str]) -> None:
    """Write a lock file: comment lines, the column names, one line per file."""
    lines = [f"# {comment}" for comment in comments]
    lines.append(COLUMNS)
    lines += [f"{pin.path}\t{pin.size}\t{pin.sha256}" for pin in pins]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def verify(file: Path, pin: Pin) -> None:
    """Compare a file with its pin; delete it if it differs.

    Raises:
        ServerError: if the SHA-256 is not the pinned one.
    """
    found = sha256_of(file)
    if found == pin.sha256:
        return
    size = file.stat().st_size
    file.unlink()
    msg = (
        f"{pin.path} is not the pinned file: SHA-256 {found} ({size} bytes) instead of "
        f"{pin.sha256} ({pin.size} bytes). It was deleted; run the command again. If the error "
        "persists, the repository or a proxy serves a modified file."
    )
    raise ServerError(msg)


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _lock_text(name: str) -> str:
    return files("streams.local").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
