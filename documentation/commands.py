"""The commands that the documentation shows: every ``$`` line of its console blocks."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^\$ (.+(?:\\\n.+)*)$", re.MULTILINE)
_COMMENT = re.compile(r"\s{2,}# .*$", re.MULTILINE)
DATELINE = ("dateline", ".venv/bin/dateline")


@dataclass(frozen=True)
class ShownCommand:
    """A command of a page, as a reader would type it."""

    page: str
    line: str

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the command before any pipe or redirection."""
        words = shlex.split(self.line.replace("\\\n", " "))
        ends = (at for at, word in enumerate(words) if word in {"|", ">", ">>", "<", "&&"})
        return tuple(words[: next(ends, len(words))])

    @property
    def arguments(self) -> tuple[str, ...] | None:
        """Return what follows ``dateline``; None for another program."""
        name, *rest = self.words
        return tuple(rest) if name in DATELINE else None

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
