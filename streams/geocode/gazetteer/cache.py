"""The cache folder: where gazetteers are kept, and which old ones go."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streams.errors import ConfigurationError


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
