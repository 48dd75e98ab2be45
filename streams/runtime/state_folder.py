"""The folder in which one worker keeps its state: never two workers in one, nothing outdated."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from streams import __version__
from streams.errors import ConfigurationError

FORMAT = 2
"""Increases when rows or tags are stored otherwise: state of before is then read anew."""
LOCK = "lock"


class StateFolder:
    """A numbered folder, or one of the worker's name, that is locked while the process lives.

    The lock is the kernel's: it ends with the process, however that ends, so that the next worker
    takes the folder over with what is in it. Inside, a folder of this version holds one folder for
    each table and changelog; those of other versions and of changelogs that are gone are deleted,
    and so are folders that no worker has used for ``unused_seconds``.

    Args:
        home: the folder of the folders.
        name: the worker's name, if it has one.
        changelogs: table to the id of its changelog topic, which a new topic does not share.
        unused_seconds: time after which the folder of another worker is deleted.

    Raises:
        ConfigurationError: if a worker of the same name is running, or the folder cannot be used.
    """

    def __init__(
        self, home: Path, name: str | None, changelogs: Mapping[str, str], unused_seconds: float
    ) -> None:
        self._home = home
        self._changelogs = changelogs
        self._path, self._lock = self._take(name)
        self._clean()
        for other in self._others(unused_seconds):
            shutil.rmtree(other, ignore_errors=True)

    @property
    def path(self) -> Path:
        """Return the folder that this process has locked."""
        return self._path

    def of(self, table: str) -> Path:
        """Return the folder of a table, for the changelog that it has now."""
        return self._path / _version() / f"{table}-{self._changelogs[table]}"

    def touch(self) -> None:
        """Note that the folder is in use."""
        with suppress(OSError):
            os.utime(self._path / LOCK)

    def close(self) -> None:
        """Release the folder for other workers."""
        os.close(self._lock)

    def _take(self, name: str | None) -> tuple[Path, int]:
        names = iter([f"worker-{name}"]) if name else (str(number) for number in count(1))
        for one in names:
            path = self._home / one
            try:
                lock = _locked(path)
            except OSError as error:
                msg = (
                    f"cannot keep state in {path} ({error.strerror}). Give workers a DATELINE_HOME "
                    "on a local disk, or set DATELINE_STATE_STORE=memory."
                )
                raise ConfigurationError(msg) from error
            if lock is not None:
                return path, lock
        msg = (
            f"another worker named {name} is running and uses {path}. Give each worker a "
            "DATELINE_WORKER_ID of its own."
        )
        raise ConfigurationError(msg)

    def _clean(self) -> None:
        kept = {self.of(table).name for table in self._changelogs}
        for version in self._path.iterdir():
            if version.is_dir() and version.name != _version():
                shutil.rmtree(version, ignore_errors=True)
            elif version.is_dir():
                for table in version.iterdir():
                    if table.name not in kept:
                        shutil.rmtree(table, ignore_errors=True)

    def _others(self, unused_seconds: float) -> Iterator[Path]:
        """Yield the folders that no worker has used for long."""
        for path in self._home.iterdir():
            lock = path / LOCK
            if path == self._path or not lock.exists():
                continue
            if time.time() - lock.stat().st_mtime > unused_seconds:
                held = _locked(path)
                if held is not None:
                    yield path
                    os.close(held)


def _locked(path: Path) -> int | None:
    """Return the open descriptor of a folder's lock, or None if another process has it.

    Raises:
        OSError: if the folder cannot be written, or its file system knows no locks.
    """
    path.mkdir(parents=True, exist_ok=True)
    lock = os.open(path / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(lock), (path / LOCK).stat()):
            return lock
    except (BlockingIOError, FileNotFoundError):  # it is locked, or was deleted meanwhile
        pass
    except OSError:
        os.close(lock)
        raise
    os.close(lock)
    return None


def _version() -> str:
    return f"{FORMAT}-{__version__}"
