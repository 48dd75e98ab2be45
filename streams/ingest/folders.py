"""The files of a folder and of all folders in it, with what cannot be read among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISBLK, S_ISCHR, S_ISFIFO, S_ISREG, S_ISSOCK

from streams.errors import UsageError

_KINDS = (
    (S_ISFIFO, "a named pipe"),
    (S_ISSOCK, "a socket"),
    (S_ISCHR, "a device"),
    (S_ISBLK, "a device"),
)
"""What a folder may hold beside files and folders: reading one may never end."""


@dataclass(frozen=True)
class FolderFile:
    """A file of a folder, its size in bytes, and why it cannot be read if so."""

    path: Path
    size: int = 0
    problem: str | None = None


def files_of(folder: Path) -> Iterator[FolderFile]:
    """Yield the files of a folder and its folders, without hidden ones.

    Links are followed, except to a folder that holds the link. What cannot be read has a problem.

    Raises:
        UsageError: if the folder itself cannot be read.
    """
    try:
        yield from _walk(folder, (folder.resolve(),))
    except OSError as error:
        msg = f"cannot read {folder}: {error.strerror}"
        raise UsageError(msg) from error


def _walk(folder: Path, above: tuple[Path, ...]) -> Iterator[FolderFile]:
    for child in folder.iterdir():
        if not child.name.startswith("."):
            yield from _inner(child, above) if child.is_dir() else (_file(child),)


def _inner(folder: Path, above: tuple[Path, ...]) -> Iterator[FolderFile]:
    real = folder.resolve()
    if real in above:
        yield FolderFile(folder, problem="a link to a folder above it")
        return
    try:
        yield from _walk(folder, (*above, real))
    except OSError as error:
        yield FolderFile(folder, problem=str(error.strerror))


def _file(path: Path) -> FolderFile:
    try:
        found = path.stat()
    except OSError as error:
        link = f"a link to {path.readlink()}: " if path.is_symlink() else ""
        return FolderFile(path, problem=f"{link}{error.strerror}")
    if not S_ISREG(found.st_mode):
        kinds = (what for is_kind, what in _KINDS if is_kind(found.st_mode))
        return FolderFile(path, problem=next(kinds, "not a regular file"))
    return FolderFile(path, found.st_size)
