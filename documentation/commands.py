"""The commands that the documentation shows: every ``$`` line of its console blocks."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^\$ (.+(?:\\\n.+)*)$", re.MULTILINE)
_COMMENT = re.compile(r"\s{2,}# .*$", re.MULTILINE)
_DATELINE = re.compile(r"(?<!\S)(?:\.venv/bin/)?dateline(?!\S)")
_ASSIGNMENT = re.compile(r"[A-Z_]+=")
_BETWEEN = frozenset({"|", "&&"})
_REDIRECTIONS = frozenset({">", ">>", "<"})


@dataclass(frozen=True)
class ShownCommand:
    """A command of a page, as a reader would type it."""

    page: str
    line: str

    @property
    def calls(self) -> tuple[tuple[str, ...], ...]:
        """Return the words of each program of the line, without assignments and redirections."""
        calls: list[list[str]] = [[]]
        redirected = False
        for word in shlex.split(self.line.replace("\\\n", " ")):
            if word in _BETWEEN:
                calls.append([])
                redirected = False
            elif word in _REDIRECTIONS:
                redirected = True
            elif not redirected and (calls[-1] or not _ASSIGNMENT.match(word)):
                calls[-1].append(word)
        return tuple(map(tuple, calls))

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the first program."""
        return self.calls[0]

    @property
    def arguments(self) -> tuple[str, ...] | None:
        """Return what follows ``dateline``; None if the line does not call it."""
        found = (call[1:] for call in self.calls if _DATELINE.fullmatch(call[0]))
        return next(found, None)

    def run_by(self, command: str) -> str:
        """Return the line with another command in the place of ``dateline``."""
        return _DATELINE.sub(command, self.line)

    def __str__(self) -> str:
        return f"{self.page}: {self.line}"


def pages(root: Path) -> list[Path]:
    """Return the pages that may show commands: those at the top and those of ``docs``."""
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def shown_commands(root: Path) -> Iterator[ShownCommand]:
    """Yield each command of each page, in the order of reading; a repeated one only once."""
    seen: set[str] = set()
    for path in pages(root):
        for block in _BLOCK.findall(path.read_text(encoding="utf-8")):
            for line in _PROMPT.findall(_COMMENT.sub("", block)):
                if line not in seen:
                    seen.add(line)
                    yield ShownCommand(str(path.relative_to(root)), line.strip())
