"""How far the files of a run were sent, so that a run that was cut off goes on where it stopped."""

import json
from pathlib import Path
from typing import Any

from streams.errors import UsageError
from streams.ingest.documents import Document


class Resume:
    """The number of documents of each file that the broker has taken, kept in a file of its own.

    A file counts from the start again when its size or its time of change differs. Standard input
    counts by its documents alone: it has to be the same again.
    """

    def __init__(self, path: Path) -> None:
        """Read the state; a file that does not exist yet is the state before the first run.

        Raises:
            UsageError: if the file is something else.
        """
        self._path = path
        self._state: dict[str, dict[str, Any]] = {}
        if not path.exists():
            return
        try:
            state = json.loads(path.read_text(encoding="utf-8"))
            self._state = {str(name): dict(one) for name, one in state["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            msg = f"{path} is no state of an earlier run; name a new file for --resume"
            raise UsageError(msg) from error

    def done(self, document: Document) -> bool:
        """Whether an earlier run sent a document."""
        state = self._state.get(document.source)
        if state is None or state["stamp"] != _stamp(document.source):
            return False
        return document.number <= int(state["documents"])

    def add(self, document: Document) -> None:
        """Note that a document was sent, or refused; ``save`` writes it down."""
        stamp = _stamp(document.source)
        self._state[document.source] = {"documents": document.number, "stamp": stamp}

    def save(self) -> None:
        """Write the state.

        Raises:
            UsageError: if the file cannot be written.
        """
        part = self._path.with_name(self._path.name + ".part")
        try:
            part.write_text(json.dumps({"files": self._state}, indent=1) + "\n", encoding="utf-8")
            part.replace(self._path)
        except OSError as error:
            msg = f"cannot write {self._path}: {error.strerror}"
            raise UsageError(msg) from error


def _stamp(source: str) -> list[int]:
    """Return what changes when a file does: its size, and its time in nanoseconds."""
    try:
        stat = Path(source).stat()
    except OSError:
        return []
    return [stat.st_size, stat.st_mtime_ns]
