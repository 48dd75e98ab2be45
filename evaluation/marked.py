"""Labelled sentences with a marked event ("troops [shelled] Homs"), and the draft that answers."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from evaluation.files import broken, read_text
from evaluation.system import System
from schemas import Article, MentionDraft

PUBLISHED = datetime(2023, 3, 15, 18, tzinfo=UTC)
"""A Wednesday."""

Marks = Sequence[tuple[int, int]]
"""Where the event is named, in code points of the text without its brackets."""

_MARK = re.compile(r"\[([^\]]+)\]")


def read_marked(
    path: Path, columns: Sequence[str], label: str, labels: Collection[str]
) -> Iterator[list[str]]:
    """Yield the cells of each row of a table; the last is a text with a mark.

    ``labels`` are the values that the column ``label`` may have.

    Raises:
        UsageError: if the file is missing, or a row is not what the columns say.
    """
    at = columns.index(label)
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns) or cells[at] not in labels or not _MARK.search(cells[-1]):
            named = f"{', '.join(columns[:-1])} and {columns[-1]}"
            raise broken(path, number, f"no {named} with a [marked] word")
        yield cells


def unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without its brackets, and where the marked words stand."""
    text, marks, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[1])))
        text += mark[1]
        at = mark.end()
    return text + marked[at:], tuple(marks)


def answer(text: str, marks: Marks, system: System) -> MentionDraft | None:
    """Return the draft at a mark of a text that is read alone, else the nearest; None without."""
    article = Article(
        article_id="sentence", publisher="example.org", text=text, published_at=PUBLISHED
    )
    drafts = system.extract(article).drafts
    return min(drafts, key=lambda draft: _gap(draft, marks), default=None)


def _gap(draft: MentionDraft, marks: Marks) -> int:
    """Return how many characters a draft's trigger lies from a mark; 0 when it overlaps one."""
    start, end = draft.trigger_start, draft.trigger_end
    return min(max(0, first - end, start - last) for first, last in marks)
