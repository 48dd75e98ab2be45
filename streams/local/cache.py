"""The user's cache folder, and a file lock against concurrent downloads."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from streams.errors import ServerError

Report = Callable[[str], None]
"""Receives one line of progress for the user."""

LOCK_POLL_SECONDS = 0.2


def cache_folder(configured: Path | None) -> Path:
    """Return the download folder: the setting, or one in ``XDG_CACHE_HOME`` or ``~/.cache``."""
    if configured is not None:
        return configured.absolute()
    base = os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base and Path(base).is_absolute() else Path.home() / ".cache"
    return root / "dateline"


@contextmanager
def file_lock(path: Path, waiting: Callable[[], None], timeout: float) -> Iterator[None]:
    """Hold an exclusive lock on a file; the system releases it if the process dies.

    Args:
        path: the lock file; created if missing, never deleted.
        waiting: called once if another process holds the lock.
        timeout: longest wait in seconds.

    Raises:
        ServerError: if the lock is still held by another process after the timeout, or belongs
            to another user.
    """
    with _open_lock(path) as file:
        if not _try_lock(file):
            waiting()
            _wait_for_lock(file, path, timeout)
        yield


def _open_lock(path: Path) -> IO[str]:
    try:
        return path.open("a", encoding="utf-8")
    except PermissionError as error:
        msg = f"{path} belongs to another user with servers here; run the command as that user"
        raise ServerError(msg) from error


def _wait_for_lock(file: IO[str], path: Path, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while not _try_lock(file):
        if time.monotonic() > deadline:
            msg = f"another process still holds {path} after {timeout:.0f} s; wait, or stop it"
            raise ServerError(msg)
        time.sleep(LOCK_POLL_SECONDS)


def _try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
